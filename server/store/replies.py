"""Canned replies: what a technician says again and again."""

import msgspec
from sqlalchemy import delete, func, insert, select, update

from server.journal import Journal, Transaction
from server.store.schema import replies


class Reply(msgspec.Struct, frozen=True):
    """A text and the word by which its technician finds it."""

    id: str
    shortcut: str
    text: str


def of_technician(journal: Journal, technician_id: str) -> list[Reply]:
    """All of the technician's, by shortcut."""
    statement = (
        select(replies.c.id, replies.c.shortcut, replies.c.text)
        .where(replies.c.technician_id == technician_id)
        .order_by(replies.c.shortcut)
    )
    return journal.read(
        lambda connection: [Reply(**row._mapping) for row in connection.execute(statement)]
    )


def count(tx: Transaction, technician_id: str) -> int:
    """How many the technician has."""
    statement = select(func.count()).where(replies.c.technician_id == technician_id)
    found: int = tx.execute(statement).scalar_one()
    return found


def add(tx: Transaction, technician_id: str, reply: Reply) -> None:
    """Store a new one. Raises IntegrityError where the shortcut is taken."""
    row = msgspec.structs.asdict(reply)
    tx.execute(insert(replies).values(technician_id=technician_id, **row))


def change(tx: Transaction, technician_id: str, reply: Reply) -> bool:
    """Store it anew; whether there is one. Raises IntegrityError where the shortcut is taken."""
    statement = update(replies).where(
        replies.c.id == reply.id, replies.c.technician_id == technician_id
    )
    changed = statement.values(shortcut=reply.shortcut, text=reply.text)
    return tx.execute(changed.returning(replies.c.id)).first() is not None


def drop(tx: Transaction, technician_id: str, reply_id: str) -> bool:
    """Forget it; whether there was one."""
    statement = delete(replies).where(
        replies.c.id == reply_id, replies.c.technician_id == technician_id
    )
    return tx.execute(statement.returning(replies.c.id)).first() is not None
