"""Why a gateway did not take an SMS, made out of what apprise logs about it."""

import logging
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any, Literal
from urllib.parse import unquote

import msgspec

from server import language

MOST_SAID = 160
_STATUS = re.compile(r"error=(\d{3})\b")
# Asked again at once, a gateway may answer something else than these.
_PASSING = frozenset({408, 425})
_PARTS = re.compile(r"^\w+://|[/:@?&=,{}]+")
_TELLING = ("message", "detail", "description", "error_text", "title", "error", "errors")
_KNOWN = {"number"}
_SHORTEST_SECRET = 4
_log = logging.getLogger("apprise")


def _(sentence: str) -> str:
    """Marks sentences for the catalogues."""
    return sentence


class Failure(msgspec.Struct, frozen=True):
    """What went wrong; `words` are the gateway's own."""

    kind: Literal["silent", "unreachable", "answered", "said"]
    status: int = 0
    words: str = ""

    @property
    def is_final(self) -> bool:
        """Whether the gateway said a definite no: asking again would not change its mind."""
        if self.kind == "answered":
            return self.status < 500 and self.status not in _PASSING
        return self.kind == "said"

    def sentence(self, locale: str) -> str:
        """The same for a person."""
        return language.translate(locale, _SENTENCES[self.kind], answer=self._answer)

    @property
    def _answer(self) -> str:
        known = {status.value: status.phrase for status in HTTPStatus}
        answer = f"{self.status} {known.get(self.status, '')}".strip() if self.status else ""
        return ": ".join(filter(None, (answer, self.words)))


_SENTENCES = {
    "silent": _("The SMS gateway did not answer in time. The SMS may arrive all the same."),
    "unreachable": _("The SMS gateway can't be reached."),
    "answered": _("The SMS gateway answered “%(answer)s”."),
    "said": _("The SMS gateway did not take it: “%(answer)s”."),
}


class Overheard(msgspec.Struct):
    """What apprise logged on one thread: its complaints, and the body of the last answer."""

    complaints: list[str]
    body: bytes = b""
    trouble: str = ""


class _Ear(logging.Handler):
    """Hears each thread for itself: apprise's own capture would mix what several send at once."""

    def __init__(self) -> None:
        super().__init__()
        self.place = threading.local()

    def emit(self, record: logging.LogRecord) -> None:
        overheard: Overheard | None = getattr(self.place, "overheard", None)
        if overheard is None:
            return
        text = record.getMessage()
        if record.levelno >= logging.WARNING:
            overheard.complaints.append(text)
        elif text.startswith("Socket Exception"):
            overheard.trouble = text
        elif text.startswith("Response Details") and isinstance(record.args, tuple):
            overheard.body = next((arg for arg in record.args if isinstance(arg, bytes)), b"")


_ear = _Ear()
# Its lines hold numbers and texts: they are heard here, and get into no log.
_log.propagate = False
_log.setLevel(logging.DEBUG)
_log.addHandler(_ear)


@contextmanager
def listening() -> Iterator[Overheard]:
    """What apprise says on this thread while the block runs."""
    _ear.place.overheard = Overheard([])
    try:
        yield _ear.place.overheard
    finally:
        del _ear.place.overheard


def failure_in(overheard: Overheard, hidden: tuple[str, ...]) -> Failure:
    """What went wrong, without anything that stands in the `hidden` addresses and numbers."""
    if overheard.trouble:
        return Failure("silent" if "timed out" in overheard.trouble else "unreachable")
    complaint = overheard.complaints[-1] if overheard.complaints else ""
    found = _STATUS.search(complaint)
    if found:
        return Failure("answered", int(found[1]), _without(_readable(overheard.body), hidden))
    return Failure("said", words=_without(complaint, hidden))


def _readable(body: bytes) -> str:
    """The answer in one line, unless it is a web page; of JSON what is meant for people."""
    try:
        text = _told(msgspec.json.decode(body)) or body.decode(errors="replace")
    except msgspec.DecodeError:
        text = body.decode(errors="replace")
    text = " ".join(text.split())
    if "<" in text[:1] or not text.isprintable():
        return ""
    return text if len(text) <= MOST_SAID else f"{text[:MOST_SAID]}…"


def _told(value: Any) -> str:
    """The first sentence that gateways put into their JSON, at whatever depth."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, str):
        return value
    if not isinstance(value, dict):
        return ""
    return next((told for name in _TELLING if (told := _told(value.get(name)))), "")


def _without(words: str, hidden: tuple[str, ...]) -> str:
    """The words with every part of an address that may be a secret blotted out."""
    parts = {part for text in hidden for part in _PARTS.split(unquote(text))}
    for part in sorted(parts - _KNOWN, key=len, reverse=True):
        if len(part) >= _SHORTEST_SECRET:
            words = re.sub(re.escape(part), "•••", words, flags=re.IGNORECASE)
    return words
