"""Whether there is room for one more file: in its session, for its side, and on the disk."""

from collections.abc import Iterator
from contextlib import contextmanager

from gevent.lock import BoundedSemaphore

from server.domain.events import Author
from server.domain.file_rules import MOST_FILES, FileRules
from server.domain.refusal import Refusal
from server.files.parts import Parts
from server.files.threads import Threads
from server.journal import Journal
from server.store import files, sessions, uploads
from server.store.sessions import Session
from server.store.uploads import Upload

# A side may have so many on their way at once; each is a row and a file.
MOST_OPEN = 100


class Room:
    """Counts what is there, and what was announced and may still come."""

    def __init__(self, journal: Journal, parts: Parts, threads: Threads, rules: FileRules) -> None:
        self._journal = journal
        self._parts = parts
        self._threads = threads
        self._rules = rules
        self._counting = BoundedSemaphore(1)

    @contextmanager
    def reserved(self, session: int, author: Author, length: int) -> Iterator[None]:
        """Inside, the caller writes down an upload of this length; nobody else counts meanwhile.

        Raises Refusal `too_many_uploads`, `session_files_full` or `no_space`.
        """
        with self._counting:
            coming = self._coming(session)
            if sum(is_of(upload, author) for upload in coming) >= MOST_OPEN:
                raise Refusal("too_many_uploads", limit=MOST_OPEN, seconds=60)
            sizes = files.sizes_in(self._journal, session) + [each.length for each in coming]
            if len(sizes) >= MOST_FILES or sum(sizes) + length > self._rules.session_bytes:
                raise Refusal(
                    "session_files_full", limit_mb=self._rules.session_mb, limit=MOST_FILES
                )
            promised = uploads.promised(self._journal)
            if not self._threads.short(self._parts.has_room_for, length, promised):
                raise Refusal("no_space")
            yield

    def _coming(self, session: int) -> list[Upload]:
        """The session's uploads that can still become files."""
        found = sessions.by_number(self._journal, session)
        begun = uploads.open_in(self._journal, session)
        return [upload for upload in begun if found and may_become_a_file(upload, found)]


def may_become_a_file(upload: Upload, found: Session) -> bool:
    """Whether its session goes on, with its sender in it."""
    author = upload.author
    is_in = author.role == "technician" or author.id == found.customer_id
    return is_in and found.state in ("waiting", "active")


def is_of(upload: Upload, author: Author) -> bool:
    """Whether they send it, whatever they are called by now."""
    return (upload.author.role, upload.author.id) == (author.role, author.id)
