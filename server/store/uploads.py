"""Files on their way: who sends what, under which id its part lies in the home."""

from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Row, Select, delete, insert, select, update

from server.domain.events import Author
from server.journal import Journal, Transaction
from server.store.schema import sessions, uploads

PAGE = 500
PORTION = 2_000
_IN_THE_WORKS = select(uploads).where(uploads.c.seq.is_(None))
_encode = msgspec.json.encode


class Upload(msgspec.Struct, frozen=True):
    """One row; `seq` is the file's event, once it is in the log. `length` in bytes."""

    id: str
    session: int
    author: Author
    client_id: str
    name: str
    length: int
    created_at: int
    seq: int | None = None


def add(tx: Transaction, upload: Upload) -> None:
    """Store a new one."""
    row = msgspec.structs.asdict(upload) | {"author": _encode(upload.author).decode()}
    tx.execute(insert(uploads).values(**row))


def find(journal: Journal, session: int, upload_id: str) -> Upload | None:
    """The upload of this id in this session."""
    found = _where(journal, uploads.c.session == session, uploads.c.id == upload_id)
    return found[0] if found else None


def by_client_id(journal: Journal, session: int, client_id: str) -> list[Upload]:
    """Those of this session that name their event so, newest first."""
    return _where(journal, uploads.c.session == session, uploads.c.client_id == client_id)


def unfinished(journal: Journal, after_id: str = "") -> list[Upload]:
    """One page, by id, of those that are not in the log."""
    statement = _IN_THE_WORKS.where(uploads.c.id > after_id)
    return _read(journal, statement.order_by(uploads.c.id).limit(PAGE))


def open_in(journal: Journal, session: int) -> list[Upload]:
    """Those of a session that are not in the log."""
    return _read(journal, _IN_THE_WORKS.where(uploads.c.session == session))


def promised(journal: Journal) -> list[tuple[str, int]]:
    """Ids and lengths of all that are not in the log, in sessions that go on."""
    statement = (
        select(uploads.c.id, uploads.c.length)
        .join(sessions)
        .where(uploads.c.seq.is_(None), sessions.c.state.in_(("waiting", "active")))
    )
    return journal.read(lambda connection: [(*row,) for row in connection.execute(statement)])


def set_seq(tx: Transaction, upload_id: str, seq: int, length: int) -> None:
    """The file is in the log; it has this length, whatever was announced."""
    statement = update(uploads).where(uploads.c.id == upload_id)
    tx.execute(statement.values(seq=seq, length=length))


def remove_unfinished(journal: Journal, upload_id: str) -> None:
    """Forget one; what is in the log stays."""
    statement = delete(uploads).where(uploads.c.id == upload_id, uploads.c.seq.is_(None))
    journal.write(lambda tx: tx.execute(statement))


def remove_finished(journal: Journal, before: int) -> None:
    """Forget those begun before a moment (ms) whose files are in the log."""
    done = select(uploads.c.id).where(uploads.c.created_at < before, uploads.c.seq.is_not(None))
    statement = delete(uploads).where(uploads.c.id.in_(done.limit(PORTION))).returning(uploads.c.id)
    while len(journal.write(lambda tx: tx.execute(statement).all())) == PORTION:
        pass  # in portions: a chat waits for none of them long


def _where(journal: Journal, *conditions: ColumnElement[bool]) -> list[Upload]:
    return _read(journal, select(uploads).where(*conditions).order_by(uploads.c.created_at.desc()))


def _read(journal: Journal, statement: Select[Any]) -> list[Upload]:
    return journal.read(lambda connection: [_upload(row) for row in connection.execute(statement)])


def _upload(row: Row[Any]) -> Upload:
    values = dict(row._mapping)
    return Upload(**values | {"author": msgspec.json.decode(values["author"], type=Author)})
