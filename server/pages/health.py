"""`/healthz`, `/readyz` and `/metrics`, for whatever watches over the server."""

import time

import gevent
from flask import Blueprint, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import delete

from server.api.bodies import json_answer
from server.api.shapes import Health
from server.domain.refusal import Refusal
from server.journal import Transaction
from server.services import services
from server.store.schema import facts

READY_SECONDS = 3.0
blueprint = Blueprint("health", __name__)


@blueprint.get("/metrics")
def metrics() -> Response:
    """The counts, in Prometheus' text format; no names, no texts."""
    text = generate_latest(services().metrics.registry)
    return Response(text, content_type=CONTENT_TYPE_LATEST)


def _write_something(tx: Transaction) -> None:
    """A full disk lets an empty transaction pass."""
    tx.execute(delete(facts).where(facts.c.name == "ready_at"))
    tx.execute(facts.insert().values(name="ready_at", value=str(int(time.time()))))


@blueprint.get("/healthz")
def healthz() -> Response:
    """200 while the process answers."""
    return json_answer(Health("ok"))


@blueprint.get("/readyz")
def readyz() -> Response:
    """200 while the log takes writes. Raises Refusal `not_written` (503) when it does not."""
    try:
        with gevent.Timeout(READY_SECONDS):
            services().journal.write(_write_something)
    except gevent.Timeout:
        raise Refusal("not_written") from None
    return json_answer(Health("ready"))
