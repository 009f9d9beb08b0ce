"""`/sessions/<id>/files`: send one in one request, list them, download them."""

from collections.abc import Iterator
from typing import Any, BinaryIO

import msgspec
from flask import Blueprint, Response, request

from server.api.attachments import attachment
from server.api.bodies import json_answer
from server.api.multipart import receive_form
from server.api.ranges import span_of
from server.api.shapes import Moment
from server.api.uploads import sender_of
from server.domain.events import Author, File, Role, Thumbnail, timestamp
from server.domain.refusal import Refusal
from server.errors import respond
from server.files.arrival import thumbnail_of
from server.files.body import PIECE
from server.participants import participant_of
from server.services import services
from server.store import files
from server.store.files import StoredFile

# Types that no program shows as a page; all others go out as mere bytes.
_HARMLESS = ("image/", "audio/", "video/", "font/", "application/vnd.openxml")
_ALSO_HARMLESS = frozenset(("application/pdf", "application/zip"))
_HARMFUL = frozenset(("image/svg+xml",))
# Nothing of it is ever a page of ours, whatever a browser makes of it.
_POLICY = "sandbox; default-src 'none'"
blueprint = Blueprint("files", __name__)


class FileSent(msgspec.Struct, frozen=True):
    """A file that is stored, and in the log as event `seq`."""

    id: str
    seq: int
    name: str
    size: int
    sha256: str


class FileShown(msgspec.Struct, frozen=True, omit_defaults=True):
    """A file of a session: the body of its event, and when and from whom it came."""

    id: str
    name: str
    size: int
    type: str
    sha256: str
    seq: int
    at: Moment
    author: Author
    thumbnail: Thumbnail | None = None


class FilesShown(msgspec.Struct, frozen=True):
    """The files of a session, in the order of the log."""

    files: list[FileShown]


@blueprint.post("/sessions/<session_id>/files")
def send(session_id: str) -> Response:
    """201: the file of the form's field `file` is stored and in the log."""
    found, author = sender_of(session_id)
    event = receive_form(found, author)
    body = event.read_as(File)
    return json_answer(FileSent(body.id, event.seq, body.name, body.size, body.sha256), 201)


@blueprint.get("/sessions/<session_id>/files")
def index(session_id: str) -> Response:
    """All files of the session."""
    found, _author = participant_of(session_id)
    listed = files.of_session(services().journal, found.number)
    return json_answer(FilesShown([_show(stored) for stored in listed]))


@blueprint.get("/sessions/<session_id>/files/<file_id>")
def download(session_id: str, file_id: str) -> Response:
    """The bytes, or the range of them that was asked for; never shown as a page of ours."""
    body = _stored(session_id, file_id).body
    etag = f'"{body.sha256}"'
    headers = {
        "Content-Disposition": attachment(body.name),
        "Accept-Ranges": "bytes",
        "ETag": etag,
        "Cache-Control": "private, no-cache",
    }
    if request.if_none_match.contains_weak(body.sha256):
        return _guarded(Response(status=304, headers=headers))
    span = span_of(request.headers.get("Range"), request.headers.get("If-Range"), etag, body.size)
    if span.status == 416:
        response = respond(Refusal("unsatisfiable_range", size=body.size))
        response.headers["Content-Range"] = f"bytes */{body.size}"
        return _guarded(response)
    if span.status == 206:
        headers["Content-Range"] = f"bytes {span.start}-{span.stop - 1}/{body.size}"
    bytes_of_it = _bytes(body.id, span.start, span.stop)
    response = Response(bytes_of_it, span.status, headers, _type_of(body))
    response.content_length = span.stop - span.start
    return _guarded(response)


@blueprint.get("/sessions/<session_id>/files/<file_id>/thumbnail")
def thumbnail(session_id: str, file_id: str) -> Response:
    """The small picture of an image."""
    body = _stored(session_id, file_id).body
    if body.thumbnail is None:
        raise Refusal("unknown_file")
    response = Response(_whole(thumbnail_of(body.id)), mimetype="image/webp")
    response.headers["Cache-Control"] = "private, max-age=3600"
    return _guarded(response)


def files_boot(role: Role) -> dict[str, Any]:
    """What a page has to know before its reader sends a file."""
    rules = services().files.rules
    return {"limit_mb": rules.limit_mb, "refused": sorted(rules.refused_from(role))}


def _stored(session_id: str, file_id: str) -> StoredFile:
    found, _author = participant_of(session_id)
    stored = files.find(services().journal, found.number, file_id)
    if stored is None:
        raise Refusal("unknown_file")
    return stored


def _show(stored: StoredFile) -> FileShown:
    body = msgspec.structs.asdict(stored.body)
    return FileShown(seq=stored.seq, at=timestamp(stored.at), author=stored.author, **body)


def _bytes(name: str, start: int, stop: int) -> Iterator[bytes]:
    """The bytes in pieces, read by other threads. Raises Refusal `unknown_file` at once."""
    made = services().files
    opened = _open(name, start)

    def pieces() -> Iterator[bytes]:
        left = stop - start
        try:
            while left and (piece := made.threads.reading(opened.read, min(PIECE, left))):
                left -= len(piece)
                yield piece
        finally:
            made.threads.reading(opened.close)

    return pieces()


def _whole(name: str) -> bytes:
    with _open(name) as opened:
        return services().files.threads.reading(opened.read)


def _open(name: str, start: int = 0) -> BinaryIO:
    made = services().files
    try:
        return made.threads.reading(made.store.open, name, start)
    except FileNotFoundError:
        raise Refusal("unknown_file") from None


def _type_of(body: File) -> str:
    is_harmless = body.type.startswith(_HARMLESS) or body.type in _ALSO_HARMLESS
    return body.type if is_harmless and body.type not in _HARMFUL else "application/octet-stream"


def _guarded(response: Response) -> Response:
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
