"""`/replies`: a technician's canned replies."""

import uuid
from collections.abc import Callable
from typing import Annotated, TypeVar

import msgspec
from flask import Blueprint, Response
from msgspec import Meta
from sqlalchemy.exc import IntegrityError

from server.access import require_technician
from server.api.bodies import json_answer, read_body
from server.domain.events import MAX_TEXT
from server.domain.refusal import Refusal
from server.domain.shortcuts import read_shortcut
from server.journal import Transaction
from server.services import services
from server.store import replies
from server.store.replies import Reply

MOST = 500
T = TypeVar("T")
blueprint = Blueprint("replies", __name__)


class ReplyBody(msgspec.Struct, frozen=True):
    """A canned reply as its technician writes it."""

    shortcut: Annotated[str, Meta(description="A word: letters, digits, dashes; at most 32")]
    text: Annotated[str, Meta(description="1 to 10,000 characters")]


class Replies(msgspec.Struct, frozen=True):
    """All canned replies of a technician, by shortcut."""

    replies: list[Reply]


@blueprint.get("/replies")
def index() -> Response:
    """All of the technician's."""
    technician = require_technician()
    return json_answer(Replies(replies.of_technician(services().journal, technician.id)))


@blueprint.post("/replies")
def create() -> Response:
    """201 with the new one."""
    technician = require_technician()
    reply = _read(uuid.uuid4().hex)

    def act(tx: Transaction) -> None:
        if replies.count(tx, technician.id) >= MOST:
            raise Refusal("too_many_replies", limit=MOST)
        replies.add(tx, technician.id, reply)

    _write(act, reply)
    return json_answer(reply, 201)


@blueprint.put("/replies/<reply_id>")
def change(reply_id: str) -> Response:
    """The reply, changed."""
    technician = require_technician()
    reply = _read(reply_id)
    if not _write(lambda tx: replies.change(tx, technician.id, reply), reply):
        raise Refusal("unknown_canned_reply")
    return json_answer(reply)


@blueprint.delete("/replies/<reply_id>")
def drop(reply_id: str) -> Response:
    """204: it is forgotten."""
    technician = require_technician()
    if not services().journal.write(lambda tx: replies.drop(tx, technician.id, reply_id)):
        raise Refusal("unknown_canned_reply")
    return Response(status=204)


def _read(reply_id: str) -> Reply:
    """What was sent. Raises Refusal `invalid_shortcut`, `empty_message` or `message_too_long`."""
    body = read_body(ReplyBody)
    text = body.text.strip()
    if not text:
        raise Refusal("empty_message")
    if len(text) > MAX_TEXT:
        raise Refusal("message_too_long", limit=MAX_TEXT, length=len(text))
    return Reply(reply_id, read_shortcut(body.shortcut), text)


def _write(act: Callable[[Transaction], T], reply: Reply) -> T:
    try:
        return services().journal.write(act)
    except IntegrityError:
        raise Refusal("shortcut_taken", shortcut=reply.shortcut) from None
