"""`/sessions/<id>/summary`: a session in short, for the page that its customer sees at the end."""

import msgspec
from flask import Blueprint, Response

from server.api.bodies import json_answer
from server.api.shapes import Moment
from server.domain.events import Event, Rated, State, timestamp
from server.domain.frames import Party
from server.domain.session import SessionState
from server.participants import participant_of
from server.services import services
from server.store.sessions import Session

blueprint = Blueprint("summary", __name__)


class Summary(msgspec.Struct, frozen=True):
    """What a session amounts to; `said` counts messages and files."""

    state: State
    technician: Party
    created_at: Moment
    joined_at: Moment | None
    ended_at: Moment | None
    said: int
    rating: Rated | None


@blueprint.get("/sessions/<session_id>/summary")
def read(session_id: str) -> Response:
    """The session in short, for either side."""
    found, _author = participant_of(session_id)
    return json_answer(summary_of(found))


def summary_of(found: Session) -> Summary:
    """The session in short, as of now."""
    state = services().journal.state(found.number)
    return Summary(
        state=state.state,
        technician=Party(found.technician_name),
        created_at=timestamp(found.created_at),
        joined_at=_moment(state.joined_at),
        ended_at=_moment(state.ended_at),
        said=state.said,
        rating=_rating(found.number, state),
    )


def _rating(number: int, state: SessionState) -> Rated | None:
    """It comes after the end, and after it comes nothing more."""
    if not state.is_rated:
        return None
    return next(map(_rated, services().journal.read_after(number, state.last_seq - 1, 1)), None)


def _rated(event: Event) -> Rated | None:
    body = event.read_body()
    return body if isinstance(body, Rated) else None


def _moment(at: int | None) -> str | None:
    return timestamp(at) if at is not None else None
