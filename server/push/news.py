"""What a technician is told of an event, in the words of static/js/console/attention.js."""

import base64
import hashlib
from typing import Literal

import msgspec

from server import language
from server.domain.events import Event, File, Message
from server.static_files import address

_ = str  # marks sentences for the catalogues
Occasion = Literal["arrival", "message", "test"]
MOST_CHARACTERS = 120
# Whoever comes looks for help now; a message is still worth reading an hour later.
SECONDS: dict[Occasion, int] = {"arrival": 600, "message": 3600, "test": 60}


class News(msgspec.Struct, frozen=True):
    """Title and body as English sentences, with the facts in them."""

    occasion: Occasion
    title: str
    body: str
    name: str = ""
    file: str = ""


class Push(msgspec.Struct, frozen=True):
    """What goes to one browser: `text` is for it alone, the rest for its push service.

    Of one topic only the newest is worth delivering.
    """

    text: bytes
    seconds: int
    topic: str


class Shown(msgspec.Struct, frozen=True):
    """What the service worker reads and shows; without a session the click opens the console.

    `if_locked` is all that it shows where the technician has locked the console.
    """

    title: str
    body: str
    if_locked: str
    session: str | None
    icon: str
    badge: str


TEST = News("test", _("This is a test"), _("You are told here when a customer comes or writes."))


def news_of(event: Event) -> News | None:
    """What is to be told of an event, if it is a customer's doing that a technician waits for."""
    if event.role != "customer":
        return None
    name = event.read_author().name
    match event.kind:
        case "joined":
            body = _("The customer has joined the session.")
            return News("arrival", _("%(name)s is here"), body, name)
        case "waiting":
            body = _("Somebody waits to be let in.")
            return News("arrival", _("%(name)s wants to join"), body, name)
        case "message":
            text = event.read_as(Message).text
            return News("message", _("Message from %(name)s"), text, name)
        case "file":
            file = event.read_as(File).name
            return News("message", _("Message from %(name)s"), _("File: %(name)s"), name, file)
    return None


def push_of(news: News, locale: str, session_id: str | None) -> Push:
    """The news as it is sent to a browser of this language."""
    name = news.name or language.translate(locale, _("Customer"))
    shown = Shown(
        language.translate(locale, news.title, name=name),
        shortened(_body(news, locale)),
        language.translate(locale, _("There is news in the console")),
        session_id,
        address("img/app-192.png"),
        address("img/badge-96.png"),
    )
    topic = hashlib.sha256((session_id or news.occasion).encode()).digest()[:24]
    return Push(
        msgspec.json.encode(shown),
        SECONDS[news.occasion],
        base64.urlsafe_b64encode(topic).decode(),
    )


def shortened(text: str) -> str:
    """The text in one line, cut where a notification would cut it."""
    line = " ".join(text.split())
    return line if len(line) <= MOST_CHARACTERS else f"{line[: MOST_CHARACTERS - 1].rstrip()}…"


def _body(news: News, locale: str) -> str:
    if news.file:
        return language.translate(locale, news.body, name=news.file)
    # What somebody wrote is no sentence of ours, and may be equal to one.
    is_written = news.occasion == "message"
    return news.body if is_written else language.translate(locale, news.body)
