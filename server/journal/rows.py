"""Rows of the event table, read back as events."""

import msgspec
from sqlalchemy import Connection, Row, select

from server.domain.events import Event
from server.store.schema import events

COLUMNS = (
    events.c.seq,
    events.c.at,
    events.c.kind,
    events.c.author,
    events.c.body,
    events.c.client_id,
)


def event_of(row: Row[int, int, str, str, str, str | None]) -> Event:
    """The event that a row of COLUMNS holds."""
    seq, at, kind, author, body, client_id = row
    return Event(seq, at, kind, msgspec.Raw(author.encode()), msgspec.Raw(body.encode()), client_id)


def find_event(connection: Connection, session: int, client_id: str) -> Event | None:
    """The event of this session that was sent under this client_id."""
    statement = select(*COLUMNS).where(events.c.session == session, events.c.client_id == client_id)
    row = connection.execute(statement).one_or_none()
    return event_of(row) if row else None
