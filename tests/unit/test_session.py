"""The rules of a session: waiting → active → ended, waiting → expired."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.events import (
    MAX_TEXT,
    SYSTEM,
    Author,
    Body,
    Created,
    Draft,
    Ended,
    Expired,
    File,
    Joined,
    Message,
    Rated,
)
from server.domain.refusal import Refusal
from server.domain.session import (
    decide_end,
    decide_expire,
    decide_file,
    decide_message,
    decide_rate,
    fold,
)
from tests.unit.logs import log

ANNA = Author("technician", "Anna", "t")
KUNDE = Author("customer", "Kunde", "c")


CREATED = (ANNA, Created(False, ""))
JOINED = (KUNDE, Joined("key"))
WAITING = fold(log(CREATED))
ACTIVE = fold(log(CREATED, JOINED))
ENDED = fold(log(CREATED, JOINED, (ANNA, Ended("technician"))))
EXPIRED = fold(log(CREATED, (SYSTEM, Expired())))


def test_each_turn_leads_to_its_state() -> None:
    assert [s.state for s in (WAITING, ACTIVE, ENDED, EXPIRED)] == [
        "waiting", "active", "ended", "expired",
    ]  # fmt: skip
    assert ACTIVE.customer == KUNDE
    assert ACTIVE.technician == ANNA
    assert ENDED.ended_at == 1003


def test_either_side_ends_and_only_once() -> None:
    for author, reason in ((ANNA, "technician"), (KUNDE, "customer")):
        assert [draft.body for draft in decide_end(ACTIVE, author)] == [Ended(reason)]  # type: ignore[arg-type]
    for over in (ENDED, EXPIRED):
        with pytest.raises(Refusal, match="ended_session"):
            decide_end(over, ANNA)


def test_only_a_waiting_session_expires() -> None:
    assert decide_expire(WAITING) == [Draft(SYSTEM, Expired())]
    assert [decide_expire(state) for state in (ACTIVE, ENDED, EXPIRED)] == [[], [], []]


@pytest.mark.parametrize("text", ["a", "x" * MAX_TEXT, "😀" * MAX_TEXT, "  a  ", "<script>"])
def test_a_text_of_1_to_10000_characters_is_kept_as_it_is(text: str) -> None:
    assert decide_message(KUNDE, text, "id").body == Message(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "empty_message"), (" \n\t", "empty_message"), ("x" * (MAX_TEXT + 1), "message_too_long")],
)
def test_any_other_text_is_refused_and_names_the_message(text: str, code: str) -> None:
    with pytest.raises(Refusal) as refusal:
        decide_message(KUNDE, text, "id")
    assert refusal.value.code == code
    assert refusal.value.facts["client_id"] == "id"


def test_the_help_is_rated_once_and_when_it_is_over() -> None:
    assert decide_rate(ENDED, KUNDE, 5, " Danke ").body == Rated(5, "Danke")
    rated = fold(log(CREATED, JOINED, (ANNA, Ended("technician")), (KUNDE, Rated(5, ""))))
    for state, comment, code in (
        (ACTIVE, "", "session_goes_on"),
        (rated, "", "already_rated"),
        (ENDED, "x" * 2001, "comment_too_long"),
    ):
        with pytest.raises(Refusal, match=code):
            decide_rate(state, KUNDE, 5, comment)


def test_an_answer_to_what_was_not_said_yet_is_refused() -> None:
    assert decide_message(KUNDE, "a", "id", reply_to=2, last_seq=2).body == Message("a", 2)
    with pytest.raises(Refusal, match="unknown_reply"):
        decide_message(KUNDE, "a", "id", reply_to=3, last_seq=2)


def test_a_customer_sends_files_only_where_the_technician_allows_it() -> None:
    file = File("f", "a.txt", 1, "text/plain", "00")
    assert decide_file(ACTIVE, KUNDE, file, "id", customer_files=True).body == file
    assert decide_file(WAITING, ANNA, file, "id", customer_files=False).body == file
    for state, author, allowed, code in (
        (ACTIVE, KUNDE, False, "files_not_allowed"),
        (ENDED, ANNA, True, "ended_session"),
        (EXPIRED, ANNA, True, "expired_key"),
    ):
        with pytest.raises(Refusal, match=code):
            decide_file(state, author, file, "id", customer_files=allowed)


turns = st.sampled_from([JOINED, (KUNDE, Message("a")), (ANNA, Ended("technician"))])


@given(st.lists(turns, max_size=12), st.integers(0, 12))
def test_folding_may_be_cut_anywhere(following: list[tuple[Author, Body]], cut: int) -> None:
    events = log(CREATED, *following)
    assert fold(events[cut:], fold(events[:cut])) == fold(events)
