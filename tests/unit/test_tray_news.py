"""What waits for a customer who has no chat open, folded from the stream's frames."""

from typing import Any

import pytest

from tray_app.session.news import LONGEST, News, Unread


@pytest.fixture
def unread() -> Unread:
    """Of a session whose chat is closed, with everything read up to 5."""
    unread = Unread()
    welcome(unread, customer=False, read=5)
    return unread


def welcome(unread: Unread, *, customer: bool, read: int) -> None:
    session = {"presence": {"customer": customer}, "read": {"customer": read}}
    unread.heard({"type": "welcome", "session": session})


def event(seq: int, kind: str = "message", role: str = "technician", **body: Any) -> dict[str, Any]:
    author = {"role": role, "name": "Anna Berg"}
    body = body or {"text": "Sind Sie noch da?"}
    return {"type": "event", "seq": seq, "kind": kind, "author": author, "body": body}


def presence(*, present: bool, role: str = "customer") -> dict[str, Any]:
    return {"type": "presence", "role": role, "present": present}


def test_a_message_without_a_chat_is_news(unread: Unread) -> None:
    unread.heard(event(6))
    assert unread.news == News(6, "message", "Anna Berg", "Sind Sie noch da?")


def test_a_file_is_news_by_its_name(unread: Unread) -> None:
    unread.heard(event(6, "file", name="Anleitung.pdf", size=12))
    assert unread.news == News(6, "file", "Anna Berg", "Anleitung.pdf")


def test_a_question_is_news(unread: Unread) -> None:
    unread.heard(event(6, "requested", permission="control"))
    assert unread.news == News(6, "requested", "Anna Berg", "")


def test_in_an_open_chat_nothing_is_news(unread: Unread) -> None:
    unread.heard(presence(present=True))
    unread.heard(event(6))
    assert unread.news is None


def test_what_was_said_while_the_chat_was_just_closing_is_news_then(unread: Unread) -> None:
    unread.heard(presence(present=True))
    unread.heard(event(6))
    unread.heard(presence(present=False))
    assert unread.news is not None


def test_what_was_read_before_the_chat_closed_is_no_news(unread: Unread) -> None:
    unread.heard(presence(present=True))
    unread.heard(event(6))
    unread.heard({"type": "read", "role": "customer", "seq": 6})
    unread.heard(presence(present=False))
    assert unread.news is None


def test_opening_the_chat_takes_the_news_away(unread: Unread) -> None:
    unread.heard(event(6))
    unread.heard(presence(present=True))
    assert unread.news is None


def test_whoever_answers_has_read_it(unread: Unread) -> None:
    unread.heard(event(6))
    unread.heard(event(7, role="customer"))
    assert unread.news is None


def test_the_newest_is_told(unread: Unread) -> None:
    unread.heard(event(6))
    unread.heard(event(7, text="Hallo?"))
    assert unread.news is not None
    assert (unread.news.seq, unread.news.text) == (7, "Hallo?")


def test_who_comes_and_goes_on_the_other_side_changes_nothing(unread: Unread) -> None:
    unread.heard(event(6))
    unread.heard(presence(present=True, role="technician"))
    unread.heard({"type": "read", "role": "technician", "seq": 6})
    assert unread.news is not None


def test_before_anything_is_known_nothing_is_told() -> None:
    unread = Unread()
    unread.heard(event(6))
    assert unread.news is None


def test_a_long_text_is_cut_and_on_one_line(unread: Unread) -> None:
    unread.heard(event(6, text="Zeile\n" * 2000))
    assert unread.news is not None
    assert len(unread.news.text) == LONGEST
    assert "\n" not in unread.news.text


@pytest.mark.parametrize(
    "frame",
    [
        {"type": "welcome"},
        {"type": "presence", "role": "customer"},
        {"type": "read", "role": "customer", "seq": None},
        {"type": "event", "seq": 6},
    ],
)
def test_a_frame_of_which_half_is_missing_tells_nothing(
    unread: Unread, frame: dict[str, Any]
) -> None:
    unread.heard(frame)
    assert unread.news is None
