"""The tokens by which a customer's browser and programs are known in one session."""

import msgspec
from sqlalchemy import delete, insert, select

from server.journal import Journal, Transaction
from server.store.schema import customer_tokens, sessions

DAY = 24 * 3600 * 1000
KEPT_AFTER_THE_END = 7 * DAY


class CustomerToken(msgspec.Struct, frozen=True):
    """One row. `purpose` "access" and "helper" are shown again and again, "entry" works once.

    So does "attach", by which a tray app gets its "helper".
    """

    token_hash: bytes
    session: int
    customer_id: str
    name: str
    purpose: str
    created_at: int


def add(tx: Transaction, token: CustomerToken) -> None:
    """Store a token's hash."""
    tx.execute(insert(customer_tokens).values(**msgspec.structs.asdict(token)))


def find(journal: Journal, token_hash: bytes, purpose: str) -> CustomerToken | None:
    """The token of this purpose with this hash."""
    statement = select(customer_tokens).where(
        customer_tokens.c.token_hash == token_hash, customer_tokens.c.purpose == purpose
    )
    row = journal.read(lambda connection: connection.execute(statement).one_or_none())
    return CustomerToken(**row._mapping) if row else None


def purge(tx: Transaction, now: int) -> int:
    """Forget tokens that open nothing any more; gives how many.

    A one-time code that nobody used within a day, and all tokens of a session that ended longer
    ago than a browser keeps its cookie.
    """
    long_over = select(sessions.c.number).where(sessions.c.ended_at < now - KEPT_AFTER_THE_END)
    works_once = customer_tokens.c.purpose.in_(("entry", "attach"))
    unused = works_once & (customer_tokens.c.created_at < now - DAY)
    statement = delete(customer_tokens).where(unused | customer_tokens.c.session.in_(long_over))
    return len(tx.execute(statement.returning(customer_tokens.c.token_hash)).all())


def take_attach(tx: Transaction, token_hash: bytes, since: int) -> CustomerToken | None:
    """The tray app's code with this hash, made after `since` (ms), used up by this call."""
    statement = (
        delete(customer_tokens)
        .where(
            customer_tokens.c.token_hash == token_hash,
            customer_tokens.c.purpose == "attach",
            customer_tokens.c.created_at >= since,
        )
        .returning(customer_tokens)
    )
    row = tx.execute(statement).one_or_none()
    return CustomerToken(**row._mapping) if row else None


def take_entry(tx: Transaction, token_hash: bytes, session: int) -> CustomerToken | None:
    """The entry token of this session with this hash, used up by this call."""
    statement = (
        delete(customer_tokens)
        .where(
            customer_tokens.c.token_hash == token_hash,
            customer_tokens.c.purpose == "entry",
            customer_tokens.c.session == session,
        )
        .returning(customer_tokens)
    )
    row = tx.execute(statement).one_or_none()
    return CustomerToken(**row._mapping) if row else None
