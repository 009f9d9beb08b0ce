"""`/sessions/<id>/uploads`: files that survive a lost connection, by tus 1.0 (https://tus.io).

Core, creation and termination. The answer to the request that brings the last byte comes when
the file is in the log.
"""

import base64
import binascii
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from flask import Blueprint, Response, request
from werkzeug.exceptions import PreconditionFailed, UnsupportedMediaType

from server.domain.events import Author
from server.domain.refusal import Refusal
from server.domain.session import require_may_send_files
from server.files.body import pieces
from server.files.turns import Turn
from server.participants import participant_of
from server.services import services
from server.store.sessions import Session
from server.store.uploads import Upload
from server.stream.handover import end_body

VERSION = "1.0.0"
CONTENT_TYPE = "application/offset+octet-stream"
_MOST_METADATA = 8 * 1024
blueprint = Blueprint("uploads", __name__)


@blueprint.before_request
def check_version() -> None:
    """412 for a version of the protocol that is not spoken here; none said means this one."""
    said = request.headers.get("Tus-Resumable", VERSION)
    if said != VERSION and request.method != "OPTIONS":
        raise PreconditionFailed(f"Tus-Resumable must be {VERSION}")


@blueprint.after_request
def say_version(response: Response) -> Response:
    """Every answer names the version; a refusal for its sake names it once more."""
    response.headers["Tus-Resumable"] = response.headers["Tus-Version"] = VERSION
    return response


@blueprint.route(
    "/sessions/<session_id>/uploads", methods=["OPTIONS"], provide_automatic_options=False
)
def describe(session_id: str) -> Response:
    """204: what of the protocol is spoken here."""
    rules = services().files.rules
    headers = {
        "Tus-Extension": "creation,termination",
        "Tus-Max-Size": str(rules.limit_bytes),
        "Allow": "OPTIONS, POST",
    }
    return Response(status=204, headers=headers)


@blueprint.post("/sessions/<session_id>/uploads")
def create(session_id: str) -> Response:
    """201 with the upload's address. Announced again in the same words, it is the same one."""
    found, author = sender_of(session_id)
    length = _count("Upload-Length")
    told = _metadata()
    receiving = services().files.receiving
    client_id = read_client_id(told.get("client_id", ""))
    upload = receiving.announced(found.number, author, told.get("filename", ""), length, client_id)
    if length == 0:
        # Asked for twice at once, the second waits for what becomes of the first.
        with _turn_with(found, author, upload.id, lambda: True) as (turn, current):
            turn.is_finishing = True
            services().files.arrival.finish(current)
    address = f"{request.path}/{upload.id}"
    return Response(status=201, headers={"Location": address})


@blueprint.route("/sessions/<session_id>/uploads/<upload_id>", methods=["HEAD"])
def look(session_id: str, upload_id: str) -> Response:
    """200: how much of the upload is here."""
    _found, _author, upload = _upload(session_id, upload_id)
    offset = services().files.receiving.offset(upload)
    headers = {"Upload-Offset": str(offset), "Upload-Length": str(upload.length)}
    return Response(status=200, headers=headers)


@blueprint.patch("/sessions/<session_id>/uploads/<upload_id>")
def append(session_id: str, upload_id: str) -> Response:
    """204: what came is here; if that was the last byte, the file's event is in the log."""
    found, author, upload = _upload(session_id, upload_id)
    if request.mimetype != CONTENT_TYPE:
        raise UnsupportedMediaType(f"Content-Type must be {CONTENT_TYPE}")
    offset = _count("Upload-Offset")
    receiving = services().files.receiving
    if upload.seq is None:
        _require_may_send(found, author)

        def is_next() -> bool:
            return receiving.offset(receiving.find(found.number, author, upload_id)) == offset

        with _turn_with(found, author, upload_id, is_next) as (turn, current):
            _take_in(current, offset, turn)
    elif offset != upload.length:
        raise Refusal("wrong_offset", offset=upload.length)
    reached = receiving.offset(receiving.find(found.number, author, upload_id))
    return Response(status=204, headers={"Upload-Offset": str(reached)})


@blueprint.delete("/sessions/<session_id>/uploads/<upload_id>")
def drop(session_id: str, upload_id: str) -> Response:
    """204: what has arrived is forgotten. A file that is in the log stays there."""
    found, author, _upload_of_before = _upload(session_id, upload_id)
    with _turn_with(found, author, upload_id, lambda: True) as (_turn, current):
        services().files.arrival.forget(current)
    return Response(status=204)


def sender_of(session_id: str) -> tuple[Session, Author]:
    """The session and the caller, who may send files in it.

    Raises Refusal as `participant_of` and `require_may_send_files` do.
    """
    found, author = participant_of(session_id)
    _require_may_send(found, author)
    return found, author


def _require_may_send(found: Session, author: Author) -> None:
    state = services().journal.state(found.number)
    require_may_send_files(state, author, customer_files=found.customer_files)


def _take_in(upload: Upload, offset: int, turn: Turn) -> None:
    files = services().files
    reached = files.receiving.offset(upload)
    if reached != offset:
        raise Refusal("wrong_offset", offset=reached)
    left = upload.length - offset
    if (request.content_length or 0) > left:
        raise Refusal("too_large", limit=left)
    source = request.environ["wsgi.input"]
    if left:
        files.receiving.take_in(upload.id, pieces(source), left, turn)
    if files.receiving.offset(upload) == upload.length:
        turn.is_finishing = True
        files.arrival.finish(upload)


@contextmanager
def _turn_with(
    found: Session, author: Author, upload_id: str, is_next: Callable[[], bool]
) -> Iterator[tuple[Turn, Upload]]:
    """A turn, and the upload as it is by then: who had the turn before may have finished it."""
    receiving = services().files.receiving
    with receiving.turns.take(upload_id, partial(end_body, request.environ), is_next) as turn:
        yield turn, receiving.find(found.number, author, upload_id)


def _upload(session_id: str, upload_id: str) -> tuple[Session, Author, Upload]:
    found, author = participant_of(session_id)
    return found, author, services().files.receiving.find(found.number, author, upload_id)


def _count(name: str) -> int:
    text = request.headers.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) <= 15):
        raise Refusal("invalid_body", reason=f"{name} must be a whole number from 0")
    return int(text)


def _metadata() -> dict[str, str]:
    """The pairs of `Upload-Metadata`: names, and values in Base64."""
    told: dict[str, str] = {}
    text = request.headers.get("Upload-Metadata", "")
    if len(text) > _MOST_METADATA:
        raise Refusal("invalid_body", reason="Upload-Metadata is too long")
    for pair in filter(None, text.split(",")):
        name, _, value = pair.strip().partition(" ")
        try:
            told[name] = base64.b64decode(value, validate=True).decode(errors="replace")
        except (binascii.Error, ValueError):
            reason = "Upload-Metadata must hold names, each with a value in Base64"
            raise Refusal("invalid_body", reason=reason) from None
    return told


def read_client_id(text: str) -> str:
    """The name of the event to come, in its canonical form; a new one where none was given."""
    if not text:
        return str(uuid.uuid4())
    try:
        return str(uuid.UUID(text))
    except ValueError:
        raise Refusal("invalid_body", reason="client_id must be a UUID") from None
