"""What happens to a file once all of it is here: looked at, stored, told in the chat."""

from collections.abc import Callable

from structlog import get_logger

from server.domain import events
from server.domain.events import Event, File
from server.domain.file_rules import FileRules
from server.domain.refusal import Refusal
from server.domain.session import SessionState, decide_file
from server.files.content import Content, examine
from server.files.filestore import FileStore
from server.files.lanes import Lanes
from server.files.parts import is_full
from server.files.receiving import Receiving
from server.files.scanner import Scanner, ScannerError
from server.files.threads import Threads
from server.files.thumbnails import Thumbnail, Thumbnails
from server.journal import Conflict, Journal, LogClosed, NotInAnyMore, Transaction
from server.store import files, sessions, uploads
from server.store.uploads import Upload

# So many files of one session are looked at and stored at the same time.
MOST_AT_ONCE = 2
# What may be otherwise in a moment; the upload waits for that.
_PASSING = frozenset(("scanner_unavailable", "not_written"))
log = get_logger()


class Arrival:
    """Turns whole uploads into files: durable in the store first, then in the log."""

    def __init__(
        self,
        journal: Journal,
        receiving: Receiving,
        store: FileStore,
        threads: Threads,
        rules: FileRules,
        scanner: Scanner | None,
        thumbnails: Thumbnails,
    ) -> None:
        self._journal = journal
        self._receiving = receiving
        self._store = store
        self._threads = threads
        self._rules = rules
        self._scanner = scanner
        self._thumbnails = thumbnails
        self._lanes = Lanes(MOST_AT_ONCE)

    def finish(self, upload: Upload) -> Event:
        """The file's event, which is in the log. Finished before, it is the first one.

        The caller has the upload's turn, and loaded it in that turn.
        Raises Refusal: `scanner_unavailable` or `not_written`, as NotWritten (it is kept and can
        be finished later); `refused_file_type`, `infected_file`, `no_space` and those of
        `decide_file` (the upload is gone then).
        """
        if upload.seq is not None:
            return self._journal.read_after(upload.session, upload.seq - 1, 1)[0]
        try:
            with self._lanes.enter(upload.session):
                event = self._arrive(upload)
        except Refusal as refusal:
            if refusal.code not in _PASSING:
                self.forget(upload)
            raise
        try:
            self._threads.short(self._receiving.parts.remove, upload.id)
        except OSError as error:
            log.warning("part_not_removed", reason=str(error))
        return event

    def forget(self, upload: Upload) -> None:
        """Drop an upload with all that is stored of it, unless its file is in the log.

        The caller has the upload's turn.
        """
        known = uploads.find(self._journal, upload.session, upload.id)
        if known is None or known.seq is None:
            self._threads.storing(self._delete, upload.id)
            self._receiving.drop(upload.id)

    def _arrive(self, upload: Upload) -> Event:
        parts = self._receiving.parts
        path = parts.path(upload.id)
        content = self._threads.long(examine, path, upload.name)
        self._rules.check_name(upload.author.role, upload.name)
        self._rules.check_kinds(upload.author.role, content.kinds)
        self._scan(upload)
        thumbnail = self._thumbnails.make(path, content.type, parts.thumbnail(upload.id))
        self._put(upload, thumbnail)
        return self._tell(upload, _body(upload, content, thumbnail))

    def _scan(self, upload: Upload) -> None:
        if self._scanner is None:
            return
        try:
            found = self._threads.scanning(
                self._scanner.find, self._receiving.parts.path(upload.id)
            )
        except ScannerError as error:
            log.error("scanner_unavailable", reason=str(error))
            raise Refusal("scanner_unavailable") from None
        if found:
            log.warning("infected_file", found=found, role=upload.author.role)
            raise Refusal("infected_file", found=found)

    def _put(self, upload: Upload, thumbnail: Thumbnail | None) -> None:
        try:
            if thumbnail:
                self._threads.storing(self._store.put, thumbnail.path, thumbnail_of(upload.id))
            self._threads.storing(self._store.put, self._receiving.parts.path(upload.id), upload.id)
        except OSError as error:
            log.error("file_not_stored", reason=str(error))
            raise Refusal("no_space" if is_full(error) else "not_written") from None

    def _tell(self, upload: Upload, body: File) -> Event:
        """Append the event; a file that was there under the same client_id stays the only one."""
        while True:
            state = self._journal.state(upload.session)
            try:
                event = self._journal.write(self._storing(upload, body, state))
            except Conflict:
                continue
            except LogClosed:
                raise Refusal("ended_session") from None
            except NotInAnyMore:
                raise Refusal("continued_elsewhere") from None
            if event.read_as(File).id != upload.id:
                self._threads.storing(self._delete, upload.id)
            return event

    def _storing(
        self, upload: Upload, body: File, state: SessionState
    ) -> Callable[[Transaction], Event]:
        found = sessions.by_number(self._journal, upload.session)
        if found is None:
            raise Refusal("unknown_session")
        if upload.author.role == "customer" and state.standing(upload.author.id) != "in":
            raise Refusal("continued_elsewhere")
        draft = decide_file(
            state, upload.author, body, upload.client_id, customer_files=found.customer_files
        )

        def act(tx: Transaction) -> Event:
            event = tx.append(upload.session, [draft], state.last_seq)[0]
            if event.kind != "file":
                raise Refusal("invalid_body", reason="client_id names another event")
            if event.read_as(File).id == upload.id:
                files.add(tx, upload.session, event)
            uploads.set_seq(tx, upload.id, event.seq, body.size)
            return event

        return act

    def _delete(self, file_id: str) -> None:
        """Take the bytes out of the store again."""
        for name in (file_id, thumbnail_of(file_id)):
            try:
                self._store.delete(name)
            except OSError as error:
                log.warning("file_not_deleted", reason=str(error))


def thumbnail_of(file_id: str) -> str:
    """The name in the store of a file's small picture."""
    return f"{file_id}.thumbnail"


def _body(upload: Upload, content: Content, thumbnail: Thumbnail | None) -> File:
    size = events.Thumbnail(thumbnail.width, thumbnail.height) if thumbnail else None
    return File(upload.id, upload.name, content.size, content.type, content.sha256, size)
