"""`WS /api/v1/sessions/<id>/stream?after=N`: from the request to an open stream."""

from flask import Blueprint, g, request
from flask_sock import Sock

from server import language
from server.access import require_own_origin, stream_pass
from server.api.bodies import read_count
from server.domain.frames import MAX_FRAME_BYTES
from server.domain.refusal import Refusal
from server.participants import Present, reader_of
from server.services import services
from server.stream.connection import Connection
from server.stream.handover import HandoverServer
from server.stream.participant import Participant
from server.stream.room import Room

# Tabs and devices that one side may have open in one session.
MOST_STREAMS = 30
# There is one tray app; after a lost network its dead connections count for a while.
MOST_STREAMS_OF_HELPERS = 8
# One who waits has a page open, and perhaps that page once more.
MOST_STREAMS_OF_WHO_WAITS = 5
blueprint = Blueprint("stream", __name__)
sock = Sock()


@blueprint.before_request
def authorise() -> None:
    """Refuse before the handshake: a browser can't read an answer that comes after it."""
    require_own_origin()
    g.present = reader_of((request.view_args or {})["session_id"])
    g.after = read_count("after", 0)
    room = services().rooms.find(g.present.session.number)
    if room:
        _require_place(room, g.present)


def _require_place(room: Room, present: Present) -> None:
    """Raises Refusal `too_many_streams`; who waits takes nobody else's place."""
    if present.reader.waiting is None:
        is_helper = present.author.role == "helper"
        limit = MOST_STREAMS_OF_HELPERS if is_helper else MOST_STREAMS
        open_now = room.count(present.author.role)
    else:
        open_now, limit = room.count_waiting(present.author), MOST_STREAMS_OF_WHO_WAITS
    if open_now >= limit:
        raise Refusal("too_many_streams", limit=limit)


@sock.route("/sessions/<session_id>/stream", bp=blueprint)  # type: ignore[untyped-decorator]
def stream(server: HandoverServer, session_id: str) -> None:
    """Hand the socket to a participant and let the request end."""
    made, present = services(), g.present
    connection = Connection(server.socket, made.flusher, MAX_FRAME_BYTES)
    room = made.rooms.open(present.session)
    participant = Participant(
        connection,
        room,
        made.rooms,
        made.journal,
        made.acts,
        present.author,
        present.reader,
        language.current(),
        stream_pass() if present.author.role == "technician" else None,
    )
    participant.run(g.after)
