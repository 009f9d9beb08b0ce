"""Clears away what became of no file: uploads that nobody continued, remains of a crash."""

import time
from collections.abc import Callable, Iterator
from contextlib import suppress

import gevent
from structlog import get_logger

from server.domain.refusal import Refusal
from server.files.arrival import Arrival
from server.files.receiving import Receiving
from server.files.room import may_become_a_file
from server.files.threads import Threads
from server.journal import Journal
from server.store import sessions, uploads
from server.store.uploads import Upload

DAY = 24 * 3600 * 1000
HOUR_SECONDS = 3600
log = get_logger()


class Sweeping:
    """At the start, before anyone sends anything, and once an hour."""

    def __init__(
        self, journal: Journal, receiving: Receiving, arrival: Arrival, threads: Threads
    ) -> None:
        self._journal = journal
        self._receiving = receiving
        self._arrival = arrival
        self._threads = threads
        self._greenlet: gevent.Greenlet[[], None] | None = None

    def start(self) -> None:
        """Sweep now, and from now on by the clock."""
        self._try(self._remains)
        self._greenlet = gevent.spawn(self._by_the_clock)

    def stop(self) -> None:
        """Sweep no more."""
        if self._greenlet:
            self._greenlet.kill()

    def sweep(self) -> None:
        """Forget the uploads that were begun more than a day ago, or can't become files."""
        day_ago = int(time.time() * 1000) - DAY
        for upload in self._unfinished():
            if upload.created_at < day_ago or not self._may_become_a_file(upload):
                self._forget(upload)
        uploads.remove_finished(self._journal, day_ago)

    def _remains(self) -> None:
        """Forget parts without a row, and rows without a part."""
        parts = self._threads.long(self._receiving.parts.names)
        kept = set()
        for upload in self._unfinished():
            if upload.id in parts:
                kept.add(upload.id)
            else:
                self._forget(upload)
        for name in parts - kept:
            self._threads.short(self._receiving.parts.remove, name)

    def _unfinished(self) -> Iterator[Upload]:
        last = ""
        while page := uploads.unfinished(self._journal, last):
            yield from page
            last = page[-1].id

    def _may_become_a_file(self, upload: Upload) -> bool:
        found = sessions.by_number(self._journal, upload.session)
        return found is not None and may_become_a_file(upload, found)

    def _by_the_clock(self) -> None:
        while True:
            self._try(self.sweep)
            gevent.sleep(HOUR_SECONDS)

    def _try(self, task: Callable[[], None]) -> None:
        try:
            task()
        except Exception:
            log.exception("sweeping_failed")

    def _forget(self, upload: Upload) -> None:
        """Unless someone is with it; they may finish it, or have just done so."""
        with suppress(Refusal), self._receiving.turns.take(upload.id, lambda: None, lambda: False):
            self._arrival.forget(upload)
