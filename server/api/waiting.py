"""`/sessions/<id>/waiting`: who waits to be let in, for a console that is opened late."""

from typing import Annotated, cast

import msgspec
from flask import Blueprint, Response
from msgspec import Meta

from server.api.bodies import json_answer
from server.api.shapes import Moment
from server.domain.events import Event, Waiting, Way, timestamp
from server.participants import own_session
from server.services import services

blueprint = Blueprint("waiting", __name__)


class Guest(msgspec.Struct, frozen=True):
    """Someone who waits since the event `seq`, and how they came."""

    seq: int
    at: Moment
    name: str
    way: Way
    invitation: Annotated[str | None, Meta(description="By which invitation's link")]


class Guests(msgspec.Struct, frozen=True):
    """Everyone who waits, the longest first."""

    waiting: list[Guest]


@blueprint.get("/sessions/<session_id>/waiting")
def read(session_id: str) -> Response:
    """Who waits in one of the technician's sessions; nobody once it is over."""
    found = own_session(session_id)
    journal = services().journal
    state = journal.state(found.number)
    seqs = [] if state.is_over else sorted(state.waiting)
    return json_answer(
        Guests(
            [
                _guest(event)
                for seq in seqs
                for event in journal.read_after(found.number, seq - 1, 1)
            ]
        )
    )


def _guest(event: Event) -> Guest:
    body = cast(Waiting, event.read_body())
    name = event.read_author().name
    return Guest(event.seq, timestamp(event.at), name, body.way, body.invitation)
