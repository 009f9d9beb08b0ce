"""From events to the lines of a transcript; pure, so that pages and files read alike."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, tzinfo

import msgspec

from server.domain.events import Event, File, Message, Rated
from server.transcripts.sentences import name_of, sentence

PAUSE_SECONDS = 60
LONGEST_QUOTE = 200


class Quote(msgspec.Struct, frozen=True):
    """The beginning of what a message answers."""

    name: str
    text: str


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One event as people read it: what somebody said or sent, or what happened."""

    seq: int
    at: datetime
    kind: str
    role: str
    name: str
    sentence: str
    text: str = ""
    quote: Quote | None = None
    file: File | None = None
    is_new_day: bool = False
    # The same person goes on speaking: no need to name them again.
    continues: bool = False


def lines(
    events: Iterable[Event],
    find: Callable[[int], Event | None],
    locale: str,
    zone: tzinfo = UTC,
) -> Iterator[Line]:
    """A line for each event; `find` gives the event of a seq that a message quotes."""
    previous: Line | None = None
    for event in events:
        line = _line(event, find, locale, zone)
        previous = _placed(line, previous)
        yield previous


def _line(event: Event, find: Callable[[int], Event | None], locale: str, zone: tzinfo) -> Line:
    body = event.read_body()
    return Line(
        seq=event.seq,
        at=datetime.fromtimestamp(event.at / 1000, zone),
        kind=event.kind,
        role=event.role,
        name=name_of(event.read_author(), locale),
        sentence=sentence(event, locale),
        text=_words(body),
        quote=_quote(body, find, locale),
        file=body if isinstance(body, File) else None,
    )


def _placed(line: Line, previous: Line | None) -> Line:
    if previous is None:
        return msgspec.structs.replace(line, is_new_day=True)
    continues = (
        line.kind == previous.kind == "message"
        and (line.role, line.name) == (previous.role, previous.name)
        and (line.at - previous.at).total_seconds() < PAUSE_SECONDS
        and line.quote is None
    )
    is_new_day = line.at.date() != previous.at.date()
    return msgspec.structs.replace(
        line, is_new_day=is_new_day, continues=continues and not is_new_day
    )


def _words(body: object) -> str:
    if isinstance(body, Message):
        return body.text
    return body.comment if isinstance(body, Rated) else ""


def _quote(body: object, find: Callable[[int], Event | None], locale: str) -> Quote | None:
    if not isinstance(body, Message) or body.reply_to is None:
        return None
    quoted = find(body.reply_to)
    if quoted is None:
        return None
    said = quoted.read_body()
    text = said.name if isinstance(said, File) else _words(said)
    short = text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + "…"
    return Quote(name_of(quoted.read_author(), locale), short) if short else None
