"""Takes what clients send into parts, piece by piece, and knows how far each upload is."""

import secrets
import time
from collections.abc import Iterable

from structlog import get_logger

from server.domain.events import Author
from server.domain.file_names import name_for_people
from server.domain.file_rules import FileRules
from server.domain.refusal import Refusal
from server.files.body import CutOff
from server.files.parts import Parts, Writing, is_full
from server.files.room import Room, is_of
from server.files.threads import Threads
from server.files.turns import Turn, Turns
from server.journal import Journal, NotWritten
from server.store import uploads
from server.store.uploads import Upload

log = get_logger()


class Receiving:
    """The uploads of all sessions until they are whole."""

    def __init__(self, journal: Journal, parts: Parts, threads: Threads, rules: FileRules) -> None:
        self._journal = journal
        self._threads = threads
        self._rules = rules
        self._room = Room(journal, parts, threads, rules)
        self.parts = parts
        self.turns = Turns()

    def announced(
        self, session: int, author: Author, name: str, length: int, client_id: str
    ) -> Upload:
        """A new upload, or the one that was announced in the same words.

        Raises Refusal `file_too_large`, `refused_file_type`, and as `Room.reserved` does.
        """
        name = name_for_people(name)
        self._rules.check_size(length)
        self._rules.check_name(author.role, name)
        for known in uploads.by_client_id(self._journal, session, client_id):
            is_same = (known.author, known.name, known.length) == (author, name, length)
            if is_same and (known.seq is not None or self.parts.size(known.id) is not None):
                return known
        return self.begin(session, author, name, length, client_id)

    def begin(self, session: int, author: Author, name: str, length: int, client_id: str) -> Upload:
        """A new upload with an empty part. Raises Refusal as `Room.reserved` does."""
        upload = Upload(
            id=secrets.token_hex(16),
            session=session,
            author=author,
            client_id=client_id,
            name=name,
            length=length,
            created_at=int(time.time() * 1000),
        )
        with self._room.reserved(session, author, length):
            self._create(upload)
        return upload

    def find(self, session: int, author: Author, upload_id: str) -> Upload:
        """The author's own upload. Raises Refusal `unknown_upload`."""
        found = uploads.find(self._journal, session, upload_id)
        if found is None or not is_of(found, author):
            raise Refusal("unknown_upload")
        return found

    def offset(self, upload: Upload) -> int:
        """How much of it is here. Raises Refusal `unknown_upload` where it got lost."""
        if upload.seq is not None:
            return upload.length
        size = self.parts.size(upload.id)
        if size is None:
            raise Refusal("unknown_upload")
        return size

    def take_in(self, upload_id: str, pieces: Iterable[bytes], most: int, turn: Turn) -> int:
        """Append what comes to a part; gives how much that was, also where the line was cut.

        Raises Refusal `upload_busy` where another request continues the upload, `no_space`
        (nothing of it is kept then), or `file_too_large` when more than `most` comes.
        """
        path = self.parts.path(upload_id)
        writing = self._threads.short(Writing, path)
        taken = 0
        try:
            for piece in pieces:
                if turn.is_asked_to_end:
                    raise Refusal("upload_busy")
                if taken + len(piece) > most:
                    raise Refusal("file_too_large", limit_mb=self._rules.limit_mb)
                self._write(writing, piece, upload_id)
                taken += len(piece)
        except CutOff:
            if turn.is_asked_to_end:
                raise Refusal("upload_busy") from None
        finally:
            self._threads.short(writing.close)
        return taken

    def drop(self, upload_id: str) -> None:
        """Forget an upload and what has arrived of it."""
        self._threads.short(self.parts.remove, upload_id)
        try:
            uploads.remove_unfinished(self._journal, upload_id)
        except NotWritten as error:
            # It will be swept away: a row without a part.
            log.warning("upload_not_removed", reason=str(error))

    def _create(self, upload: Upload) -> None:
        try:
            self._threads.short(self.parts.create, upload.id)
        except OSError as error:
            raise _refusal_of(error) from None
        try:
            self._journal.write(lambda tx: uploads.add(tx, upload))
        except NotWritten:
            self._threads.short(self.parts.remove, upload.id)
            raise

    def _write(self, writing: Writing, piece: bytes, upload_id: str) -> None:
        try:
            self._threads.short(writing.write, piece)
        except OSError as error:
            self.drop(upload_id)
            raise _refusal_of(error) from None


def _refusal_of(error: OSError) -> Refusal:
    if is_full(error):
        return Refusal("no_space")
    log.error("part_not_written", reason=str(error))
    return Refusal("not_written")
