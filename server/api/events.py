"""`/sessions/<id>/events`: the log in pages, and what a frame does, for scripts and bots."""

from flask import Blueprint, Response, request

from server.api.bodies import json_answer, read_count
from server.api.shapes import EventShown, EventsPage
from server.domain.consent_frames import ShareFrame, UnshareFrame, WithdrawFrame
from server.domain.desk_frames import DeskFrame
from server.domain.events import Author, Event, timestamp
from server.domain.frames import (
    MAX_FRAME_BYTES,
    Ack,
    MessageFrame,
    ReadFrame,
    TypingFrame,
    TypingNotice,
    decode_frame,
)
from server.domain.readers import HIDDEN, Reader
from server.domain.refusal import Refusal
from server.participants import participant_of, reader_of
from server.services import services
from server.store.sessions import Session

PAGE = 500
blueprint = Blueprint("events", __name__)


@blueprint.get("/sessions/<session_id>/events")
def read(session_id: str) -> Response:
    """Events after `after`, or the newest ones before `before`; at most 500, in order."""
    present = reader_of(session_id)
    found, journal = present.session, services().journal
    limit = max(1, read_count("limit", PAGE, PAGE))
    last_seq = journal.last_seq(found.number)
    if "before" in request.args:
        events = journal.read_before(found.number, read_count("before", 0), limit)
    else:
        events = journal.read_after(found.number, read_count("after", 0), limit)
    shown = [show(event, present.reader) for event in events]
    return json_answer(EventsPage(shown, last_seq))


@blueprint.post("/sessions/<session_id>/events")
def write(session_id: str) -> Response:
    """Do what a frame does; the answer is the frame's ack, or 204 for what has none."""
    found, author = participant_of(session_id, helpers=True)
    text = request.get_data(cache=False)
    if len(text) > MAX_FRAME_BYTES:
        raise Refusal("too_large", limit=MAX_FRAME_BYTES)
    frame = decode_frame(text)
    if author.role == "helper" and not isinstance(frame, WithdrawFrame):
        raise Refusal("not_for_helpers")
    if isinstance(frame, MessageFrame):
        return _ack(frame.client_id, services().acts.say_and_wait(found.number, author, frame))
    if isinstance(frame, TypingFrame | ReadFrame):
        _pass_on(found, author, frame)
        return Response(status=204)
    if isinstance(frame, ShareFrame | UnshareFrame | DeskFrame):
        raise Refusal("stream_needed")
    return _ack(frame.client_id, services().acts.decide(found.number, author, frame))


def show(event: Event, reader: Reader) -> EventShown:
    """An event as the API shows it to this reader; its client_id only to the side that sent it."""
    if not reader.sees(event):
        return EventShown(seq=event.seq, at=timestamp(event.at), kind=HIDDEN)
    return EventShown(
        seq=event.seq,
        at=timestamp(event.at),
        author=event.author,
        kind=event.kind,
        body=event.body,
        client_id=event.client_id if event.role == reader.role else None,
    )


def _pass_on(found: Session, author: Author, frame: TypingFrame | ReadFrame) -> None:
    rooms = services().rooms
    room = rooms.find(found.number)
    if isinstance(frame, ReadFrame):
        rooms.mark_read(found, author.role, frame.seq)
    elif room is not None:
        room.tell_others(author.role, TypingNotice(author.role, author.name))


def _ack(client_id: object, seq: int) -> Response:
    return json_answer(Ack(str(client_id), seq))
