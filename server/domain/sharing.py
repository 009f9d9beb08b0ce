"""Who may send pictures: decisions on a session's state."""

from typing import Literal

from server.domain.consent import Grant, Share
from server.domain.events import (
    SYSTEM,
    Author,
    Draft,
    ShareStarted,
    ShareStopped,
    Source,
)
from server.domain.refusal import Refusal
from server.domain.session import SessionState, require_open


def decide_share(
    state: SessionState,
    author: Author,
    request: int,
    source: Source,
    client_id: str | None = None,
) -> list[Draft]:
    """Begin to send pictures as `request` was granted; nothing where these run already.

    There is one picture at a time: control takes the place of a view, not the other way round.
    Raises Refusal `ended_session`, `not_granted`, or `already_shared`.
    """
    named: dict[str, object] = {"client_id": client_id} if client_id else {}
    require_open(state, **named)
    grant, running = state.consent.grant(request), state.consent.share
    if grant is None or not _may_come_from(grant, author, source):
        raise Refusal("not_granted", **named)
    started = Draft(author, ShareStarted(request, grant.permission, source), client_id)
    if running is None:
        return [started]
    if running.request == request:
        # Another camera or screen under the same grant, else the same one after a lost connection.
        return [] if running.source == source else [_stopped(running, "person"), started]
    if running.permission == "control":
        raise Refusal("already_shared", **named)
    return [_stopped(running, "control"), started]


def decide_unshare(
    state: SessionState,
    author: Author,
    request: int,
    reason: Literal["person", "lost"],
    client_id: str | None = None,
) -> Draft:
    """Send no more pictures; what was granted stays so.

    Raises Refusal `ended_session`, or `not_granted` where none are sent by this request.
    """
    named: dict[str, object] = {"client_id": client_id} if client_id else {}
    require_open(state, **named)
    running = state.consent.share
    is_theirs = running and author.role == _role_that_shares(running.source)
    if running is None or running.request != request or not is_theirs:
        raise Refusal("not_granted", **named)
    return Draft(author, ShareStopped(request, running.permission, reason), client_id)


def _stopped(running: Share, reason: Literal["person", "control"]) -> Draft:
    return Draft(SYSTEM, ShareStopped(running.request, running.permission, reason))


def _may_come_from(grant: Grant, author: Author, source: Source) -> bool:
    """A view comes from the customer's browser, control from the tray app (PRODUCT.md, Consent)."""
    needed = "view" if _role_that_shares(source) == "customer" else "control"
    return grant.permission == needed and author.role == _role_that_shares(source)


def _role_that_shares(source: Source) -> str:
    return "helper" if source == "helper" else "customer"
