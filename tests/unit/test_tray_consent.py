"""What the tray app takes for granted: a clear yes to this very question, until it ends."""

from typing import Any

import pytest

from tray_app.session.consent import Consent

ANNA = {"role": "technician", "name": "Anna Berg", "id": "t1"}


def event(seq: int, kind: str, **body: Any) -> dict[str, Any]:
    return {"type": "event", "seq": seq, "kind": kind, "author": ANNA, "body": body}


def asked_and_answered(granted: Any = True) -> list[dict[str, Any]]:
    return [
        event(3, "requested", permission="control", expires_at="2026-11-26T00:00:00Z"),
        event(4, "answered", request=3, permission="control", granted=granted, reason="person"),
    ]


def after(*events: dict[str, Any]) -> Consent:
    consent = Consent()
    for one in events:
        consent.fold(one)
    return consent


def test_a_yes_gives_control() -> None:
    consent = after(*asked_and_answered())
    assert consent.control == 3
    assert consent.allows(3)
    assert consent.technician(3) == "Anna Berg"


def test_a_question_alone_gives_nothing() -> None:
    assert after(asked_and_answered()[0]).control is None


@pytest.mark.parametrize("answer", [False, None, 1, "true", "yes"])
def test_anything_but_a_clear_yes_is_a_no(answer: Any) -> None:
    assert after(*asked_and_answered(granted=answer)).control is None


def test_another_request_is_not_allowed() -> None:
    assert not after(*asked_and_answered()).allows(2)


def test_seeing_is_not_controlling() -> None:
    consent = after(
        event(3, "requested", permission="view"),
        event(4, "answered", request=3, permission="view", granted=True, reason="person"),
    )
    assert consent.control is None
    assert not consent.allows(3)


@pytest.mark.parametrize(
    "ending",
    [
        event(5, "withdrawn", request=3, permission="control", reason="person"),
        event(5, "ended", reason="technician"),
        event(5, "expired"),
        event(5, "admitted", waiting=2),
    ],
    ids=lambda one: one["kind"],
)
def test_what_ends_it(ending: dict[str, Any]) -> None:
    consent = after(*asked_and_answered(), ending)
    assert consent.control is None
    assert not consent.allows(3)


def test_taking_back_another_question_leaves_the_grant() -> None:
    taken_back = event(6, "withdrawn", request=5, permission="view", reason="person")
    assert after(*asked_and_answered(), taken_back).control == 3


def test_an_event_that_is_known_already_changes_nothing() -> None:
    consent = after(
        *asked_and_answered(),
        event(5, "withdrawn", request=3, permission="control", reason="person"),
        asked_and_answered()[1],
    )
    assert consent.control is None


def test_the_snapshot_counts_and_older_events_only_name_the_technician() -> None:
    consent = Consent()
    consent.load({"grants": [{"request": 3, "permission": "control"}], "last_seq": 9}, 9)
    for one in asked_and_answered(granted=False):
        consent.fold(one)
    assert consent.control == 3
    assert consent.technician(3) == "Anna Berg"


def test_a_snapshot_without_grants_takes_them_away() -> None:
    consent = after(*asked_and_answered())
    consent.load({"grants": [], "share": None, "last_seq": 9}, 9)
    assert consent.control is None


def test_the_browsers_picture_is_known() -> None:
    consent = after(event(5, "share_started", request=3, permission="view", source="screen"))
    assert consent.is_viewed
    consent.fold(event(6, "share_stopped", request=3, permission="view", reason="person"))
    assert not consent.is_viewed
