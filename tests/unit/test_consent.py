"""What may be seen and done follows from the log alone, and only from a customer's yes in it."""

from typing import Literal

import pytest

from server.domain.consent import Consent, Grant, Question, Share
from server.domain.events import (
    SYSTEM,
    Admitted,
    Answered,
    Author,
    Body,
    Created,
    Ended,
    Extended,
    Joined,
    Requested,
    ShareStarted,
    ShareStopped,
    Waiting,
    Withdrawn,
)
from server.domain.session import fold
from tests.unit.logs import log

ANNA = Author("technician", "Anna Berg", "t1")
KUNDE = Author("customer", "Kunde", "c1")
HANDY = Author("customer", "Kunde", "c2")
APP = Author("helper", "Kunde", "c1")
AT, LATER = "2026-11-25T12:00:00.000Z", "2026-11-25T12:01:00.000Z"

Bodies = tuple[tuple[Author, Body], ...]
OPENED: Bodies = ((ANNA, Created(False, AT)), (KUNDE, Joined("key")))
ASKED: Bodies = (*OPENED, (ANNA, Requested("view", AT)))
GRANTED: Bodies = (*ASKED, (KUNDE, Answered(3, "view", True, "person")))
SHARED: Bodies = (*GRANTED, (KUNDE, ShareStarted(3, "view", "screen")))


def consent_after(*bodies: tuple[Author, Body]) -> Consent:
    return fold(log(*bodies)).consent


def test_at_first_nothing_is_asked_granted_or_shown() -> None:
    assert consent_after(*OPENED) == Consent()


def test_a_question_is_open_until_its_time() -> None:
    assert consent_after(*ASKED).question == Question(3, "view", "t1", 1_795_608_000_000)


def test_more_time_moves_the_end_and_is_counted() -> None:
    question = consent_after(*ASKED, (KUNDE, Extended(3, LATER))).question
    assert question == Question(3, "view", "t1", 1_795_608_060_000, extensions=1)


def test_a_yes_is_for_this_technician_this_permission_and_this_request() -> None:
    consent = consent_after(*GRANTED)
    assert (consent.question, consent.grants) == (None, {"view": Grant(3, "view", "t1")})
    assert consent.allows("t1", 3, "view")
    assert not consent.allows("t2", 3, "view")
    assert not consent.allows(None, 3, "view")
    assert not consent.allows("t1", 4, "view")
    assert not consent.allows("t1", 3, "control")


@pytest.mark.parametrize("reason", ["person", "silence", "closed"])
def test_a_no_grants_nothing_and_is_counted(reason: str) -> None:
    consent = consent_after(*ASKED, (KUNDE, Answered(3, "view", False, reason)))  # type: ignore[arg-type]
    assert (consent.question, consent.grants, consent.refusals) == (None, {}, {"view": 1})


def test_a_question_that_was_taken_back_counts_as_asked_without_a_yes() -> None:
    consent = consent_after(*ASKED, (ANNA, Withdrawn(3, "view", "person")))
    assert (consent.question, consent.grants, consent.refusals) == (None, {}, {"view": 1})


def test_a_yes_ends_the_row_of_refusals() -> None:
    consent = consent_after(
        *ASKED,
        (KUNDE, Answered(3, "view", False, "person")),
        (ANNA, Requested("view", AT)),
        (KUNDE, Answered(5, "view", True, "person")),
    )
    assert consent.refusals == {"view": 0}


@pytest.mark.parametrize("request_number", [2, 4, 2**32 - 1])
def test_an_answer_to_another_question_answers_nothing(request_number: int) -> None:
    before = consent_after(*ASKED)
    after = consent_after(*ASKED, (KUNDE, Answered(request_number, "view", True, "person")))
    assert after == before


@pytest.mark.parametrize("reason", ["silence", "closed"])
def test_no_log_makes_a_yes_of_what_no_person_said(reason: str) -> None:
    consent = consent_after(*ASKED, (SYSTEM, Answered(3, "view", True, reason)))  # type: ignore[arg-type]
    assert consent.grants == {}


@pytest.mark.parametrize("author", [ANNA, APP, SYSTEM])
def test_no_log_makes_a_yes_of_what_the_customer_did_not_say(author: Author) -> None:
    assert consent_after(*ASKED, (author, Answered(3, "view", True, "person"))).grants == {}


def test_what_is_shown_has_its_request_and_its_beginning() -> None:
    assert consent_after(*SHARED).share == Share(3, "view", "screen", since=5)


def test_the_end_of_the_pictures_leaves_the_right() -> None:
    consent = consent_after(*SHARED, (SYSTEM, ShareStopped(3, "view", "lost")))
    assert (consent.share, list(consent.grants)) == (None, ["view"])


@pytest.mark.parametrize("author", [ANNA, KUNDE, APP, SYSTEM])
def test_a_withdrawal_from_any_side_ends_right_and_pictures(author: Author) -> None:
    consent = consent_after(*SHARED, (author, Withdrawn(3, "view", "person")))
    assert (consent.grants, consent.share) == ({}, None)
    assert consent.grant(3) is None


def test_a_withdrawal_of_one_right_leaves_the_other() -> None:
    both = (
        *SHARED,
        (ANNA, Requested("control", AT)),
        (KUNDE, Answered(6, "control", True, "person")),
    )
    consent = consent_after(*both, (KUNDE, Withdrawn(6, "control", "person")))
    assert (list(consent.grants), consent.share) == (["view"], Share(3, "view", "screen", 5))


@pytest.mark.parametrize("before", [ASKED, GRANTED, SHARED], ids=["asked", "granted", "shared"])
@pytest.mark.parametrize("author", [ANNA, KUNDE])
def test_the_end_of_the_session_ends_everything(before: Bodies, author: Author) -> None:
    reason: Literal["technician", "customer"] = "technician" if author is ANNA else "customer"
    assert consent_after(*before, (author, Ended(reason))) == Consent()


@pytest.mark.parametrize("before", [ASKED, GRANTED, SHARED], ids=["asked", "granted", "shared"])
def test_another_customer_has_granted_nothing(before: Bodies) -> None:
    waiting = len(before) + 1
    let_in = ((HANDY, Waiting("key")), (ANNA, Admitted(waiting, "Kunde")))
    assert consent_after(*before, *let_in) == Consent()
