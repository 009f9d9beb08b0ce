"""The log of every session: append-only, numbered, durable before anyone hears of it."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection, Executable, Result

from server.domain.events import Draft, Event
from server.domain.session import SessionState

T = TypeVar("T")


class Conflict(Exception):
    """Someone was faster: the state is no longer the one that the decision was made on."""


class LogClosed(Exception):
    """The session is over; its log takes nothing more."""


class NotInAnyMore(Exception):
    """The author was the session's customer until another one was let in."""


class NotWritten(Exception):
    """The store could not take it (disk full, I/O error); nothing of it is in the log."""


class Transaction(Protocol):
    """What a `write` may do: append to logs and change the tables beside them, all or nothing."""

    def append(
        self, session: int, drafts: Sequence[Draft], expected: int | None = None
    ) -> list[Event]:
        """Like Journal.append, as part of this transaction."""
        ...

    def execute(self, statement: Executable, parameters: Any = None) -> Result[Any]:
        """Run a statement on the tables beside the log."""
        ...


# What a `submit` hands over once the outcome is known: the events, or why there are none.
Outcome = list[Event] | Exception
Done = Callable[[Outcome], None]
Watcher = Callable[[int, list[Event]], None]


class Journal(Protocol):
    """The seam to the store of events. A session is named by its number (`sessions.number`)."""

    epoch: str

    def append(
        self, session: int, drafts: Sequence[Draft], expected: int | None = None
    ) -> list[Event]:
        """The events, once they are durable; those of a repeated `client_id` are the first ones.

        Raises Conflict when the session's state has changed since seq `expected` (what is said does
        not change it), LogClosed after the session's end, NotInAnyMore for a customer who was
        replaced, NotWritten when the store fails.
        """
        ...

    def submit(self, session: int, draft: Draft, done: Done) -> None:
        """Append one draft without waiting: `done` is called where the delivery says."""
        ...

    def write(self, act: Callable[[Transaction], T]) -> T:
        """What `act` gives, once what it did is durable. Raises what `act` raises, undone."""
        ...

    def read(self, ask: Callable[[Connection], T]) -> T:
        """What `ask` finds in the tables beside the log, as of the last commit."""
        ...

    def watch(self, watcher: Watcher) -> None:
        """Have `watcher(session, events)` called after each commit, in the order of the log."""
        ...

    def read_after(self, session: int, after: int, limit: int) -> list[Event]:
        """At most `limit` events with seq > `after`, in order."""
        ...

    def read_before(self, session: int, before: int, limit: int) -> list[Event]:
        """The newest `limit` events with seq < `before`, in order."""
        ...

    def find(self, session: int, client_id: str) -> Event | None:
        """The event that was sent under this client_id."""
        ...

    def last_seq(self, session: int) -> int:
        """The seq of the session's last event."""
        ...

    def state(self, session: int) -> SessionState:
        """The session's state as of its last event."""
        ...

    def close(self) -> None:
        """Write what is waiting, then stop."""
        ...


def decide_and_write(
    journal: Journal, session: int, act: Callable[[SessionState, Transaction], T]
) -> T:
    """What `act` gives on the session's state; on Conflict, load and let it decide again.

    It appends with `expected=state.last_seq`. Raises what it raises, and NotWritten.
    """
    while True:
        state = journal.state(session)
        try:
            return journal.write(partial(act, state))
        except Conflict:
            continue


def decide_and_append(
    journal: Journal, session: int, decide: Callable[[SessionState], Sequence[Draft]]
) -> list[Event]:
    """Append what `decide` gives on the session's state; on Conflict, load and decide again.

    Raises what `decide` raises, and LogClosed or NotWritten.
    """
    while True:
        state = journal.state(session)
        drafts = decide(state)
        if not drafts:
            return []
        try:
            return journal.append(session, drafts, expected=state.last_seq)
        except Conflict:
            continue
