"""Who comes into a session: the first one with its key, later ones if the technician likes."""

import re

from server.domain.asking import ANSWER_MILLISECONDS, withdraw_replaced
from server.domain.events import (
    SYSTEM,
    Admitted,
    Author,
    Draft,
    InvitationWay,
    Invited,
    Joined,
    Refused,
    Requested,
    Waiting,
    Way,
    timestamp,
)
from server.domain.refusal import Refusal
from server.domain.session import SessionState

# More would hide the one who is meant among strangers.
MOST_WAITING = 3
# The session link as it is copied, without a word on its way.
PLAIN_LINK = "link"
_LABEL = re.compile(r"link|mail|qr|s[1-9][0-9]{0,2}")


def split_link_token(text: str) -> tuple[str, str]:
    """(token, name of the invitation) of what stands after # in a session link.

    A link that was sent some special way says so after a dot: `<token>.mail`, `.qr`, `.s1`.
    """
    token, _, label = text.strip().partition(".")
    return token, label if _LABEL.fullmatch(label) else PLAIN_LINK


def way_of(invitation: str) -> InvitationWay:
    """How an invitation of this name travels."""
    match invitation:
        case "mail" | "qr" | "link":
            return invitation
    return "sms"


def decide_join(
    state: SessionState,
    customer: Author,
    way: Way,
    invitation: str | None,
    *,
    in_time: bool,
    wait: bool,
    ask_at: int | None = None,
) -> list[Draft]:
    """Let the customer in by the session's key or link, or have them wait.

    With `ask_at` (ms since 1970), who is let in is asked for control at once. One who comes later
    waits if they like (PRODUCT.md, rules of a session: a key admits one customer). Raises Refusal
    `expired_key`, `ended_session`, `already_joined` or `too_many_waiting`.
    """
    if state.state == "ended":
        raise Refusal("ended_session")
    if state.state == "expired" or (state.state == "waiting" and not in_time):
        raise Refusal("expired_key")
    entry: Joined | Waiting = Joined(way, invitation)
    if state.state == "active":
        if not wait:
            raise Refusal("already_joined")
        if len(state.waiting) >= MOST_WAITING:
            raise Refusal("too_many_waiting", seconds=60)
        entry = Waiting(way, invitation)
    arrived = [*_opened(state, invitation), Draft(customer, entry)]
    return arrived if isinstance(entry, Waiting) else [*arrived, *_ask(state, ask_at)]


def _opened(state: SessionState, invitation: str | None) -> list[Draft]:
    """Tell once that an invitation was opened; of the plain link, coming in says it."""
    if invitation in (None, PLAIN_LINK) or invitation in state.opened:
        return []
    return [Draft(SYSTEM, Invited(invitation, way_of(invitation), "opened"))]


def decide_admit(
    state: SessionState,
    author: Author,
    waiting: int,
    *,
    granted: bool,
    client_id: str | None,
    ask_at: int | None = None,
) -> list[Draft]:
    """Let in, or not, who waits since the event `waiting`; who waits may stop waiting.

    What the customer before granted ends with them; `ask_at` as in `decide_join`. Raises Refusal
    `ended_session`, `only_technicians`, or `not_waiting` where nobody does.
    """
    who = state.waiting.get(waiting)
    stops_waiting = who is not None and who.id == author.id and not granted
    named = {"client_id": client_id} if client_id else {}
    if author.role != "technician" and not stops_waiting:
        raise Refusal("only_technicians", **named)
    if state.is_over:
        raise Refusal("ended_session", **named)
    if who is None:
        raise Refusal("not_waiting", **named)
    if not granted:
        return [Draft(author, Refused(waiting, who.name), client_id)]
    admitted = Draft(author, Admitted(waiting, who.name), client_id)
    return [*withdraw_replaced(state.consent), admitted, *_ask(state, ask_at)]


def _ask(state: SessionState, ask_at: int | None) -> list[Draft]:
    """The question for control on arrival, in the technician's name."""
    if ask_at is None or state.technician is None:
        return []
    expires = timestamp(ask_at + ANSWER_MILLISECONDS)
    return [Draft(state.technician, Requested("control", expires))]
