"""`GET /openapi.json`: the API described, made from the structs that it really uses."""

import re
from functools import cache
from typing import Any, get_args

import msgspec
from flask import Blueprint, Response

from server import __version__
from server.admission import Admitted
from server.api.bodies import json_answer
from server.api.downloads import Downloads
from server.api.files import FileSent, FilesShown
from server.api.invitations import NumberBody, NumberRead, QrBody, SmsSent
from server.api.lock import UnlockBody
from server.api.push import PushBody, PushShown, PushSwitches
from server.api.replies import Replies, ReplyBody
from server.api.shapes import (
    AttachBody,
    AttachCodeShown,
    EventsPage,
    JoinBody,
    ProblemShown,
    Rating,
    RatingBody,
    SessionBody,
    SessionChange,
    SessionEnded,
    SessionOpened,
    SessionShown,
    SessionsPage,
)
from server.api.summary import Summary
from server.api.waiting import Guests
from server.attaching import Attached
from server.domain.consent_frames import ConsentShown
from server.domain.events import State
from server.domain.frames import CLIENT_FRAMES, Ack
from server.store.replies import Reply

blueprint = Blueprint("openapi", __name__)
_REFERENCE = "#/components/schemas/{name}"
_STATE = "|".join(get_args(State))
_QUERY: dict[str, dict[str, Any]] = {
    "state": {"type": "string", "pattern": f"^(({_STATE})(,({_STATE}))*)?$"},
    "as": {"type": "string", "enum": ["technician", "customer", "helper"]},
    "zone": {"type": "string", "examples": ["Europe/Berlin"]},
    "subscription": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
}
_COUNT = {"type": "integer", "minimum": 0}
_HEADERS: dict[str, dict[str, Any]] = {
    "Range": {"type": "string", "pattern": "^bytes=[0-9]{1,9}-[0-9]{0,9}$"},
    "Upload-Metadata": {"type": "string", "pattern": "^filename [A-Za-z0-9+/]{4}$"},
}
_NEEDED_HEADERS = ("Upload-Length", "Upload-Offset")
_BYTES = {"type": "string", "format": "binary"}
_BODIES: dict[str, dict[str, Any]] = {
    "application/offset+octet-stream": _BYTES,
    "multipart/form-data": {
        "type": "object",
        "properties": {"client_id": {"type": "string", "format": "uuid"}, "file": _BYTES},
        "required": ["file"],
    },
}
_STREAM = (
    "WebSocket. After the handshake: a `welcome` frame, the events after `after`, then live."
    " The frames are described in docs/api.md; refusals come before the handshake."
)


class Operation(msgspec.Struct, frozen=True):
    """One call: what it takes, what it gives, and which statuses it refuses with."""

    method: str
    path: str
    summary: str
    gives: dict[int, type | None]
    refuses: tuple[int, ...]
    takes: Any = None
    by: str = "technician"
    query: tuple[str, ...] = ()
    # Of a body that is not JSON: its media type.
    body: str = ""
    headers: tuple[str, ...] = ()


OPERATIONS = (
    Operation(
        "post", "/join", "Join a session by key or link", {200: Admitted, 202: Admitted},
        (400, 403, 404, 409, 410, 422, 429, 503), JoinBody, by="anyone",
    ),
    Operation(
        "post", "/sessions", "Open a session", {201: SessionOpened},
        (400, 401, 403, 422, 503), SessionBody,
    ),
    Operation(
        "get", "/sessions", "List one's sessions, newest first", {200: SessionsPage},
        (401, 422), query=("state", "after"),
    ),
    Operation(
        "get", "/sessions/{session_id}", "Read a session", {200: SessionShown}, (401, 404)
    ),
    Operation(
        "patch", "/sessions/{session_id}", "Change a session", {200: SessionShown},
        (400, 401, 403, 404, 410, 422, 503), SessionChange,
    ),
    Operation(
        "post", "/sessions/{session_id}/key", "Replace a session's key and link",
        {201: SessionOpened}, (401, 403, 404, 410, 503),
    ),
    Operation(
        "post", "/sessions/{session_id}/invitations/sms", "Invite by SMS", {201: SmsSent},
        (400, 401, 403, 404, 410, 422, 429, 501, 502, 503), NumberBody,
    ),
    Operation(
        "post", "/sessions/{session_id}/invitations/qr", "Draw a text as a QR code, in SVG",
        {200: None}, (400, 401, 403, 404, 413, 422), QrBody,
    ),
    Operation(
        "post", "/phone-numbers", "Read a mobile number as people write it", {200: NumberRead},
        (400, 401, 403, 422), NumberBody,
    ),
    Operation(
        "post", "/sessions/{session_id}/rating", "Say how the help was", {201: Rating},
        (400, 401, 403, 404, 409, 422, 503), RatingBody, by="participant", query=("as",),
    ),
    Operation(
        "post", "/sessions/{session_id}/end", "End a session for both sides",
        {200: SessionEnded}, (401, 403, 404, 410, 503), by="participant", query=("as",),
    ),
    Operation(
        "get", "/sessions/{session_id}/events", "Read a session's events",
        {200: EventsPage}, (401, 403, 404, 422), by="participant",
        query=("after", "before", "limit", "as"),
    ),
    Operation(
        "post", "/sessions/{session_id}/events", "Do what a frame does",
        {200: Ack, 204: None}, (400, 401, 403, 404, 409, 410, 413, 422, 503),
        CLIENT_FRAMES, by="participant", query=("as",),
    ),
    Operation(
        "get", "/sessions/{session_id}/consent", "See what is asked, granted and shown",
        {200: ConsentShown}, (401, 403, 404), by="participant", query=("as",),
    ),
    Operation(
        "post", "/sessions/{session_id}/helper", "Get a code for the customer's tray app",
        {201: AttachCodeShown}, (401, 403, 404, 410, 503), by="participant", query=("as",),
    ),
    Operation(
        "post", "/helpers", "Attach a tray app to a session by its code", {200: Attached},
        (400, 403, 404, 422, 429, 503), AttachBody, by="anyone",
    ),
    Operation(
        "get", "/sessions/{session_id}/waiting", "See who waits to be let in", {200: Guests},
        (401, 404),
    ),
    Operation(
        "get", "/sessions/{session_id}/summary", "Read a session in short", {200: Summary},
        (401, 403, 404), by="participant", query=("as",),
    ),
    *(
        Operation(
            "get", f"/sessions/{{session_id}}/transcript.{form}", f"Download all of it as {form}",
            {200: None}, (401, 403, 404), by="participant", query=("zone", "as"),
        )
        for form in ("html", "txt", "json")
    ),
    Operation(
        "post", "/sessions/{session_id}/files", "Send a file in one request", {201: FileSent},
        (401, 403, 404, 409, 410, 413, 415, 422, 503, 507), by="participant", query=("as",),
        body="multipart/form-data",
    ),
    Operation(
        "get", "/sessions/{session_id}/files", "List the files of a session", {200: FilesShown},
        (401, 403, 404), by="participant", query=("as",),
    ),
    Operation(
        "get", "/sessions/{session_id}/files/{file_id}", "Download a file", {200: None, 206: None},
        (401, 403, 404, 416), by="participant", query=("as",), headers=("Range",),
    ),
    Operation(
        "get", "/sessions/{session_id}/files/{file_id}/thumbnail",
        "Download the small picture of an image", {200: None}, (401, 403, 404),
        by="participant", query=("as",),
    ),
    Operation(
        "post", "/sessions/{session_id}/uploads", "Begin a resumable upload (tus 1.0)",
        {201: None}, (401, 403, 404, 410, 412, 413, 422, 429, 503, 507), by="participant",
        query=("as",), headers=("Upload-Length", "Upload-Metadata"),
    ),
    Operation(
        "head", "/sessions/{session_id}/uploads/{upload_id}", "Ask how much has arrived",
        {200: None}, (401, 403, 404, 412), by="participant", query=("as",),
    ),
    Operation(
        "patch", "/sessions/{session_id}/uploads/{upload_id}", "Send more of it", {204: None},
        (401, 403, 404, 409, 410, 412, 413, 415, 422, 503, 507), by="participant",
        query=("as",), body="application/offset+octet-stream", headers=("Upload-Offset",),
    ),
    Operation(
        "delete", "/sessions/{session_id}/uploads/{upload_id}", "Forget what has arrived",
        {204: None}, (401, 403, 404, 409, 412, 503), by="participant", query=("as",),
    ),
    Operation(
        "get", "/downloads", "List the tray app's packages", {200: Downloads}, (), by="anyone"
    ),
    Operation(
        "post", "/console/lock", "Lock the console of this browser's sign-in", {204: None},
        (401, 403, 503),
    ),
    Operation(
        "post", "/console/unlock", "Unlock it with the password", {204: None},
        (400, 401, 403, 422, 429, 503), UnlockBody,
    ),
    Operation("get", "/replies", "List one's canned replies", {200: Replies}, (401,)),
    Operation(
        "post", "/replies", "Keep a canned reply", {201: Reply},
        (400, 401, 403, 409, 422, 503), ReplyBody,
    ),
    Operation(
        "put", "/replies/{reply_id}", "Change a canned reply", {200: Reply},
        (400, 401, 403, 404, 409, 422, 503), ReplyBody,
    ),
    Operation(
        "delete", "/replies/{reply_id}", "Delete a canned reply", {204: None},
        (401, 403, 404, 503),
    ),
    Operation(
        "get", "/push", "Read how to subscribe to pushes, and what is on in a browser",
        {200: PushShown}, (401,), query=("subscription",),
    ),
    Operation(
        "put", "/push/subscriptions/{subscription_id}", "Be told in this browser",
        {200: PushSwitches}, (400, 401, 403, 413, 422, 501, 503), PushBody,
    ),
    Operation(
        "delete", "/push/subscriptions/{subscription_id}", "Be told there no more", {204: None},
        (401, 403, 404, 503),
    ),
    Operation(
        "post", "/push/subscriptions/{subscription_id}/test", "Send a test there", {204: None},
        (401, 403, 404, 501, 502, 503),
    ),
    Operation(
        "get", "/sessions/{session_id}/stream", _STREAM, {101: None}, (400, 401, 403, 404, 429),
        by="participant", query=("after", "as"),
    ),
)  # fmt: skip


@blueprint.get("/openapi.json")
def openapi() -> Response:
    """The description, in OpenAPI 3.1."""
    return json_answer(description())


@cache
def description() -> dict[str, Any]:
    """The whole OpenAPI document."""
    paths: dict[str, dict[str, Any]] = {}
    for operation in OPERATIONS:
        paths.setdefault(operation.path, {})[operation.method] = _describe(operation)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Beistand", "version": __version__},
        "servers": [{"url": "/api/v1"}],
        "paths": paths,
        "components": {
            "schemas": _schemas(),
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _kinds() -> list[Any]:
    kinds: list[Any] = [ProblemShown]
    for operation in OPERATIONS:
        takes = operation.takes
        kinds += takes if isinstance(takes, tuple) else [takes] if takes else []
        kinds += [kind for kind in operation.gives.values() if kind]
    return list(dict.fromkeys(kinds))


def _schemas() -> dict[str, Any]:
    _references, schemas = msgspec.json.schema_components(_kinds(), ref_template=_REFERENCE)
    return schemas


def _schema(kind: Any) -> dict[str, Any]:
    kinds = kind if isinstance(kind, tuple) else (kind,)
    references = [{"$ref": _REFERENCE.format(name=one.__name__)} for one in kinds]
    return references[0] if len(references) == 1 else {"oneOf": references}


def _describe(operation: Operation) -> dict[str, Any]:
    described: dict[str, Any] = {
        "summary": operation.summary,
        "security": [] if operation.by == "anyone" else [{"token": []}],
        "parameters": _parameters(operation),
        "responses": {str(status): _answer(kind) for status, kind in operation.gives.items()}
        | {str(status): _refusal(status) for status in operation.refuses},
    }
    if operation.takes:
        content = {"application/json": {"schema": _schema(operation.takes)}}
        described["requestBody"] = {"required": operation.takes != SessionBody, "content": content}
    if operation.body:
        content = {operation.body: {"schema": _BODIES[operation.body]}}
        described["requestBody"] = {"required": True, "content": content}
    return described


def _parameters(operation: Operation) -> list[dict[str, Any]]:
    in_path = re.findall(r"{(\w+)}", operation.path)
    named = [_parameter(name, "path", {"type": "string"}) for name in in_path]
    named += [_parameter(name, "query", _QUERY.get(name, _COUNT)) for name in operation.query]
    named += [_parameter(name, "header", _HEADERS.get(name, _COUNT)) for name in operation.headers]
    return named


def _parameter(name: str, place: str, schema: dict[str, Any]) -> dict[str, Any]:
    is_needed = place == "path" or name in _NEEDED_HEADERS
    return {"name": name, "in": place, "required": is_needed, "schema": schema}


def _answer(kind: Any) -> dict[str, Any]:
    if kind is None:
        return {"description": "Done"}
    return {
        "description": kind.__name__,
        "content": {"application/json": {"schema": _schema(kind)}},
    }


def _refusal(status: int) -> dict[str, Any]:
    described: dict[str, Any] = {
        "description": "Refused",
        "content": {"application/problem+json": {"schema": _schema(ProblemShown)}},
    }
    if status == 429:
        described["headers"] = {"Retry-After": {"schema": {"type": "integer"}}}
    return described
