"""`/sessions`: technicians open, list, change and end them; `/end` is the customer's too."""

from typing import get_args

import msgspec
from flask import Blueprint, Response, request

from server.access import require_technician
from server.api.bodies import json_answer, read_body, read_count
from server.api.shapes import (
    Rating,
    RatingBody,
    SessionBody,
    SessionChange,
    SessionEnded,
    SessionOpened,
    SessionShown,
    SessionsPage,
    TechnicianShown,
)
from server.domain.events import State, timestamp
from server.domain.frames import Party, ReadMarks
from server.domain.refusal import Refusal
from server.opening import Choices, Opened, open_session, renew_invitation
from server.participants import author_of, own_session, participant_of
from server.services import services
from server.store import sessions
from server.store.sessions import Session

blueprint = Blueprint("sessions", __name__)


@blueprint.post("/sessions")
def create() -> Response:
    """201 with the new session, its key and its link; both are told only here."""
    technician = require_technician()
    body = read_body(SessionBody, optional=True)
    choices = Choices(body.control_on_arrival, body.customer_files)
    return _answer(open_session(technician, choices))


@blueprint.post("/sessions/<session_id>/key")
def renew(session_id: str) -> Response:
    """201 with a new key and link; the old ones are dead from now on."""
    found = own_session(session_id)
    technician = require_technician()
    return _answer(renew_invitation(found, author_of(technician)))


@blueprint.get("/sessions")
def index() -> Response:
    """One page of the technician's sessions, newest first; `next` is the next page's `after`."""
    technician = require_technician()
    page, cursor = page_of(technician.id)
    return json_answer(SessionsPage([show(found) for found in page], cursor))


@blueprint.get("/sessions/<session_id>")
def read(session_id: str) -> Response:
    """One session of the technician."""
    return json_answer(show(own_session(session_id)))


@blueprint.patch("/sessions/<session_id>")
def change(session_id: str) -> Response:
    """Store the technician's choices, and tell both sides of what the customer may do."""
    found = own_session(session_id)
    body = msgspec.structs.asdict(read_body(SessionChange))
    choices = {name: wanted for name, wanted in body.items() if wanted is not None}
    if not choices:
        raise Refusal("invalid_body", reason="nothing to change")
    made = services()
    if not sessions.change(made.journal, found.number, choices):
        raise Refusal("ended_session")
    room = made.rooms.find(found.number)
    if room and "customer_files" in choices:
        room.change_settings(customer_files=choices["customer_files"])
    return json_answer(show(own_session(session_id)))


@blueprint.post("/sessions/<session_id>/end")
def end(session_id: str) -> Response:
    """200: ended for both sides, also if it was ended already (an answer may get lost)."""
    found, author = participant_of(session_id)
    journal = services().journal
    if journal.state(found.number).state != "ended":
        services().acts.end(found.number, author)
    state = journal.state(found.number)
    ended_at = timestamp(state.ended_at) if state.ended_at else None
    return json_answer(SessionEnded(found.id, state.state, ended_at, state.last_seq))


@blueprint.post("/sessions/<session_id>/rating")
def rate(session_id: str) -> Response:
    """201: what the customer says of the help is in the log."""
    found, author = participant_of(session_id)
    if author.role != "customer":
        raise Refusal("only_customers")
    body = read_body(RatingBody)
    seq = services().acts.rate(found.number, author, body.stars, body.comment)
    return json_answer(Rating(seq), 201)


def show(found: Session) -> SessionShown:
    """The session as its technician sees it, with where its log and its reading stand."""
    marks = services().rooms.read_marks(found.number)
    return SessionShown(
        id=found.id,
        state=found.state,
        created_at=timestamp(found.created_at),
        key_expires_at=timestamp(found.key_expires_at),
        control_on_arrival=found.control_on_arrival,
        customer_files=found.customer_files,
        technician=TechnicianShown(found.technician_id, found.technician_name),
        customer=Party(found.customer_name) if found.customer_name is not None else None,
        ended_at=timestamp(found.ended_at) if found.ended_at is not None else None,
        last_seq=services().journal.last_seq(found.number),
        read=ReadMarks(marks.get("technician", 0), marks.get("customer", 0)),
    )


def _answer(opened: Opened) -> Response:
    shown = msgspec.structs.asdict(show(opened.session))
    return json_answer(SessionOpened(**shown, key=opened.key, link=opened.link), 201)


def page_of(technician_id: str) -> tuple[list[Session], str | None]:
    """The page of sessions that the query asks for (`state`, `after`), and the next cursor."""
    states: list[State] = []
    asked = request.args.get("state")
    for name in asked.split(",") if asked else ():
        if name not in get_args(State):
            raise Refusal("invalid_body", reason=f"`state` is one of {', '.join(get_args(State))}")
        states.append(name)  # type: ignore[arg-type]
    before = read_count("after", 0) or None
    page = sessions.of_technician(services().journal, technician_id, states, before)
    cursor = str(page[-1].number) if len(page) == sessions.PAGE else None
    return page, cursor
