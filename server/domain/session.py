"""The state of a session, folded from its events, and what may happen in it."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Literal

import msgspec

from server.domain.consent import Consent
from server.domain.events import (
    CONSENT_KINDS,
    MAX_COMMENT,
    MAX_TEXT,
    SAYING_KINDS,
    SYSTEM,
    Admitted,
    Author,
    Created,
    Draft,
    Ended,
    Event,
    Expired,
    File,
    Invited,
    Message,
    Rated,
    Refused,
    ShareStopped,
    State,
)
from server.domain.refusal import Refusal

Standing = Literal["in", "waiting", "refused", "replaced"]
_NOBODY: Mapping[int, Author] = MappingProxyType({})


class SessionState(msgspec.Struct, frozen=True):
    """What the log of one session amounts to after `last_seq`.

    `waiting` are those who wait to be let in, by the seq of their event; `refused` the ids of
    those who were not; `opened` the names of the invitations that a person opened. `turns` are
    the events that are not something said.
    """

    state: State = "waiting"
    last_seq: int = 0
    turns: int = 0
    technician: Author | None = None
    customer: Author | None = None
    joined_at: int | None = None
    ended_at: int | None = None
    waiting: Mapping[int, Author] = _NOBODY
    refused: frozenset[str | None] = frozenset()
    opened: frozenset[str] = frozenset()
    is_rated: bool = False
    consent: Consent = Consent()

    def after(self, event: Event) -> "SessionState":
        """The state once `event` has happened; what is said changes nothing but the count."""
        if event.kind in SAYING_KINDS:
            return msgspec.structs.replace(self, last_seq=event.seq)
        changes = {"last_seq": event.seq, "turns": self.turns + 1, **self._changes(event)}
        return msgspec.structs.replace(self, **changes)

    @property
    def is_over(self) -> bool:
        """Ended and expired are final."""
        return self.state in ("ended", "expired")

    @property
    def said(self) -> int:
        """How many messages and files there are."""
        return self.last_seq - self.turns

    def standing(self, customer_id: str | None) -> Standing:
        """How someone stands who came in, or wanted to, at some time."""
        if self.customer and self.customer.id == customer_id:
            return "in"
        if any(author.id == customer_id for author in self.waiting.values()):
            return "waiting"
        return "refused" if customer_id in self.refused else "replaced"

    def waits_since(self, customer_id: str | None) -> int | None:
        """The seq of the event since which this person waits."""
        return next((seq for seq, who in self.waiting.items() if who.id == customer_id), None)

    def _changes(self, event: Event) -> dict[str, object]:
        if event.kind in CONSENT_KINDS:
            return {"consent": self.consent.after(event)}
        match event.kind:
            case "created":
                return {"technician": event.read_author()}
            case "invited":
                return self._invited(event.read_as(Invited))
            case "joined":
                who = event.read_author()
                return {"state": "active", "customer": who, "joined_at": event.at}
            case "waiting":
                return {"waiting": {**self.waiting, event.seq: event.read_author()}}
            case "admitted":
                waiting = event.read_as(Admitted).waiting
                # What the one before granted was theirs.
                return {
                    "customer": self.waiting[waiting],
                    "waiting": self._but(waiting),
                    "consent": Consent(),
                }
            case "refused":
                waiting = event.read_as(Refused).waiting
                refused = self.refused | {self.waiting[waiting].id}
                return {"refused": refused, "waiting": self._but(waiting)}
            case "rated":
                return {"is_rated": True}
            case "ended" | "expired":
                return {"state": event.kind, "ended_at": event.at, "consent": Consent()}
        return {}

    def _invited(self, body: Invited) -> dict[str, object]:
        if body.step == "renewed":
            return {"opened": frozenset()}
        return {"opened": self.opened | {body.invitation}} if body.step == "opened" else {}

    def _but(self, answered: int) -> dict[int, Author]:
        return {seq: who for seq, who in self.waiting.items() if seq != answered}


def fold(events: Iterable[Event], start: SessionState | None = None) -> SessionState:
    """The state after all `events`, beginning from `start` (default: an empty log)."""
    state = start or SessionState()
    for event in events:
        state = state.after(event)
    return state


def decide_create(technician: Author, created: Created) -> list[Draft]:
    """Open a session: its first event."""
    return [Draft(technician, created)]


def decide_renew(state: SessionState, technician: Author, key_expires_at: str) -> list[Draft]:
    """Give the session a new key and link; who waits by an old one is not let in.

    Raises Refusal when it is over.
    """
    require_open(state)
    renewed = Invited("key", "key", "renewed", key_expires_at=key_expires_at)
    turned_away = (Refused(seq, who.name) for seq, who in state.waiting.items())
    return [Draft(technician, renewed), *(Draft(technician, body) for body in turned_away)]


def decide_message(
    author: Author,
    text: str,
    client_id: str,
    *,
    reply_to: int | None = None,
    last_seq: int | None = None,
) -> Draft:
    """Say something; whether the session still takes it, the journal knows best.

    Raises Refusal `empty_message`, `message_too_long`, or `unknown_reply` for an answer to what
    was not said yet.
    """
    if not text.strip():
        raise Refusal("empty_message", client_id=client_id)
    if len(text) > MAX_TEXT:
        raise Refusal("message_too_long", client_id=client_id, limit=MAX_TEXT, length=len(text))
    if reply_to is not None and last_seq is not None and reply_to > last_seq:
        raise Refusal("unknown_reply", client_id=client_id)
    return Draft(author, Message(text, reply_to), client_id)


def decide_file(
    state: SessionState, author: Author, file: File, client_id: str, *, customer_files: bool
) -> Draft:
    """Show a stored file in the chat.

    Raises Refusal `ended_session`, `expired_key`, or `files_not_allowed` for a customer who may
    not send files.
    """
    require_may_send_files(state, author, customer_files=customer_files)
    return Draft(author, file, client_id)


def require_may_send_files(state: SessionState, author: Author, *, customer_files: bool) -> None:
    """Raises the refusals of `decide_file`, before anything was sent."""
    require_open(state)
    if author.role == "customer" and not customer_files:
        raise Refusal("files_not_allowed")


def decide_end(state: SessionState, author: Author, client_id: str | None = None) -> list[Draft]:
    """End the session for both sides, and every right in it.

    Raises Refusal `ended_session` when it is over already.
    """
    if state.is_over:
        raise Refusal("ended_session", **({"client_id": client_id} if client_id else {}))
    share = state.consent.share
    stopped = [ShareStopped(share.request, share.permission, "ended")] if share else []
    reason: Literal["technician", "customer"] = (
        "customer" if author.role == "customer" else "technician"
    )
    end = Draft(author, Ended(reason), client_id)
    return [*(Draft(SYSTEM, body) for body in stopped), end]


def decide_rate(state: SessionState, customer: Author, stars: int, comment: str) -> Draft:
    """Say how the help was, once, when it is over.

    Raises Refusal `session_goes_on`, `already_rated` or `comment_too_long`.
    """
    if not state.is_over:
        raise Refusal("session_goes_on")
    if state.is_rated:
        raise Refusal("already_rated")
    if len(comment) > MAX_COMMENT:
        raise Refusal("comment_too_long", limit=MAX_COMMENT, length=len(comment))
    return Draft(customer, Rated(stars, comment.strip()))


def decide_expire(state: SessionState) -> list[Draft]:
    """Close a session whose key nobody used in time; nothing if someone came or it is over."""
    return [Draft(SYSTEM, Expired())] if state.state == "waiting" else []


def require_open(state: SessionState, **facts: object) -> None:
    """Raises Refusal `ended_session` or `expired_key`, with these facts, when it is over."""
    if state.state == "ended":
        raise Refusal("ended_session", **facts)
    if state.state == "expired":
        raise Refusal("expired_key", **facts)
