"""Files of a session, as their events in the log name them; their bytes are in the FileStore."""

from typing import Any

import msgspec
from sqlalchemy import Row, insert, select

from server.domain.events import Author, Event, File
from server.journal import Journal, Transaction
from server.store.schema import files


class StoredFile(msgspec.Struct, frozen=True):
    """One row: the event's body, and when and from whom it came."""

    session: int
    seq: int
    at: int
    author: Author
    body: File


def add(tx: Transaction, session: int, event: Event) -> None:
    """Store the file of an event, in the transaction that writes the event."""
    row = {
        "id": event.read_as(File).id,
        "session": session,
        "seq": event.seq,
        "at": event.at,
        "author": bytes(event.author).decode(),
        "body": bytes(event.body).decode(),
    }
    tx.execute(insert(files).values(**row))


def find(journal: Journal, session: int, file_id: str) -> StoredFile | None:
    """The file of this id in this session."""
    statement = select(files).where(files.c.session == session, files.c.id == file_id)
    row = journal.read(lambda connection: connection.execute(statement).one_or_none())
    return _file(row) if row else None


def of_session(journal: Journal, session: int) -> list[StoredFile]:
    """All files of a session, in the order of the log."""
    statement = select(files).where(files.c.session == session).order_by(files.c.seq)
    return journal.read(lambda connection: [_file(row) for row in connection.execute(statement)])


def sizes_in(journal: Journal, session: int) -> list[int]:
    """How large each file of a session is."""
    statement = select(files.c.body).where(files.c.session == session)
    bodies = journal.read(lambda connection: list(connection.scalars(statement)))
    return [msgspec.json.decode(body, type=File).size for body in bodies]


def _file(row: Row[Any]) -> StoredFile:
    return StoredFile(
        session=row.session,
        seq=row.seq,
        at=row.at,
        author=msgspec.json.decode(row.author, type=Author),
        body=msgspec.json.decode(row.body, type=File),
    )
