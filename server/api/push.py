"""`/push`: in which browsers a technician is told while the console is closed."""

import base64
import binascii
import hashlib
import time
from typing import Annotated

import msgspec
from cryptography.hazmat.primitives.asymmetric import ec
from flask import Blueprint, Response, request
from msgspec import Meta

from server import language
from server.access import require_technician
from server.api.bodies import json_answer, read_body
from server.domain.push_services import MAX_ENDPOINT
from server.domain.refusal import Refusal
from server.push.news import TEST, push_of
from server.push.push import Pushes
from server.push.sender import Outcome
from server.remembered_browser import COOKIE, forget_browser, remember_browser
from server.services import services
from server.store import push_subscriptions
from server.store.push_subscriptions import PushSubscription

AUTH_BYTES = 16
blueprint = Blueprint("push", __name__)


class BrowserKeys(msgspec.Struct, frozen=True):
    """What the browser decrypts with (RFC 8291), in base64url."""

    p256dh: Annotated[str, Meta(max_length=100)]
    auth: Annotated[str, Meta(max_length=40)]


class PushBody(msgspec.Struct, frozen=True):
    """A browser's subscription, and what it is for."""

    endpoint: Annotated[str, Meta(max_length=MAX_ENDPOINT)]
    keys: BrowserKeys
    arrivals: Annotated[bool, Meta(description="Tell when a customer comes")] = True
    messages: Annotated[bool, Meta(description="Tell when a customer writes")] = True


class PushSwitches(msgspec.Struct, frozen=True):
    """What one browser is told of."""

    arrivals: bool
    messages: bool


class PushShown(msgspec.Struct, frozen=True):
    """The key to subscribe with, None where pushes are off; and what is on in the browser."""

    public_key: str | None
    subscription: PushSwitches | None


@blueprint.get("/push")
def show() -> Response:
    """The server's key, and what is on in the browser `?subscription=`."""
    technician = require_technician()
    pushes = services().pushes
    found = push_subscriptions.find(
        services().journal, technician.id, request.args.get("subscription", "")
    )
    switches = PushSwitches(found.arrivals, found.messages) if found and pushes else None
    return json_answer(PushShown(pushes.key.public if pushes else None, switches))


@blueprint.put("/push/subscriptions/<subscription_id>")
def keep(subscription_id: str) -> Response:
    """What is on from now on."""
    technician = require_technician()
    pushes = _require_on()
    body = read_body(PushBody)
    if not pushes.services.take(body.endpoint):
        raise Refusal("push_service_not_allowed")
    if subscription_id != id_of(body.endpoint) or not _are_keys(body.keys):
        raise Refusal("invalid_push_subscription")
    subscription = PushSubscription(
        subscription_id,
        technician.id,
        body.endpoint,
        body.keys.p256dh,
        body.keys.auth,
        language.current(),
        body.arrivals,
        body.messages,
        int(time.time() * 1000),
    )
    services().journal.write(lambda tx: push_subscriptions.keep(tx, subscription))
    response = json_answer(PushSwitches(body.arrivals, body.messages))
    remember_browser(response, subscription_id)
    return response


@blueprint.delete("/push/subscriptions/<subscription_id>")
def drop(subscription_id: str) -> Response:
    """204: this browser is told of nothing any more."""
    _require_own(subscription_id)
    services().journal.write(lambda tx: push_subscriptions.drop(tx, subscription_id))
    response = Response(status=204)
    # A browser that subscribed anew drops the old one afterwards: it keeps the new one's name.
    if request.cookies.get(COOKIE) == subscription_id:
        forget_browser(response)
    return response


@blueprint.post("/push/subscriptions/<subscription_id>/test")
def test(subscription_id: str) -> Response:
    """204 once the push service has taken a test."""
    subscription = _require_own(subscription_id)
    sender = _require_on().sender
    outcome = sender.send(subscription, push_of(TEST, language.current(), None))
    if outcome is Outcome.GONE:
        services().journal.write(lambda tx: push_subscriptions.drop(tx, subscription_id))
        raise Refusal("unknown_push_subscription")
    if outcome is not Outcome.SENT:
        raise Refusal("push_not_sent")
    return Response(status=204)


def id_of(endpoint: str) -> str:
    """How a browser's subscription is called here: nobody learns its endpoint from that."""
    return hashlib.sha256(endpoint.encode()).hexdigest()


def _require_on() -> Pushes:
    pushes = services().pushes
    if pushes is None:
        raise Refusal("push_off")
    return pushes


def _require_own(subscription_id: str) -> PushSubscription:
    technician = require_technician()
    found = push_subscriptions.find(services().journal, technician.id, subscription_id)
    if found is None:
        raise Refusal("unknown_push_subscription")
    return found


def _are_keys(keys: BrowserKeys) -> bool:
    point, auth = _decoded(keys.p256dh), _decoded(keys.auth)
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    except ValueError:
        return False
    return len(point) == 65 and len(auth) == AUTH_BYTES


def _decoded(text: str) -> bytes:
    """The bytes behind base64url; none where it is something else."""
    try:
        padded = text + "=" * (-len(text) % 4)
        return base64.b64decode(padded.replace("-", "+").replace("_", "/"), validate=True)
    except (binascii.Error, ValueError):
        return b""
