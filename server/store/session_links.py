"""Links of a session beside its own one: each SMS carries one, so that its life can be told."""

import msgspec
from sqlalchemy import delete, insert, select

from server.journal import Journal, Transaction
from server.store.schema import session_links


class SessionLink(msgspec.Struct, frozen=True):
    """Whose link it is: the number of its session, and the name of its invitation."""

    session: int
    label: str


def add(tx: Transaction, link_hash: bytes, session: int, label: str, now: int) -> None:
    """Store a link's hash under the name of its invitation."""
    row = {"link_hash": link_hash, "session": session, "label": label, "created_at": now}
    tx.execute(insert(session_links).values(**row))


def find(journal: Journal, link_hash: bytes) -> SessionLink | None:
    """The link with this hash."""
    statement = select(session_links.c.session, session_links.c.label).where(
        session_links.c.link_hash == link_hash
    )
    row = journal.read(lambda connection: connection.execute(statement).one_or_none())
    return SessionLink(row.session, row.label) if row else None


def drop_all(tx: Transaction, session: int) -> None:
    """Make all of them dead: the invitation was withdrawn."""
    tx.execute(delete(session_links).where(session_links.c.session == session))
