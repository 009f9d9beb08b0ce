"""Technicians and the tokens that they are known by."""

import msgspec
from sqlalchemy import Select, delete, func, insert, or_, select, update

from server.journal import Journal, Transaction
from server.store.schema import technician_tokens, technicians


class Technician(msgspec.Struct, frozen=True):
    """One row; `disabled_at` in ms, None while they may sign in."""

    id: str
    email: str
    name: str
    password_hash: str
    is_admin: bool
    created_at: int
    disabled_at: int | None = None


def add(tx: Transaction, technician: Technician) -> None:
    """Store a new technician. Raises IntegrityError when the address is taken."""
    tx.execute(insert(technicians).values(**msgspec.structs.asdict(technician)))


def count(tx: Transaction) -> int:
    """How many technicians there are, seen from inside a transaction."""
    found: int = tx.execute(select(func.count()).select_from(technicians)).scalar_one()
    return found


def exist(journal: Journal) -> bool:
    """Whether there is any technician yet."""
    statement = select(technicians.c.id).limit(1)
    return journal.read(lambda connection: connection.scalar(statement)) is not None


def by_email(journal: Journal, email: str) -> Technician | None:
    """The technician with this address (compared in lower case)."""
    return _one(journal, select(technicians).where(technicians.c.email == email.lower()))


def by_token(
    journal: Journal, token_hash: bytes, purpose: str, now: int, *, locked: bool = False
) -> Technician | None:
    """The technician whom a living token of this purpose belongs to; with `locked` also one
    whose console is locked.
    """
    statement = (
        select(technicians)
        .join_from(technicians, technician_tokens)
        .where(
            technician_tokens.c.token_hash == token_hash,
            technician_tokens.c.purpose == purpose,
            technicians.c.disabled_at.is_(None),
            or_(technician_tokens.c.expires_at.is_(None), technician_tokens.c.expires_at > now),
        )
    )
    if not locked:
        statement = statement.where(technician_tokens.c.locked_at.is_(None))
    return _one(journal, statement)


def add_token(
    tx: Transaction,
    token_hash: bytes,
    technician_id: str,
    purpose: str,
    now: int,
    expires_at: int | None = None,
) -> None:
    """Store a token's hash; `purpose` is "api" or "sign-in"."""
    tx.execute(
        insert(technician_tokens).values(
            token_hash=token_hash,
            technician_id=technician_id,
            purpose=purpose,
            created_at=now,
            expires_at=expires_at,
        )
    )


def token_expiry(journal: Journal, token_hash: bytes) -> int:
    """When a token runs out, in ms; 0 for one that is not there (any more)."""
    statement = select(technician_tokens.c.expires_at).where(
        technician_tokens.c.token_hash == token_hash
    )
    return journal.read(lambda connection: connection.scalar(statement)) or 0


def lock_token(tx: Transaction, token_hash: bytes, locked_at: int | None) -> None:
    """Lock the console of this sign-in, or open it again (None)."""
    statement = update(technician_tokens).where(technician_tokens.c.token_hash == token_hash)
    tx.execute(statement.values(locked_at=locked_at))


def drop_token(tx: Transaction, token_hash: bytes, now: int) -> None:
    """Forget a token, and with it every one that ran out."""
    tx.execute(
        delete(technician_tokens).where(
            or_(technician_tokens.c.token_hash == token_hash, technician_tokens.c.expires_at < now)
        )
    )


def _one(journal: Journal, statement: Select[tuple[object, ...]]) -> Technician | None:
    row = journal.read(lambda connection: connection.execute(statement).one_or_none())
    return Technician(**row._mapping) if row else None
