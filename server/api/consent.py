"""`/sessions/<id>/consent` and the tray app's way into a session."""

import time

from flask import Blueprint, Response

from server import limits
from server.api.bodies import json_answer, read_body
from server.api.shapes import AttachBody, AttachCodeShown
from server.attaching import attach, offer
from server.domain.consent_frames import ConsentShown
from server.domain.events import timestamp
from server.domain.refusal import Refusal
from server.participants import participant_of
from server.services import services

blueprint = Blueprint("consent", __name__)


@blueprint.get("/sessions/<session_id>/consent")
def read(session_id: str) -> Response:
    """What is asked, granted and shown at this moment."""
    found, _author = participant_of(session_id, helpers=True)
    state = services().journal.state(found.number)
    now = int(time.time() * 1000)
    return json_answer(ConsentShown.of(state.consent, state.last_seq, now))


@blueprint.post("/sessions/<session_id>/helper")
def offer_code(session_id: str) -> Response:
    """201 with a code, and a link, by which the tray app attaches to the session."""
    found, author = participant_of(session_id)
    if author.role != "customer":
        raise Refusal("only_customers")
    if found.ended_at:
        raise Refusal("ended_session")
    code = offer(found, author)
    return json_answer(AttachCodeShown(code.link, code.code, timestamp(code.expires_at)), 201)


@blueprint.post("/helpers")
@limits.limiter.limit(limits.JOIN_MISSES, deduct_when=limits.missed)
def attach_helper() -> Response:
    """200 with the session and a token for it; the code has done its work."""
    return json_answer(attach(read_body(AttachBody).code))
