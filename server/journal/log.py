"""One transaction on the event table: numbering, client ids, the end, and what follows from it."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import msgspec
from sqlalchemy import Connection, Executable, Result, func, select, update

from server.domain.events import (
    FINAL_KINDS,
    KINDS_AFTERWARDS,
    KINDS_OF_WHO_IS_IN,
    SAYING_KINDS,
    Admitted,
    Author,
    Draft,
    Event,
)
from server.journal import Conflict, LogClosed, NotInAnyMore, Outcome
from server.journal.direct import Direct
from server.journal.rows import find_event
from server.store.schema import IS_A_TURN, events, sessions

MOST_HEADS = 50_000
_encode = msgspec.json.encode


class UniqueClash(Exception):
    """A client_id of the batch is in the log already; the transaction was rolled back."""


class _Head(msgspec.Struct):
    """Where a session's log ends, whether it is over, and the id of who is in as its customer.

    `last_turn` is the seq of the last event that changed the session's state.
    """

    last_seq: int
    last_turn: int
    over: bool
    customer: str | None


class LogTransaction:
    """What the writer thread does between BEGIN and COMMIT. Lives as long as the thread.

    Heads are remembered from one transaction to the next: this process is the only writer.
    """

    def __init__(self, connection: Connection, direct: Direct) -> None:
        self._connection = connection
        self._direct = direct
        self._heads: dict[int, _Head] = {}
        self._now = 0
        self.written: list[tuple[int, list[Event]]] = []

    def begin(self, now: int) -> None:
        """Start a transaction whose events happen at `now` (ms)."""
        self._now = now
        self.written = []
        if len(self._heads) > MOST_HEADS:
            self.forget()

    def forget(self) -> None:
        """Load heads anew, when what they counted was rolled back or they have become many."""
        self._heads.clear()

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """Undo what happens inside if it raises, also the counting."""
        written = len(self.written)
        try:
            with self._direct.savepoint():
                yield
        except BaseException:
            del self.written[written:]
            self.forget()
            raise

    def execute(self, statement: Executable, parameters: Any = None) -> Result[Any]:
        """Run a statement on the tables beside the log."""
        return self._connection.execute(statement, parameters)

    def append(
        self, session: int, drafts: Sequence[Draft], expected: int | None = None
    ) -> list[Event]:
        """See Journal.append."""
        head = self._head(session)
        repeated = self._repeated(session, drafts)
        if repeated:
            return repeated
        # What is only said changes no decision: else who says much would hold up a withdrawal.
        if expected is not None and head.last_turn > expected:
            raise Conflict
        if head.over and not all(draft.kind in KINDS_AFTERWARDS for draft in drafts):
            raise LogClosed
        if any(_is_replaced(head, draft) for draft in drafts):
            raise NotInAnyMore
        made = [self._number(head, draft) for draft in drafts]
        self._direct.insert([_row(session, event) for event in made])
        self.written.append((session, made))
        self._project(session, made)
        return made

    def append_or_refuse(self, session: int, draft: Draft) -> Outcome:
        """The events, or why there are none, as a value."""
        try:
            return self.append(session, [draft])
        except (Conflict, LogClosed, NotInAnyMore) as refused:
            return refused

    def append_many(self, drafts: Iterable[tuple[int, Draft]]) -> list[Outcome]:
        """Append drafts of many sessions at once.

        Raises UniqueClash when a client_id is there already; then all of the transaction is undone.
        """
        outcomes: list[Outcome] = []
        values: list[Any] = []
        made: list[tuple[int, list[Event]]] = []
        for session, draft in drafts:
            head = self._head(session)
            if head.over or _is_replaced(head, draft):
                outcomes.append(self.append_or_refuse(session, draft))
                continue
            event = self._number(head, draft)
            alone = [event]
            values += _row(session, event)
            made.append((session, alone))
            outcomes.append(alone)
        try:
            self._direct.insert_many(values)
        except sqlite3.IntegrityError as error:
            raise UniqueClash from error
        self.written += made
        return outcomes

    def _head(self, session: int) -> _Head:
        head = self._heads.get(session)
        if head is None:
            newest = select(func.max(events.c.seq)).where(events.c.session == session)
            last_seq = self._connection.scalar(newest)
            last_turn = self._connection.scalar(newest.where(IS_A_TURN))
            row = self._connection.execute(
                select(sessions.c.state, sessions.c.customer_id).where(sessions.c.number == session)
            ).one_or_none()
            state, customer = row or (None, None)
            head = self._heads[session] = _Head(
                last_seq or 0, last_turn or 0, state in FINAL_KINDS, customer
            )
        return head

    def _number(self, head: _Head, draft: Draft) -> Event:
        head.last_seq += 1
        if draft.kind not in SAYING_KINDS:
            head.last_turn = head.last_seq
        return Event(
            head.last_seq,
            self._now,
            draft.kind,
            msgspec.Raw(_encode(draft.author)),
            msgspec.Raw(_encode(draft.body)),
            draft.client_id,
        )

    def _repeated(self, session: int, drafts: Sequence[Draft]) -> list[Event]:
        names = [draft.client_id for draft in drafts if draft.client_id]
        found = [event for name in names if (event := find_event(self._connection, session, name))]
        return found if len(found) == len(names) else []

    def _project(self, session: int, made: Sequence[Event]) -> None:
        """Keep the row of the session true to its log."""
        for event in made:
            changes: dict[str, Any] = {}
            if event.kind == "joined":
                changes = {"state": "active"} | _customer(event.read_author())
            elif event.kind == "admitted":
                changes = _customer(self._who_waits(session, event))
            elif event.kind in FINAL_KINDS:
                changes = {"state": event.kind, "ended_at": event.at}
                self._heads[session].over = True
            if "customer_id" in changes:
                self._heads[session].customer = changes["customer_id"]
            if changes:
                row = update(sessions).where(sessions.c.number == session)
                self._connection.execute(row.values(**changes))

    def _who_waits(self, session: int, admitted: Event) -> Author:
        waiting = admitted.read_as(Admitted).waiting
        author = select(events.c.author).where(events.c.session == session, events.c.seq == waiting)
        return msgspec.json.decode(self._connection.execute(author).scalar_one(), type=Author)


def _is_replaced(head: _Head, draft: Draft) -> bool:
    """Whether it comes from a customer, or their tray app, in whose place another is by now."""
    author = draft.author
    return (
        author.role in ("customer", "helper")
        and author.id != head.customer
        and head.customer is not None
        and draft.kind in KINDS_OF_WHO_IS_IN
    )


def _customer(author: Author) -> dict[str, Any]:
    return {"customer_name": author.name, "customer_id": author.id}


def _row(session: int, event: Event) -> tuple[Any, ...]:
    return (
        session,
        event.seq,
        event.at,
        event.kind,
        bytes(event.author).decode(),
        bytes(event.body).decode(),
        event.client_id,
    )
