"""Who may ask, answer and withdraw (PRODUCT.md, Consent): decisions on a session's state.

Times are ms since 1970. Silence is no, closing is no, and nobody but the customer says yes.
"""

from collections.abc import Mapping, Set
from typing import Literal

from server.domain.consent import Consent, Grant, Question
from server.domain.events import (
    SYSTEM,
    Answered,
    Author,
    Draft,
    Extended,
    Permission,
    Requested,
    ShareStopped,
    Withdrawn,
    timestamp,
)
from server.domain.refusal import Refusal
from server.domain.session import SessionState, require_open

ANSWER_MILLISECONDS = 60_000
MOST_EXTENSIONS = 4
MOST_REFUSALS = 3
# For how many seconds a side may be away: with a question open, with pictures on their way, at all.
PAGE_CLOSED, SHARE_LOST, GONE = 10.0, 10.0, 60.0
# For how many seconds control waits for a tray app that is being downloaded and installed.
INSTALLED = 3600.0

Party = Literal["technician", "customer", "helper", "sharer"]


def decide_request(
    state: SessionState,
    author: Author,
    permission: Permission,
    now: int,
    client_id: str | None = None,
) -> Draft:
    """Ask the customer for a permission.

    Raises Refusal `only_technicians`, `ended_session`, `expired_key`, `nobody_there`,
    `already_granted`, `already_asked` while any question is open, or `asked_too_often` after
    three refusals in a row.
    """
    named = _named(client_id)
    if author.role != "technician":
        raise Refusal("only_technicians", **named)
    require_open(state, **named)
    if state.customer is None:
        raise Refusal("nobody_there", **named)
    consent = state.consent
    if permission in consent.grants:
        raise Refusal("already_granted", **named)
    if consent.question is not None:
        raise Refusal("already_asked", **named)
    if consent.refusals.get(permission, 0) >= MOST_REFUSALS:
        raise Refusal("asked_too_often", limit=MOST_REFUSALS, **named)
    return Draft(author, Requested(permission, timestamp(now + ANSWER_MILLISECONDS)), client_id)


def decide_answer(
    state: SessionState,
    author: Author,
    request: int,
    now: int,
    *,
    granted: bool,
    reason: Literal["person", "closed"] = "person",
    client_id: str | None = None,
) -> Draft:
    """Answer the open question.

    Raises Refusal `only_customers`, `ended_session`, or `no_question` where this one is not open
    any more: answered, taken back, or its time is over.
    """
    question = _open_question(state, author, request, now, client_id)
    said_yes = granted and reason == "person"
    return Draft(author, Answered(request, question.permission, said_yes, reason), client_id)


def decide_extend(
    state: SessionState, author: Author, request: int, now: int, client_id: str | None = None
) -> Draft:
    """Take another minute to answer.

    Raises Refusal as `decide_answer` does, or `extended_too_often`.
    """
    question = _open_question(state, author, request, now, client_id)
    if question.extensions >= MOST_EXTENSIONS:
        raise Refusal("extended_too_often", **_named(client_id))
    return Draft(author, Extended(request, timestamp(now + ANSWER_MILLISECONDS)), client_id)


def decide_withdraw(
    state: SessionState, author: Author, permission: Permission, client_id: str | None = None
) -> list[Draft]:
    """End a permission at once, from any side; a technician takes an open question back, too.

    Raises Refusal `ended_session`, or `not_granted` where there is nothing to withdraw.
    """
    require_open(state, **_named(client_id))
    consent = state.consent
    grant, question = consent.grants.get(permission), consent.question
    asked = question if question and question.permission == permission else None
    if grant:
        request = grant.request
    elif asked and author.role == "technician":
        request = asked.request
    else:
        raise Refusal("not_granted", **_named(client_id))
    return withdrawn(consent, author, request, permission, "person", client_id)


def withdrawn(
    consent: Consent,
    author: Author,
    request: int,
    permission: Permission,
    reason: Literal["person", "gone", "replaced"],
    client_id: str | None = None,
) -> list[Draft]:
    """The end of what was granted or asked by `request`, and of the pictures that it allowed."""
    drafts = [Draft(author, Withdrawn(request, permission, reason), client_id)]
    if consent.share and consent.share.request == request:
        stopped = ShareStopped(
            request, permission, "replaced" if reason == "replaced" else "withdrawn"
        )
        drafts.append(Draft(SYSTEM, stopped))
    return drafts


def withdraw_replaced(consent: Consent) -> list[Draft]:
    """The end of every question and every right, when another customer is let in."""
    held = [(grant.request, grant.permission) for grant in consent.grants.values()]
    if consent.question:
        held.append((consent.question.request, consent.question.permission))
    return [
        draft
        for request, permission in held
        for draft in withdrawn(consent, SYSTEM, request, permission, "replaced")
    ]


def decide_overdue(
    state: SessionState, now: int, away: Mapping[Party, float], seen: Set[Party]
) -> list[Draft]:
    """What time alone has decided at `now`.

    `away` says for how many seconds a party has not been there, `seen` who was there since.
    """
    if state.is_over:
        return []
    consent, question = state.consent, state.consent.question
    if question and now >= question.expires_at:
        return [Draft(SYSTEM, _no(question, "silence"))]
    if question and "customer" in seen and away.get("customer", 0) >= PAGE_CLOSED:
        return [Draft(SYSTEM, _no(question, "closed"))]
    gone = [grant for grant in consent.grants.values() if _is_deserted(grant, away, seen)]
    if gone:
        return [
            draft
            for grant in gone
            for draft in withdrawn(consent, SYSTEM, grant.request, grant.permission, "gone")
        ]
    share = consent.share
    if share and away.get("sharer", 0) >= SHARE_LOST:
        return [Draft(SYSTEM, ShareStopped(share.request, share.permission, "lost"))]
    return []


def _is_deserted(grant: Grant, away: Mapping[Party, float], seen: Set[Party]) -> bool:
    """Whether one of the two who need each other is gone.

    A view needs the customer's page. Control needs the tray app, which may have to be downloaded
    first while the page waits for it.
    """
    customer, helper = away.get("customer", 0), away.get("helper", 0)
    if away.get("technician", 0) >= GONE:
        return True
    if grant.permission == "view":
        return customer >= GONE
    if "helper" in seen:
        return helper >= GONE
    return min(customer, helper) >= GONE or helper >= INSTALLED


def _no(question: Question, reason: Literal["silence", "closed"]) -> Answered:
    return Answered(question.request, question.permission, False, reason)


def _open_question(
    state: SessionState, author: Author, request: int, now: int, client_id: str | None
) -> Question:
    named = _named(client_id)
    if author.role != "customer":
        raise Refusal("only_customers", **named)
    require_open(state, **named)
    question = state.consent.question
    if question is None or question.request != request or now >= question.expires_at:
        raise Refusal("no_question", **named)
    return question


def _named(client_id: str | None) -> dict[str, object]:
    return {"client_id": client_id} if client_id else {}
