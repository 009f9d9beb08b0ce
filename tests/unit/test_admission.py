"""Who comes in: the first one, later ones if they are let in, and what each may see meanwhile."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.admission import (
    MOST_WAITING,
    decide_admit,
    decide_join,
    split_link_token,
    way_of,
)
from server.domain.events import (
    SYSTEM,
    Admitted,
    Author,
    Body,
    Created,
    Draft,
    Ended,
    Expired,
    Invited,
    Joined,
    Message,
    Refused,
    Waiting,
)
from server.domain.readers import Reader
from server.domain.refusal import Refusal
from server.domain.session import SessionState, fold
from tests.unit.logs import log

ANNA = Author("technician", "Anna", "t")
KUNDE = Author("customer", "Kunde", "c")
HANDY = Author("customer", "Kunde", "h")
CREATED = (ANNA, Created(False, ""))
JOINED = (KUNDE, Joined("key"))
ENDED = (ANNA, Ended("technician"))


def state(*bodies: tuple[Author, Body]) -> SessionState:
    return fold(log(*bodies))


def join(where: SessionState, *, invitation: str | None = None, wait: bool = False) -> list[Body]:
    way = "link" if invitation else "key"
    drafts = decide_join(where, HANDY, way, invitation, in_time=True, wait=wait)  # type: ignore[arg-type]
    return [draft.body for draft in drafts]


def refusal_of(where: SessionState, *, in_time: bool = True, wait: bool = False) -> str:
    with pytest.raises(Refusal) as refusal:
        decide_join(where, HANDY, "key", None, in_time=in_time, wait=wait)
    return refusal.value.code


def test_a_waiting_session_takes_one_customer() -> None:
    assert join(state(CREATED)) == [Joined("key")]


def test_whoever_comes_later_waits_if_they_like() -> None:
    active = state(CREATED, JOINED)
    assert join(active, wait=True) == [Waiting("key")]
    assert refusal_of(active) == "already_joined"


def test_joining_is_refused_with_the_reason() -> None:
    for wait in (False, True):
        assert refusal_of(state(CREATED, JOINED, ENDED), wait=wait) == "ended_session"
        assert refusal_of(state(CREATED, (SYSTEM, Expired())), wait=wait) == "expired_key"
        assert refusal_of(state(CREATED), in_time=False, wait=wait) == "expired_key"


def test_only_a_few_wait_at_once() -> None:
    crowd = [(Author("customer", "X", str(number)), Waiting("key")) for number in range(3)]
    assert len(crowd) == MOST_WAITING
    assert refusal_of(state(CREATED, JOINED, *crowd), wait=True) == "too_many_waiting"


def test_an_opened_invitation_is_told_once() -> None:
    opened = Invited("s1", "sms", "opened")
    assert join(state(CREATED), invitation="s1") == [opened, Joined("link", "s1")]
    told = state(CREATED, (SYSTEM, opened), (KUNDE, Joined("link", "s1")))
    assert join(told, invitation="s1", wait=True) == [Waiting("link", "s1")]
    assert join(told, invitation="mail", wait=True)[0] == Invited("mail", "mail", "opened")
    assert join(state(CREATED), invitation="link") == [Joined("link", "link")]


def test_who_is_let_in_is_the_customer_and_the_one_before_is_replaced() -> None:
    waiting = state(CREATED, JOINED, (HANDY, Waiting("key")))
    assert (waiting.standing("h"), waiting.standing("c")) == ("waiting", "in")
    [admitted] = decide_admit(waiting, ANNA, 3, granted=True, client_id="id")
    assert admitted == Draft(ANNA, Admitted(3, "Kunde"), "id")
    after = state(CREATED, JOINED, (HANDY, Waiting("key")), (ANNA, admitted.body))
    assert (after.standing("h"), after.standing("c")) == ("in", "replaced")
    assert (after.state, after.customer) == ("active", HANDY)


def test_who_is_not_let_in_stays_out() -> None:
    refused = state(CREATED, JOINED, (HANDY, Waiting("key")), (ANNA, Refused(3, "Kunde")))
    assert (refused.standing("h"), refused.standing("c")) == ("refused", "in")
    assert not refused.waiting


def test_who_waits_may_stop_waiting_and_nobody_else_in_their_name() -> None:
    waiting = state(CREATED, JOINED, (HANDY, Waiting("key")))
    [stopped] = decide_admit(waiting, HANDY, 3, granted=False, client_id="id")
    assert stopped == Draft(HANDY, Refused(3, "Kunde"), "id")
    for author, granted in ((HANDY, True), (KUNDE, False)):
        with pytest.raises(Refusal, match="only_technicians"):
            decide_admit(waiting, author, 3, granted=granted, client_id="id")


def test_only_the_technician_answers_and_only_who_waits() -> None:
    waiting = state(CREATED, JOINED, (HANDY, Waiting("key")))
    over = state(CREATED, JOINED, (HANDY, Waiting("key")), ENDED)
    for where, author, seq, code in (
        (waiting, KUNDE, 3, "only_technicians"),
        (waiting, ANNA, 2, "not_waiting"),
        (over, ANNA, 3, "ended_session"),
    ):
        with pytest.raises(Refusal, match=code):
            decide_admit(where, author, seq, granted=True, client_id="id")


def test_who_waits_sees_only_what_becomes_of_that() -> None:
    other = Author("customer", "X", "x")
    events = log(
        CREATED,
        JOINED,
        (HANDY, Waiting("key")),
        (other, Waiting("key")),
        (KUNDE, Message("geheim")),
        (ANNA, Refused(4, "X")),
        (ANNA, Admitted(3, "Kunde")),
        ENDED,
    )
    assert [e.seq for e in events if Reader("customer", 3).sees(e)] == [3, 7, 8]
    assert [e.seq for e in events if Reader("customer").sees(e)] == [1, 2, 5, 7, 8]
    assert all(Reader("technician").sees(event) for event in events)


@pytest.mark.parametrize(
    ("text", "token", "invitation", "way"),
    [
        ("abc", "abc", "link", "link"),
        ("abc.mail", "abc", "mail", "mail"),
        (" abc.qr ", "abc", "qr", "qr"),
        ("abc.s12", "abc", "s12", "sms"),
        ("abc.s0", "abc", "link", "link"),
        ("abc.<b>", "abc", "link", "link"),
    ],
)
def test_a_link_says_which_way_it_went(text: str, token: str, invitation: str, way: str) -> None:
    assert split_link_token(text) == (token, invitation)
    assert way_of(invitation) == way


@given(st.text())
def test_any_text_after_the_link_is_read(text: str) -> None:
    token, invitation = split_link_token(text)
    assert "." not in token
    assert way_of(invitation) in ("link", "mail", "qr", "sms")
