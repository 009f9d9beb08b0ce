"""Files on their way: who sends what, under which id its part lies in the home."""

from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Row, delete, func, insert, select, update

from server.domain.events import Author
from server.journal import Journal, Transaction
from server.store.schema import uploads

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


def created_before(journal: Journal, moment: int) -> list[Upload]:
    """Those that were begun before a moment (ms)."""
    return _where(journal, uploads.c.created_at < moment)


def count_open(journal: Journal, session: int) -> int:
    """How many of a session's are not finished."""
    statement = select(func.count()).where(uploads.c.session == session, uploads.c.seq.is_(None))
    return journal.read(lambda connection: connection.scalar(statement)) or 0


def set_seq(tx: Transaction, upload_id: str, seq: int) -> None:
    """The file is in the log."""
    tx.execute(update(uploads).where(uploads.c.id == upload_id).values(seq=seq))


def remove(journal: Journal, upload_ids: list[str]) -> None:
    """Forget them."""
    statement = delete(uploads).where(uploads.c.id.in_(upload_ids))
    journal.write(lambda tx: tx.execute(statement))


def _where(journal: Journal, *conditions: ColumnElement[bool]) -> list[Upload]:
    statement = select(uploads).where(*conditions).order_by(uploads.c.created_at.desc())
    return journal.read(lambda connection: [_upload(row) for row in connection.execute(statement)])


def _upload(row: Row[Any]) -> Upload:
    values = dict(row._mapping)
    return Upload(**values | {"author": msgspec.json.decode(values["author"], type=Author)})
