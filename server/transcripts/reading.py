"""Reads a session from beginning to end, in pages: little memory, and never long on the hub."""

import time
from collections.abc import Callable, Iterator

import gevent

from server.domain.events import SAYING_KINDS, Event
from server.domain.readers import Reader
from server.journal import Journal

PAGE = 200
# How long others wait at most while a transcript is being written, and how long it waits for them:
# a true pause, since `sleep(0)` lets those go on who are running, but nobody new in.
SLICE_SECONDS = 0.002


def everything(journal: Journal, session: int, reader: Reader) -> Iterator[Event]:
    """What this reader may see, as it stands now; what comes meanwhile is for the next time."""
    after, last_seq = 0, journal.last_seq(session)
    while after < last_seq:
        page = journal.read_after(session, after, min(PAGE, last_seq - after))
        if not page:
            return
        yield from _in_slices(event for event in page if reader.sees(event))
        after = page[-1].seq


def finder(journal: Journal, session: int) -> Callable[[int], Event | None]:
    """Gives what was said as the event `seq`, for quotes."""

    def find(seq: int) -> Event | None:
        found = journal.read_after(session, seq - 1, 1)
        said = bool(found) and found[0].seq == seq and found[0].kind in SAYING_KINDS
        return found[0] if said else None

    return find


def _in_slices(events: Iterator[Event]) -> Iterator[Event]:
    """The events, with a pause for everybody else whenever drawing them has taken a while."""
    began = 0.0
    for event in events:
        yield event
        if time.monotonic() - began > SLICE_SECONDS:
            gevent.sleep(SLICE_SECONDS)
            began = time.monotonic()
