"""`/chat/<id>`: the customer's chat, and how a browser is let into it once."""

from typing import Any

from flask import Blueprint, Response, render_template

from server import limits
from server.api.bodies import read_body
from server.api.files import files_boot
from server.api.join import let_browser_back_in
from server.api.shapes import EnterBody
from server.domain.events import Author, timestamp
from server.domain.refusal import Refusal
from server.domain.session import Standing
from server.participants import customer_of, standing_of
from server.services import services
from server.store import sessions
from server.store.sessions import Session

_PAGE: dict[Standing, str] = {
    "in": "chat.html",
    "waiting": "chat/waiting.html",
    "refused": "chat/refused.html",
    "replaced": "chat/elsewhere.html",
}
blueprint = Blueprint("chat", __name__)


@blueprint.get("/chat/<session_id>")
def chat(session_id: str) -> str:
    """The chat for its customer's browser, or how this browser stands with it.

    One that has nothing to do with it gets the page that takes a one-time code.
    """
    found = sessions.by_id(services().journal, session_id)
    customer = customer_of(found)
    if found is None or customer is None:
        return render_template("enter.html", session_id=session_id, boot={"session_id": session_id})
    boot = _boot(found, customer)
    # The page says who sees the screen from its first moment on, before any script runs.
    share = services().journal.state(found.number).consent.share
    return render_template(_PAGE[standing_of(found, customer)], boot=boot, share=share)


def _boot(found: Session, customer: Author) -> dict[str, Any]:
    state = services().journal.state(found.number)
    is_in = found.customer_id == customer.id
    marks = services().rooms.read_marks(found.number) if is_in else {}
    return {
        "session": {
            "id": found.id,
            "state": state.state,
            "technician": {"name": found.technician_name},
            "organisation": services().settings.organisation,
            "created_at": timestamp(found.created_at),
            "ended_at": timestamp(state.ended_at) if state.ended_at else None,
            "customer_files": found.customer_files,
            "is_rated": state.is_rated,
        },
        "me": customer,
        "waiting": state.waits_since(customer.id),
        "last_seq": state.last_seq,
        "files": files_boot("customer"),
        "read": {role: marks.get(role, 0) for role in ("technician", "customer")},
    }


@blueprint.post("/chat/<session_id>/enter")
@limits.limiter.limit(limits.JOIN_MISSES, deduct_when=limits.missed)
def enter(session_id: str) -> Response:
    """204 with this browser's cookie, for a one-time code. Raises Refusal `invalid_code`."""
    body = read_body(EnterBody)
    found = sessions.by_id(services().journal, session_id)
    access = services().tokens.enter(body.code, found.number) if found else None
    if found is None or access is None:
        raise Refusal("invalid_code")
    response = Response(status=204)
    let_browser_back_in(response, found.id, access)
    return response
