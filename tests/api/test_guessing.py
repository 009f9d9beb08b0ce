"""Who guesses keys from many addresses is noticed and slowed; who has a right key is not."""

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.api.late_body import LateBody
from tests.running_server import RunningServer, running_server

ALARM = 12


@pytest.fixture
def guarded(tmp_path: Path) -> Iterator[RunningServer]:
    """A server behind a proxy, that raises the alarm early."""
    with running_server(
        tmp_path / "home", BEISTAND_ALARM_MISSES=str(ALARM), BEISTAND_PROXY_HOPS="1"
    ) as running:
        yield running


def join_from(server: RunningServer, address: str, key: str) -> tuple[int, Any, Any]:
    request = urllib.request.Request(
        f"{server.url}/api/v1/join",
        data=json.dumps({"key": key}).encode(),
        headers={"Content-Type": "application/json", "X-Forwarded-For": address},
    )
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, json.load(answer), answer.headers
    except urllib.error.HTTPError as error:
        return error.code, json.load(error), error.headers


def metric(server: RunningServer, name: str) -> float:
    with urllib.request.urlopen(f"{server.url}/metrics") as answer:
        lines = answer.read().decode().splitlines()
    return float(next(line for line in lines if line.startswith(f"{name} ")).split()[1])


def guess_from_many(server: RunningServer) -> None:
    for number in range(ALARM):
        assert join_from(server, f"198.51.100.{number}", "000000000")[0] == 404


def test_many_misses_raise_the_alarm_in_log_and_metrics(guarded: RunningServer) -> None:
    assert metric(guarded, "beistand_join_alarm") == 0
    guess_from_many(guarded)
    assert metric(guarded, "beistand_join_alarm") == 1
    assert metric(guarded, "beistand_join_misses_total") == ALARM
    assert guarded.log().count("many_keys_guessed") == 1


def test_in_an_alarm_an_address_has_few_tries(guarded: RunningServer) -> None:
    guess_from_many(guarded)
    answers = [join_from(guarded, "203.0.113.9", "000000000") for _ in range(6)]
    assert [status for status, _problem, _headers in answers] == [404] * 5 + [429]
    assert int(answers[-1][2]["Retry-After"]) > 60


def test_in_an_alarm_a_right_key_works_at_once(guarded: RunningServer) -> None:
    session = guarded.start_session()
    guess_from_many(guarded)
    status, joined, _headers = join_from(guarded, "192.0.2.77", session["key"])
    assert (status, joined["session_id"]) == (200, session["id"])


def test_bodies_that_come_late_are_counted_as_well(guarded: RunningServer) -> None:
    late = [LateBody(guarded, "/join", {"key": "000000000"}) for _ in range(30)]
    statuses = [one.finish()[0] for one in late]
    assert statuses.count(404) <= 20
    assert set(statuses) == {404, 429}
