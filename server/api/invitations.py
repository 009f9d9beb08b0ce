"""`/sessions/{id}/invitations`: SMS and QR codes; `/phone-numbers` reads what was typed."""

from typing import Annotated

import gevent
import msgspec
from flask import Blueprint, Response
from msgspec import Meta

from server.access import require_technician
from server.api.bodies import json_answer, read_body
from server.domain.refusal import Refusal
from server.invitations import qr
from server.invitations.sms.number import MAX_TYPED, read_mobile_number
from server.invitations.sms.sending import invite_by_sms
from server.participants import own_session
from server.services import services

blueprint = Blueprint("invitations", __name__)


class NumberBody(msgspec.Struct, frozen=True):
    """A mobile number as typed; without a country it is one of the server's."""

    number: Annotated[str, Meta(max_length=MAX_TYPED)]


class NumberRead(msgspec.Struct, frozen=True):
    """A number that takes SMS: in E.164, as people read it, and its country (ISO 3166)."""

    number: str
    shown: str
    region: str


class SmsSent(msgspec.Struct, frozen=True):
    """An SMS that the gateway took; `invitation` is its name in the session's events."""

    number: str
    shown: str
    invitation: str


class QrBody(msgspec.Struct, frozen=True):
    """What a QR code says."""

    text: Annotated[str, Meta(min_length=1, max_length=qr.MAX_BYTES)]


@blueprint.post("/sessions/<session_id>/invitations/sms")
def send_sms(session_id: str) -> Response:
    """201 once the gateway took an SMS with a link of its own into this session."""
    found = own_session(session_id)
    technician = require_technician()
    to = read_mobile_number(read_body(NumberBody).number, services().settings.phone_region)
    invitation = invite_by_sms(found, technician, to)
    return json_answer(SmsSent(to.e164, to.shown, invitation), 201)


@blueprint.post("/sessions/<session_id>/invitations/qr")
def draw_qr(session_id: str) -> Response:
    """The text as a QR code in SVG; the link is only known to who was told it."""
    own_session(session_id)
    text = read_body(QrBody).text
    if len(text.encode()) > qr.MAX_BYTES:
        raise Refusal("too_large", limit=qr.MAX_BYTES)
    picture = gevent.get_hub().threadpool.apply(qr.draw, (text,))
    return Response(picture, mimetype="image/svg+xml")


@blueprint.post("/phone-numbers")
def read_number() -> Response:
    """The number in international form, before anything is sent to it."""
    require_technician()
    to = read_mobile_number(read_body(NumberBody).number, services().settings.phone_region)
    return json_answer(NumberRead(to.e164, to.shown, to.region))
