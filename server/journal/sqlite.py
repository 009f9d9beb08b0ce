"""The journal on SQLite: WAL, synchronous=FULL, one writer, readers beside it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar, cast

import msgspec
from sqlalchemy import Connection, Engine, create_engine, event, func, select

from server.domain.events import Draft, Event
from server.domain.session import SessionState, fold
from server.journal import Done, Transaction, Watcher
from server.journal.checkpoint import Checkpointer
from server.journal.delivery import Delivery
from server.journal.rows import COLUMNS, event_of, find_event
from server.journal.writer import AppendJob, WriteJob, Writer
from server.store.migrate import migrate
from server.store.schema import IS_A_TURN, events, facts

T = TypeVar("T")


class SqliteJournal:
    """Journal on one file; see the protocol for what each call promises."""

    def __init__(self, path: Path, delivery: Delivery) -> None:
        writing = _engine(path, begin="BEGIN IMMEDIATE")
        migrate(writing)
        self._delivery = delivery
        self._writing = writing
        self._reading = _engine(path, begin="BEGIN", read_only=True)
        self._writer = Writer(writing, delivery)
        self._checkpointer = Checkpointer(path)
        named_epoch = select(facts.c.value).where(facts.c.name == "epoch")
        self.epoch: str = self.read(lambda connection: connection.execute(named_epoch).scalar_one())

    def append(
        self, session: int, drafts: Sequence[Draft], expected: int | None = None
    ) -> list[Event]:
        return self.write(lambda tx: tx.append(session, drafts, expected))

    def submit(self, session: int, draft: Draft, done: Done) -> None:
        self._writer.submit(AppendJob(session, draft, done))

    def write(self, act: Callable[[Transaction], T]) -> T:
        answer = self._delivery.answer()
        self._writer.submit(WriteJob(act, answer))
        return cast(T, answer.get())

    def read(self, ask: Callable[[Connection], T]) -> T:
        with self._reading.connect() as connection:
            return ask(connection)

    def watch(self, watcher: Watcher) -> None:
        self._writer.watch(watcher)

    def read_after(self, session: int, after: int, limit: int) -> list[Event]:
        statement = (
            select(*COLUMNS)
            .where(events.c.session == session, events.c.seq > after)
            .order_by(events.c.seq)
            .limit(limit)
        )
        return self.read(
            lambda connection: [event_of(row) for row in connection.execute(statement)]
        )

    def read_before(self, session: int, before: int, limit: int) -> list[Event]:
        statement = (
            select(*COLUMNS)
            .where(events.c.session == session, events.c.seq < before)
            .order_by(events.c.seq.desc())
            .limit(limit)
        )
        newest_first = self.read(lambda connection: list(connection.execute(statement)))
        return [event_of(row) for row in reversed(newest_first)]

    def find(self, session: int, client_id: str) -> Event | None:
        return self.read(lambda connection: find_event(connection, session, client_id))

    def last_seq(self, session: int) -> int:
        return self.read(lambda connection: _last_seq(connection, session))

    def state(self, session: int) -> SessionState:
        return self.read(lambda connection: _state(connection, session))

    def close(self) -> None:
        self._writer.close()
        self._checkpointer.close()
        self._writing.dispose()
        self._reading.dispose()


def _state(connection: Connection, session: int) -> SessionState:
    """Folded from the turns alone, so that a long chat opens as fast as a short one."""
    turns = select(*COLUMNS).where(events.c.session == session, IS_A_TURN)
    state = fold(event_of(row) for row in connection.execute(turns.order_by(events.c.seq)))
    return msgspec.structs.replace(state, last_seq=_last_seq(connection, session))


def _last_seq(connection: Connection, session: int) -> int:
    newest = select(func.max(events.c.seq)).where(events.c.session == session)
    return connection.scalar(newest) or 0


def _engine(path: Path, *, begin: str, read_only: bool = False) -> Engine:
    """An engine whose transactions begin as told: the driver's own would upgrade its lock late."""
    engine = create_engine(
        f"sqlite:///{path}", connect_args={"check_same_thread": False}, hide_parameters=True
    )

    @event.listens_for(engine, "connect")
    def _(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "busy_timeout=10000",
            "cache_size=-32768",
            "wal_autocheckpoint=50000",
            f"query_only={'ON' if read_only else 'OFF'}",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine
