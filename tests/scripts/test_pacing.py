"""`pacing.js`: how much is sent follows what the technician has seen."""

from typing import Any

import pytest

from tests.scripts.laboratory import Laboratory

# A link of so many bits a second with a delay of so many ms takes two pictures at a time; a picture
# weighs what the encoder may spend on a thirtieth of a second, and not less than its pixels need.
LINK = """
const { Pacing, WINDOW } = await load("pacing.js");
const pacing = new Pacing();
function send({ seconds, bits, delay, least }) {
  const until = (window.now ?? 0) + seconds * 1000;
  let [free, number, seen, lags] = [window.now ?? 0, window.number ?? 0, [], []];
  const underWay = [];
  while (now() < until) {
    while (pacing.waiting < WINDOW) {
      const bytes = Math.max(pacing.bitrate / 240, least * pacing.scale ** 2);
      free = Math.max(free, now()) + (bytes * 8000) / bits;
      pacing.sent(number, bytes, now());
      underWay.push({ number: number++, sent: now(), at: free + delay });
    }
    const { number: next, sent, at } = underWay.shift();
    window.now = at;
    lags.push(at - sent);
    pacing.shown(next, at);
  }
  Object.assign(window, { number });
  lags.sort((a, b) => a - b);
  const { bitrate, scale } = pacing;
  const p95 = lags[Math.floor(lags.length * 0.95)];
  return { bitrate, scale, pictures: lags.length / seconds, p95 };
}
function now() {
  return window.now ?? 0;
}
window.now = 0;
window.number = 0;
return values.phases.map(send);
"""


def run(laboratory: Laboratory, *phases: dict[str, float]) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = laboratory.run(LINK, phases=list(phases))
    return told


def phase(seconds: float, megabits: float, delay: float = 50, least: float = 0) -> dict[str, float]:
    return {"seconds": seconds, "bits": megabits * 1e6, "delay": delay, "least": least}


def test_a_quick_link_is_used(laboratory: Laboratory) -> None:
    (told,) = run(laboratory, phase(20, 50, delay=10))
    assert told["bitrate"] > 8_000_000
    assert told["scale"] == 1


def test_a_far_link_is_used_as_well(laboratory: Laboratory) -> None:
    (told,) = run(laboratory, phase(60, 50, delay=400))
    assert told["bitrate"] > 4_000_000
    assert told["scale"] == 1


def test_a_busy_moment_is_forgotten(laboratory: Laboratory) -> None:
    heavy = {"delay": 200, "least": 60_000}
    _quick, busy, told = run(
        laboratory, phase(10, 40, **heavy), phase(8, 0.8, **heavy), phase(60, 40, **heavy)
    )
    assert busy["scale"] < 1
    assert told["scale"] == 1


@pytest.mark.parametrize("megabits", [0.5, 1, 5])
def test_a_slow_link_does_not_queue(laboratory: Laboratory, megabits: float) -> None:
    _begins, told = run(laboratory, phase(10, megabits), phase(30, megabits))
    assert told["p95"] < 400
    assert told["pictures"] >= 4


def test_lag_does_not_grow(laboratory: Laboratory) -> None:
    first, _between, last = run(laboratory, phase(20, 2), phase(20, 2), phase(20, 2))
    assert last["p95"] <= first["p95"] * 1.5


def test_a_link_that_becomes_slow_is_noticed_within_seconds(laboratory: Laboratory) -> None:
    _quick, _falls, told = run(laboratory, phase(10, 20), phase(6, 0.6), phase(10, 0.6))
    assert told["bitrate"] < 3_000_000
    assert told["p95"] < 500


def test_a_link_that_becomes_quick_is_used_again(laboratory: Laboratory) -> None:
    _slow, told = run(laboratory, phase(10, 0.6), phase(40, 20))
    assert told["bitrate"] > 5_000_000
    assert told["scale"] == 1


def test_where_pictures_stay_too_heavy_they_get_smaller(laboratory: Laboratory) -> None:
    _begins, told = run(laboratory, phase(5, 1, least=100_000), phase(15, 1, least=100_000))
    assert told["scale"] <= 0.5
    assert told["pictures"] >= 3


def test_all_pixels_are_there_once_nothing_moves(laboratory: Laboratory) -> None:
    scales = laboratory.run(
        """const { Pacing } = await load("pacing.js");
        const pacing = new Pacing();
        for (let number = 0; number < 20; number++) {
          pacing.sent(number, 100_000, number * 1000);
          pacing.shown(number, number * 1000 + (number < 3 ? 50 : 900));
        }
        const moving = pacing.scale;
        pacing.sharpen();
        const still = pacing.scale;
        pacing.moves();
        return [moving, still, pacing.scale];"""
    )
    moving, still, again = scales
    assert moving < 1
    assert still == 1
    assert again == moving


def test_no_more_than_two_count_as_under_way_until_they_were_seen(laboratory: Laboratory) -> None:
    waiting = laboratory.run(
        """const { Pacing } = await load("pacing.js");
        const pacing = new Pacing();
        const told = [];
        for (const number of [0, 1, 2]) pacing.sent(number, 1000, 0);
        told.push(pacing.waiting);
        pacing.shown(1, 10);
        told.push(pacing.waiting);
        pacing.shown(7, 20);
        told.push(pacing.waiting);
        pacing.sent(8, 1000, 30);
        pacing.forget();
        return [...told, pacing.waiting];"""
    )
    assert waiting == [3, 1, 0, 0]
