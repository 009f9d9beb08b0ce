"""Who watches pictures: what they get, and what the sharer hears of it."""

import time
from contextlib import closing

import pytest

from tests.api.conftest import Talk
from tests.api.shared import Shared, refusal_of


def test_nobody_gets_pictures_who_did_not_ask_for_them(talk: Talk) -> None:
    anna, kunde = talk.technician(), talk.customer()
    request = talk.grant("view", anna, kunde)
    kunde.decide("share", request=request, source="screen")
    kunde.show(request, 0)
    kunde.catch_up()
    assert not anna.catch_up().pictures
    assert not kunde.got("watch"), "nobody looks: nothing to send"


@pytest.mark.parametrize("side", ["customer", "helper"])
def test_only_the_technician_watches(shared: Shared, side: str) -> None:
    other = getattr(shared.talk, side)()
    shared.watch(other)
    assert refusal_of(other) in ("not_granted", "not_for_helpers")
    shared.show(0)
    assert not other.catch_up().pictures


def test_the_sharer_hears_what_the_viewer_decodes_and_which_screen(shared: Shared) -> None:
    shared.watch(shared.anna, codecs=["vp9", "h264"], source=1)
    shared.anna.catch_up()
    assert shared.kunde.catch_up().got("watch")[-1] == {
        "type": "watch", "request": shared.request, "codecs": ["vp9", "h264"], "source": 1,
    }  # fmt: skip


def test_two_windows_get_what_both_can_decode(shared: Shared) -> None:
    other = shared.talk.technician()
    shared.watch(other, codecs=["vp9", "vp8"])
    assert shared.kunde.wait("watch")["codecs"] == ["vp8"]
    shared.show(0)
    assert shared.numbers(shared.anna) == shared.numbers(other) == [0]


def test_pictures_begin_with_a_key_frame(shared: Shared) -> None:
    shared.show(0, is_key=False)
    shared.show(1, is_key=True)
    shared.show(2)
    assert shared.numbers(shared.anna) == [1, 2]


def test_a_second_window_has_the_sharer_begin_anew(shared: Shared) -> None:
    shared.show(0)
    shared.shown(shared.anna, 0)
    other = shared.talk.technician()
    shared.watch(other)
    assert shared.kunde.wait("watch")
    shared.show(1)
    shared.show(2, is_key=True)
    assert shared.numbers(other) == [2]
    assert shared.numbers(shared.anna) == [0, 2]


def test_shown_goes_to_the_sharer_and_makes_room(shared: Shared) -> None:
    shared.show(0)
    shared.show(1)
    shared.anna.catch_up()
    shared.shown(shared.anna, 0)
    assert shared.kunde.wait("shown") == {
        "type": "shown", "request": shared.request, "number": 0,
    }  # fmt: skip
    shared.show(2)
    assert shared.numbers(shared.anna) == [0, 1, 2]


def test_what_was_shown_is_passed_on_once_and_only_if_it_was_sent(shared: Shared) -> None:
    other = shared.talk.technician()
    shared.watch(other)
    shared.kunde.wait("watch")
    shared.show(0, is_key=True)
    for viewer in (shared.anna, other):
        shared.shown(viewer, 0)
        shared.shown(viewer, 7)
        viewer.catch_up()
    told = [frame["number"] for frame in shared.kunde.catch_up().got("shown")]
    assert told.count(0) == 1
    assert 7 not in told


def test_who_does_not_keep_up_is_left_out_until_a_key_frame(shared: Shared) -> None:
    for number in range(5):
        shared.show(number)
    assert shared.numbers(shared.anna) == [0, 1]
    shared.shown(shared.anna, 1)
    shared.anna.catch_up()
    shared.show(5)
    assert shared.numbers(shared.anna) == [0, 1], "what builds on pictures that were left out"
    assert shared.kunde.wait("watch"), "the server asks for a key frame by itself"
    shared.show(6, is_key=True)
    assert shared.numbers(shared.anna) == [0, 1, 6]


def test_a_slow_window_does_not_hold_up_the_other_one(shared: Shared) -> None:
    slow = shared.talk.technician()
    shared.watch(slow)
    shared.kunde.wait("watch")
    for number in range(10):
        shared.show(number)
        shared.anna.wait("picture")
        shared.shown(shared.anna, number)
        assert shared.kunde.wait("shown")["number"] == number
    assert shared.numbers(slow) == [0, 1]


def test_when_the_last_viewer_looks_away_the_sharer_may_pause(shared: Shared) -> None:
    other = shared.talk.technician()
    shared.watch(other)
    shared.kunde.wait("watch")
    other.send(type="unwatch", request=shared.request)
    other.catch_up()
    assert not shared.kunde.catch_up().got("unwatch")
    shared.anna.close()
    assert shared.kunde.wait("unwatch") == {"type": "unwatch", "request": shared.request}


def test_who_asks_again_and_again_gets_a_few_key_frames(shared: Shared) -> None:
    for _ in range(200):
        shared.watch(shared.anna)
    shared.anna.catch_up()
    assert len(shared.kunde.catch_up().got("watch")) < 30


def test_both_sides_hear_the_server_every_second(shared: Shared) -> None:
    for side in (shared.anna, shared.kunde):
        began = time.monotonic()
        for _ in range(3):
            side.wait("pulse")
        assert time.monotonic() - began < 5


def test_without_a_share_there_is_no_pulse(shared: Shared) -> None:
    with closing(Talk(shared.talk.server)) as other:
        anna, kunde = other.technician(), other.customer()
        other.grant("view", anna, kunde)
        # The server's heart beats for all sessions at once.
        for _beat in range(3):
            shared.kunde.wait("pulse")
        assert not kunde.catch_up().got("pulse")
