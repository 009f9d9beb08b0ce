"""The state of a session, folded from its events, and what may happen in it."""

from collections.abc import Iterable
from typing import Literal

import msgspec

from server.domain.events import (
    MAX_TEXT,
    SYSTEM,
    Author,
    Created,
    Draft,
    Ended,
    Event,
    Expired,
    Joined,
    Message,
    State,
)
from server.domain.refusal import Refusal


class SessionState(msgspec.Struct, frozen=True):
    """What the log of one session amounts to after `last_seq`."""

    state: State = "waiting"
    last_seq: int = 0
    technician: Author | None = None
    customer: Author | None = None
    ended_at: int | None = None

    def after(self, event: Event) -> "SessionState":
        """The state once `event` has happened; messages change nothing but the count."""
        if event.kind == "message":
            return msgspec.structs.replace(self, last_seq=event.seq)
        changes: dict[str, object] = {"last_seq": event.seq}
        if event.kind == "created":
            changes["technician"] = event.read_author()
        elif event.kind == "joined":
            changes |= {"state": "active", "customer": event.read_author()}
        elif event.kind in ("ended", "expired"):
            changes |= {"state": event.kind, "ended_at": event.at}
        return msgspec.structs.replace(self, **changes)

    @property
    def is_over(self) -> bool:
        """Ended and expired are final."""
        return self.state in ("ended", "expired")


def fold(events: Iterable[Event], start: SessionState | None = None) -> SessionState:
    """The state after all `events`, beginning from `start` (default: an empty log)."""
    state = start or SessionState()
    for event in events:
        state = state.after(event)
    return state


def decide_create(technician: Author, created: Created) -> list[Draft]:
    """Open a session: its first event."""
    return [Draft(technician, created)]


def decide_join(state: SessionState, customer: Author, joined: Joined, *, in_time: bool) -> Draft:
    """Let the customer in by the session's key or link.

    Raises Refusal `expired_key`, `ended_session` or `already_joined` (PRODUCT.md, rules of a
    session: a key admits one customer).
    """
    if state.state == "ended":
        raise Refusal("ended_session")
    if state.state == "expired" or (state.state == "waiting" and not in_time):
        raise Refusal("expired_key")
    if state.state == "active":
        raise Refusal("already_joined")
    return Draft(customer, joined)


def decide_message(author: Author, text: str, client_id: str) -> Draft:
    """Say something; whether the session still takes it, the journal knows best.

    Raises Refusal `empty_message` or `message_too_long`.
    """
    if not text.strip():
        raise Refusal("empty_message", client_id=client_id)
    if len(text) > MAX_TEXT:
        raise Refusal("message_too_long", client_id=client_id, limit=MAX_TEXT, length=len(text))
    return Draft(author, Message(text), client_id)


def decide_end(state: SessionState, author: Author, client_id: str | None = None) -> Draft:
    """End the session for both sides. Raises Refusal `ended_session` when it is over already."""
    if state.is_over:
        raise Refusal("ended_session", **({"client_id": client_id} if client_id else {}))
    reason: Literal["technician", "customer"] = (
        "customer" if author.role == "customer" else "technician"
    )
    return Draft(author, Ended(reason), client_id)


def decide_expire(state: SessionState) -> list[Draft]:
    """Close a session whose key nobody used in time; nothing if someone came or it is over."""
    return [Draft(SYSTEM, Expired())] if state.state == "waiting" else []
