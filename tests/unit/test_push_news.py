"""What technicians are told of which events, and in which words."""

import json

import msgspec
import pytest

from server.domain.events import Admitted, Author, Body, Ended, File, Joined, Message, Waiting
from server.push.news import TEST, News, news_of, push_of, shortened
from tests.unit.logs import log

MARIA = Author("customer", "Maria", "c1")
ANNA = Author("technician", "Anna", "t1")
FILE = File("f1", "a.txt", 5, "text/plain", "0" * 64)


def news(author: Author, body: Body) -> News | None:
    (event,) = log((author, body))
    return news_of(event)


def told(author: Author, body: Body, locale: str = "de") -> dict[str, str]:
    found = news(author, body)
    assert found
    told: dict[str, str] = json.loads(push_of(found, locale, "s1").text)
    return told


@pytest.mark.parametrize(
    ("body", "title", "text", "occasion"),
    [
        (Joined("key"), "Maria ist da", "Der Kunde ist der Sitzung beigetreten.", "arrival"),
        (Waiting("link"), "Maria möchte beitreten",
         "Jemand wartet auf Einlass.", "arrival"),
        (Message("Hallo?"), "Nachricht von Maria", "Hallo?", "message"),
        (FILE, "Nachricht von Maria", "Datei: a.txt", "message"),
    ],
)  # fmt: skip
def test_arrivals_and_what_is_said_are_told(
    body: Body, title: str, text: str, occasion: str
) -> None:
    read = told(MARIA, body)
    assert (read["title"], read["body"], read["session"]) == (title, text, "s1")
    assert read["if_locked"] == "Es gibt Neues in der Konsole"
    found = news(MARIA, body)
    assert found
    assert found.occasion == occasion


@pytest.mark.parametrize(
    ("author", "body"),
    [
        (ANNA, Message("Guten Tag")),
        (ANNA, FILE),
        (ANNA, Admitted(2, "Maria")),
        (MARIA, Ended("customer")),
        (Author("helper", "Maria", "c1"), Message("?")),
    ],
)
def test_nothing_else_is(author: Author, body: Body) -> None:
    assert news(author, body) is None


def test_each_browser_has_its_language() -> None:
    assert told(Author("customer", "", "c1"), Joined("key"), "en")["title"] == "Customer is here"
    assert told(Author("customer", "", "c1"), Joined("key"))["title"] == "Kunde ist da"


@pytest.mark.parametrize("text", ["Customer", "100 %", "%(name)s", "This is a test"])
def test_what_was_written_is_not_changed(text: str) -> None:
    assert told(MARIA, Message(text))["body"] == text


def test_a_long_message_is_cut_in_one_line() -> None:
    assert shortened("a\n\n b\tc ") == "a b c"
    assert shortened("x" * 120) == "x" * 120
    assert shortened("x" * 121) == "x" * 119 + "…"
    assert shortened("x" * 118 + " " + "y" * 9) == "x" * 118 + "…"


def test_even_the_longest_fits_into_a_push() -> None:
    longest = told(Author("customer", "𝄞" * 80, "c1"), Message("𝄞" * 10_000))
    assert len(msgspec.json.encode(longest)) < 3_000


def test_each_session_has_a_topic_that_does_not_name_it() -> None:
    topics = {push_of(TEST, "de", session).topic for session in ("s1", "s2", None)}
    assert len(topics) == 3
    assert all(len(topic) == 32 and topic.isascii() for topic in topics)
