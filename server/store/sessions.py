"""Sessions by id, key and link; each with the facts that lists and pages show."""

from typing import Any

import msgspec
from sqlalchemy import Row, Select, insert, or_, select, update

from server.domain.events import State
from server.journal import Journal, Transaction
from server.store.schema import IS_A_TURN, events, session_links, sessions, technicians

PAGE = 50
_IS_OPEN = sessions.c.state.in_(("waiting", "active"))


class Session(msgspec.Struct, frozen=True):
    """One row, with the technician's name. Times in ms since 1970 UTC."""

    number: int
    id: str
    state: State
    created_at: int
    key_expires_at: int
    control_on_arrival: bool
    customer_files: bool
    technician_id: str
    technician_name: str
    customer_name: str | None
    customer_id: str | None
    ended_at: int | None


class NewSession(msgspec.Struct, frozen=True):
    """What is stored of a session when it is opened; key and link as keyed hashes only."""

    id: str
    technician_id: str
    created_at: int
    key_hash: bytes
    link_hash: bytes
    key_expires_at: int
    control_on_arrival: bool
    customer_files: bool


def add(tx: Transaction, session: NewSession) -> int:
    """Store it and give its number."""
    statement = insert(sessions).values(state="waiting", **msgspec.structs.asdict(session))
    number: int = tx.execute(statement.returning(sessions.c.number)).scalar_one()
    return number


def by_id(journal: Journal, session_id: str) -> Session | None:
    """The session of this id."""
    return _one(journal, _select().where(sessions.c.id == session_id))


def with_requests(journal: Journal) -> list[int]:
    """The numbers of active sessions in which a permission was asked for."""
    asked = select(events.c.session).where(events.c.kind == "requested", IS_A_TURN)
    statement = select(sessions.c.number).where(
        sessions.c.state == "active", sessions.c.number.in_(asked)
    )
    return list(journal.read(lambda connection: connection.scalars(statement).all()))


def by_number(journal: Journal, number: int) -> Session | None:
    """The session of this number."""
    return _one(journal, _select().where(sessions.c.number == number))


def by_key(journal: Journal, key_hash: bytes) -> Session | None:
    """The newest session that this key was drawn for."""
    newest = sessions.c.number.desc()
    return _one(journal, _select().where(sessions.c.key_hash == key_hash).order_by(newest).limit(1))


def by_link(journal: Journal, link_hash: bytes) -> Session | None:
    """The session of this link."""
    return _one(journal, _select().where(sessions.c.link_hash == link_hash))


def of_technician(
    journal: Journal, technician_id: str, states: list[State], before: int | None
) -> list[Session]:
    """One page of a technician's sessions, newest first, with number < `before`."""
    statement = _select().where(sessions.c.technician_id == technician_id)
    if states:
        statement = statement.where(sessions.c.state.in_(states))
    if before is not None:
        statement = statement.where(sessions.c.number < before)
    statement = statement.order_by(sessions.c.number.desc()).limit(PAGE)
    return journal.read(lambda connection: [_session(row) for row in connection.execute(statement)])


def overdue(journal: Journal, now: int) -> list[int]:
    """The numbers of waiting sessions whose key ran out."""
    statement = select(sessions.c.number).where(
        sessions.c.state == "waiting", sessions.c.key_expires_at <= now
    )
    return journal.read(lambda connection: list(connection.scalars(statement)))


def is_key_in_use(tx: Transaction, key_hash: bytes) -> bool:
    """Whether a session that is not over has this key."""
    in_use = select(sessions.c.number).where(sessions.c.key_hash == key_hash, _IS_OPEN)
    return tx.execute(in_use).first() is not None


def expiry_for(tx: Transaction, number: int, opener: bytes) -> int | None:
    """Until when this key or link opens the session (ms); None where it does not any more."""
    by_sms = select(session_links.c.session).where(
        session_links.c.link_hash == opener, session_links.c.session == number
    )
    statement = select(sessions.c.key_expires_at).where(
        sessions.c.number == number,
        or_(sessions.c.key_hash == opener, sessions.c.link_hash == opener, by_sms.exists()),
    )
    expires: int | None = tx.execute(statement).scalar_one_or_none()
    return expires


def set_invitation(
    tx: Transaction, number: int, key_hash: bytes, link_hash: bytes, key_expires_at: int
) -> None:
    """Put a new key and link in the place of the old ones."""
    statement = update(sessions).where(sessions.c.number == number)
    changes = {"key_hash": key_hash, "link_hash": link_hash, "key_expires_at": key_expires_at}
    tx.execute(statement.values(**changes))


def change(journal: Journal, number: int, choices: dict[str, bool]) -> bool:
    """Store the technician's choices by column; False when the session is over."""
    statement = (
        update(sessions)
        .where(sessions.c.number == number, _IS_OPEN)
        .values(**choices)
        .returning(sessions.c.number)
    )
    return journal.write(lambda tx: tx.execute(statement).one_or_none()) is not None


def _select() -> Select[Any]:
    return select(
        sessions.c.number,
        sessions.c.id,
        sessions.c.state,
        sessions.c.created_at,
        sessions.c.key_expires_at,
        sessions.c.control_on_arrival,
        sessions.c.customer_files,
        sessions.c.technician_id,
        technicians.c.name.label("technician_name"),
        sessions.c.customer_name,
        sessions.c.customer_id,
        sessions.c.ended_at,
    ).join_from(sessions, technicians)


def _session(row: Row[Any]) -> Session:
    return Session(**row._mapping)


def _one(journal: Journal, statement: Select[Any]) -> Session | None:
    row = journal.read(lambda connection: connection.execute(statement).one_or_none())
    return _session(row) if row else None
