"""Who may ask, answer, take more time and withdraw, and what time alone decides."""

from collections.abc import Callable

import pytest

from server.domain.asking import (
    ANSWER_MILLISECONDS,
    GONE,
    INSTALLED,
    MOST_EXTENSIONS,
    MOST_REFUSALS,
    PAGE_CLOSED,
    SHARE_LOST,
    Party,
    decide_answer,
    decide_extend,
    decide_overdue,
    decide_request,
    decide_withdraw,
)
from server.domain.events import (
    SYSTEM,
    Answered,
    Author,
    Body,
    Draft,
    Ended,
    Expired,
    Extended,
    Permission,
    Requested,
    ShareStopped,
    Withdrawn,
    timestamp,
)
from server.domain.refusal import Refusal
from server.domain.session import SessionState, fold
from tests.unit.logs import log
from tests.unit.test_consent import ANNA, APP, ASKED, AT, GRANTED, KUNDE, OPENED, SHARED, Bodies

NAME = "7027e2e0-c662-4548-bf8b-cf0aba4e543e"
# When the question of ASKED is over, and a moment before.
OVER = 1_795_608_000_000
NOW = OVER - 1_000
MINUTE_LATER = timestamp(NOW + ANSWER_MILLISECONDS)


def state_of(*bodies: tuple[Author, Body]) -> SessionState:
    return fold(log(*bodies))


def refused(decide: Callable[[], object]) -> str:
    """The code of the refusal, which names what it refuses."""
    with pytest.raises(Refusal) as refusal:
        decide()
    assert refusal.value.facts.get("client_id") == NAME
    return refusal.value.code


def ask(state: SessionState, author: Author = ANNA, permission: Permission = "view") -> Draft:
    return decide_request(state, author, permission, NOW, NAME)


def answer(
    state: SessionState, author: Author = KUNDE, *, request: int = 3, now: int = NOW
) -> Draft:
    return decide_answer(state, author, request, now, granted=True, client_id=NAME)


def refusals(count: int) -> Bodies:
    """A session in which view was refused so often."""
    pairs = [
        ((ANNA, Requested("view", AT)), (KUNDE, Answered(3 + 2 * turn, "view", False, "person")))
        for turn in range(count)
    ]
    return (*OPENED, *(body for pair in pairs for body in pair))


# Asking


def test_a_question_may_be_answered_for_a_minute() -> None:
    assert ask(state_of(*OPENED)) == Draft(ANNA, Requested("view", MINUTE_LATER), NAME)


@pytest.mark.parametrize("author", [KUNDE, APP, SYSTEM])
def test_only_technicians_ask(author: Author) -> None:
    assert refused(lambda: ask(state_of(*OPENED), author)) == "only_technicians"


@pytest.mark.parametrize(
    ("before", "permission", "code"),
    [
        (OPENED[:1], "view", "nobody_there"),
        ((*OPENED, (ANNA, Ended("technician"))), "view", "ended_session"),
        ((*OPENED[:1], (SYSTEM, Expired())), "view", "expired_key"),
        (ASKED, "view", "already_asked"),
        (ASKED, "control", "already_asked"),
        (GRANTED, "view", "already_granted"),
        (refusals(MOST_REFUSALS), "view", "asked_too_often"),
    ],
)
def test_a_question_at_the_wrong_time_is_refused(
    before: Bodies, permission: Permission, code: str
) -> None:
    assert refused(lambda: ask(state_of(*before), permission=permission)) == code


def test_the_third_question_is_possible_and_so_is_the_other_permission() -> None:
    assert ask(state_of(*refusals(MOST_REFUSALS - 1)))
    assert ask(state_of(*refusals(MOST_REFUSALS)), permission="control")
    assert ask(state_of(*GRANTED), permission="control")


# Answering


def test_a_yes_is_the_customers_own() -> None:
    assert answer(state_of(*ASKED)) == Draft(KUNDE, Answered(3, "view", True, "person"), NAME)


def test_a_closed_question_is_a_no_whatever_else_is_said() -> None:
    draft = decide_answer(state_of(*ASKED), KUNDE, 3, NOW, granted=True, reason="closed")
    assert draft.body == Answered(3, "view", False, "closed")


@pytest.mark.parametrize("decide", [decide_answer, decide_extend])
@pytest.mark.parametrize("author", [ANNA, APP, SYSTEM])
def test_nobody_answers_for_the_customer(author: Author, decide: Callable[..., Draft]) -> None:
    more = {"granted": True} if decide is decide_answer else {}
    assert refused(
        lambda: decide(state_of(*ASKED), author, 3, NOW, client_id=NAME, **more)
    ) == "only_customers"  # fmt: skip


@pytest.mark.parametrize(
    ("before", "request_number", "now", "code"),
    [
        (OPENED, 3, NOW, "no_question"),
        (ASKED, 2, NOW, "no_question"),
        (ASKED, 4, NOW, "no_question"),
        (ASKED, 3, OVER, "no_question"),
        (GRANTED, 3, NOW, "no_question"),
        ((*ASKED, (ANNA, Withdrawn(3, "view", "person"))), 3, NOW, "no_question"),
        ((*ASKED, (ANNA, Ended("technician"))), 3, NOW, "ended_session"),
    ],
)
def test_an_answer_to_no_open_question_is_refused(
    before: Bodies, request_number: int, now: int, code: str
) -> None:
    state = state_of(*before)
    assert refused(lambda: answer(state, request=request_number, now=now)) == code


def test_the_last_moment_counts() -> None:
    assert answer(state_of(*ASKED), now=OVER - 1)


def test_more_time_is_a_minute_from_now_and_not_without_end() -> None:
    draft = decide_extend(state_of(*ASKED), KUNDE, 3, NOW, NAME)
    assert draft == Draft(KUNDE, Extended(3, MINUTE_LATER), NAME)
    often = (*ASKED, *[(KUNDE, Extended(3, AT))] * MOST_EXTENSIONS)
    assert refused(lambda: decide_extend(state_of(*often), KUNDE, 3, NOW, NAME)) == (
        "extended_too_often"
    )


# Withdrawing


@pytest.mark.parametrize("author", [ANNA, KUNDE, APP])
def test_every_side_ends_a_right_and_its_pictures_at_once(author: Author) -> None:
    withdrawn = Draft(author, Withdrawn(3, "view", "person"), NAME)
    stopped = Draft(SYSTEM, ShareStopped(3, "view", "withdrawn"))
    assert decide_withdraw(state_of(*GRANTED), author, "view", NAME) == [withdrawn]
    assert decide_withdraw(state_of(*SHARED), author, "view", NAME) == [withdrawn, stopped]


def test_a_technician_takes_a_question_back_and_nobody_else_does() -> None:
    state = state_of(*ASKED)
    taken_back = Draft(ANNA, Withdrawn(3, "view", "person"), NAME)
    assert decide_withdraw(state, ANNA, "view", NAME) == [taken_back]
    for author in (KUNDE, APP):
        assert refused(lambda by=author: decide_withdraw(state, by, "view", NAME)) == "not_granted"  # type: ignore[misc]


@pytest.mark.parametrize("before", [OPENED, ASKED, GRANTED])
def test_there_must_be_something_to_withdraw(before: Bodies) -> None:
    state = state_of(*before)
    assert refused(lambda: decide_withdraw(state, ANNA, "control", NAME)) == "not_granted"


def test_the_end_has_ended_all_rights_already() -> None:
    state = state_of(*SHARED, (ANNA, Ended("technician")))
    assert refused(lambda: decide_withdraw(state, KUNDE, "view", NAME)) == "ended_session"


# What time decides

CONTROLLED: Bodies = (
    *OPENED,
    (ANNA, Requested("control", AT)),
    (KUNDE, Answered(3, "control", True, "person")),
)
HERE: dict[Party, float] = {"technician": 0, "customer": 0, "helper": 0, "sharer": 0}
EVERYONE: set[Party] = set(HERE)


def overdue(before: Bodies, now: int = NOW, **away: float) -> list[Body]:
    """What time has decided, by the server."""
    drafts = decide_overdue(state_of(*before), now, {**HERE, **away}, EVERYONE)  # type: ignore[dict-item]
    assert {draft.author for draft in drafts} <= {SYSTEM}
    return [draft.body for draft in drafts]


def test_while_everyone_is_there_time_decides_nothing_but_silence() -> None:
    for before in (OPENED, ASKED, GRANTED, SHARED):
        assert overdue(before) == []
    assert overdue(ASKED, OVER) == [Answered(3, "view", False, "silence")]
    assert overdue(GRANTED, OVER * 2) == overdue(SHARED, OVER * 2) == []


def test_a_page_that_is_closed_says_no_after_ten_seconds() -> None:
    assert PAGE_CLOSED == 10
    assert overdue(ASKED, customer=9.9) == []
    assert overdue(ASKED, customer=10) == [Answered(3, "view", False, "closed")]


def test_a_page_that_was_not_open_yet_is_not_closed() -> None:
    away: dict[Party, float] = {**HERE, "customer": 50}
    assert decide_overdue(state_of(*ASKED), NOW, away, {"technician"}) == []


def test_a_technician_who_is_gone_for_a_minute_has_no_rights_left() -> None:
    assert GONE == 60
    assert overdue(GRANTED, technician=59) == []
    assert overdue(GRANTED, technician=60) == [Withdrawn(3, "view", "gone")]
    assert overdue(SHARED, technician=60) == [
        Withdrawn(3, "view", "gone"), ShareStopped(3, "view", "withdrawn"),
    ]  # fmt: skip


def test_a_view_ends_with_the_page_that_can_show_something() -> None:
    assert overdue(GRANTED, customer=59, helper=1000) == []
    assert overdue(GRANTED, customer=60, helper=0) == [Withdrawn(3, "view", "gone")]


def test_control_ends_with_the_app_and_not_with_the_page() -> None:
    assert overdue(CONTROLLED, customer=1000, helper=59) == []
    assert overdue(CONTROLLED, customer=0, helper=60) == [Withdrawn(3, "control", "gone")]


def test_an_app_that_was_not_there_yet_has_an_hour_while_the_page_waits_for_it() -> None:
    def withdrawn_after(customer: float, helper: float) -> bool:
        away: dict[Party, float] = {**HERE, "customer": customer, "helper": helper}
        return bool(decide_overdue(state_of(*CONTROLLED), NOW, away, {"technician", "customer"}))

    assert not withdrawn_after(customer=0, helper=INSTALLED - 1)
    assert withdrawn_after(customer=0, helper=INSTALLED)
    assert withdrawn_after(customer=60, helper=60)


def test_pictures_that_stay_away_are_said_to_be_lost_and_the_right_stays() -> None:
    assert SHARE_LOST == 10
    assert overdue(SHARED, sharer=9.9) == []
    assert overdue(SHARED, sharer=10) == [ShareStopped(3, "view", "lost")]
    assert overdue(GRANTED, sharer=1000) == []


def test_after_the_end_time_decides_nothing() -> None:
    assert overdue((*ASKED, (ANNA, Ended("technician"))), OVER * 2, customer=100) == []
