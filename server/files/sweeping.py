"""Clears away what became of no file: uploads that nobody continued, remains of a crash."""

import time
from collections.abc import Callable

import gevent
from structlog import get_logger

from server.files.arrival import thumbnail_of
from server.files.filestore import FileStore
from server.files.receiving import Receiving
from server.files.threads import Threads
from server.journal import Journal, NotWritten
from server.store import uploads
from server.store.uploads import Upload

DAY = 24 * 3600 * 1000
HOUR_SECONDS = 3600
log = get_logger()


class Sweeping:
    """At the start, before anyone sends anything, and once an hour."""

    def __init__(
        self, journal: Journal, receiving: Receiving, store: FileStore, threads: Threads
    ) -> None:
        self._journal = journal
        self._receiving = receiving
        self._store = store
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
        """Forget the uploads that were begun more than a day ago."""
        old = uploads.created_before(self._journal, int(time.time() * 1000) - DAY)
        self._forget([upload for upload in old if not self._receiving.turns.is_taken(upload.id)])

    def _remains(self) -> None:
        """Forget parts without a row, and rows without a part."""
        rows = uploads.created_before(self._journal, 2**62)
        parts = self._threads.long(self._receiving.parts.names)
        for name in parts - {row.id for row in rows if row.seq is None}:
            self._threads.short(self._receiving.parts.remove, name)
        self._forget([row for row in rows if row.seq is None and row.id not in parts])

    def _by_the_clock(self) -> None:
        while True:
            self._try(self.sweep)
            gevent.sleep(HOUR_SECONDS)

    def _try(self, task: Callable[[], None]) -> None:
        try:
            task()
        except Exception:
            log.exception("sweeping_failed")

    def _forget(self, swept: list[Upload]) -> None:
        """Rows last: if this is interrupted, the next time finds them again."""
        if not swept:
            return
        for upload in swept:
            if upload.seq is None:
                self._threads.long(self._remove, upload.id)
        try:
            uploads.remove(self._journal, [upload.id for upload in swept])
        except NotWritten as error:
            log.warning("uploads_not_swept", reason=str(error))

    def _remove(self, upload_id: str) -> None:
        self._receiving.parts.remove(upload_id)
        for name in (upload_id, thumbnail_of(upload_id)):
            try:
                self._store.delete(name)
            except OSError as error:
                log.warning("file_not_deleted", reason=str(error))
