"""`/healthz` and `/readyz`, for whatever watches over the server."""

import gevent
from flask import Blueprint, Response

from server.api.bodies import json_answer
from server.api.shapes import Health
from server.domain.refusal import Refusal
from server.services import services

READY_SECONDS = 3.0
blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def healthz() -> Response:
    """200 while the process answers."""
    return json_answer(Health("ok"))


@blueprint.get("/readyz")
def readyz() -> Response:
    """200 while the log takes writes. Raises Refusal `not_written` (503) when it does not."""
    try:
        with gevent.Timeout(READY_SECONDS):
            services().journal.write(lambda _tx: None)
    except gevent.Timeout:
        raise Refusal("not_written") from None
    return json_answer(Health("ready"))
