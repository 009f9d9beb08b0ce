"""A file in a form (`multipart/form-data`), taken in as it comes and never held in memory."""

from collections.abc import Iterator
from functools import partial

from flask import request
from werkzeug.exceptions import RequestEntityTooLarge, UnsupportedMediaType
from werkzeug.sansio import multipart
from werkzeug.sansio.multipart import MultipartDecoder

from server.api.uploads import read_client_id
from server.domain.events import Author, Event
from server.domain.file_names import name_for_people
from server.domain.refusal import Refusal
from server.files.body import PIECE, CutOff, pieces
from server.journal import NotWritten
from server.services import services
from server.store.sessions import Session
from server.stream.handover import end_body

# Beside the file: the form's boundaries, headers and small fields.
ROOM_FOR_THE_FORM = 64 * 1024
MOST_IN_MEMORY = 2 * PIECE + ROOM_FOR_THE_FORM
MOST_FIELDS, LONGEST_FIELD = 20, 1024


def receive_form(found: Session, author: Author) -> Event:
    """The event of the file in this request's form, field `file`; `client_id` may stand before it.

    Raises Refusal as `Receiving.take_in` and `Arrival.finish` do, and `invalid_body`.
    """
    files = services().files
    if request.content_length is not None:
        files.rules.check_size(request.content_length - ROOM_FOR_THE_FORM)
    if request.mimetype != "multipart/form-data":
        raise UnsupportedMediaType("The file must come as multipart/form-data")
    form = Form(request.mimetype_params.get("boundary", ""), pieces(request.environ["wsgi.input"]))
    try:
        return _receive(form, found, author)
    except CutOff:
        raise _incomplete() from None


def _receive(form: "Form", found: Session, author: Author) -> Event:
    files = services().files
    name = form.find_file()
    if name is None:
        raise Refusal("invalid_body", reason="the form has no file in a field named `file`")
    name = name_for_people(name)
    files.rules.check_name(author.role, name)
    client_id = read_client_id(form.fields.get("client_id", ""))
    length = min(request.content_length or files.rules.limit_bytes, files.rules.limit_bytes)
    upload = files.receiving.begin(found.number, author, name, length, client_id)
    stop = partial(end_body, request.environ)
    with files.receiving.turns.take(upload.id, stop, lambda: False) as turn:
        try:
            files.receiving.take_in(upload.id, form.file(), files.rules.limit_bytes, turn)
            if not form.is_whole:
                raise _incomplete()
            turn.is_finishing = True
            return files.arrival.finish(upload)
        except (Refusal, NotWritten):
            # Who sent a form can't continue it.
            files.arrival.forget(upload)
            raise


class Form:
    """Reads a form up to its file; what was said before it are `fields`."""

    def __init__(self, boundary: str, source: Iterator[bytes]) -> None:
        self._decoder = MultipartDecoder(boundary.encode(), MOST_IN_MEMORY, max_parts=MOST_FIELDS)
        self._source = source
        self._events = self._read()
        self.fields: dict[str, str] = {}
        self.is_whole = False

    def find_file(self) -> str | None:
        """The name of the file in the field `file`; None where the form has no such field."""
        field = ""
        for event in self._events:
            if isinstance(event, multipart.File) and event.name == "file":
                return event.filename or ""
            if isinstance(event, multipart.Field | multipart.File):
                field = event.name if isinstance(event, multipart.Field) else ""
            elif isinstance(event, multipart.Data) and field:
                told = self.fields.get(field, "") + bytes(event.data).decode(errors="replace")
                self.fields[field] = told[:LONGEST_FIELD]
        return None

    def file(self) -> Iterator[bytes]:
        """The bytes of the file that was found; `is_whole` afterwards, if its end was there."""
        for event in self._events:
            if isinstance(event, multipart.Data):
                yield bytes(event.data)
                if not event.more_data:
                    self.is_whole = True
                    return

    def _read(self) -> Iterator[multipart.Event]:
        try:
            for piece in self._source:
                self._decoder.receive_data(piece)
                while not isinstance(event := self._decoder.next_event(), multipart.NeedData):
                    yield event
        except (ValueError, RequestEntityTooLarge) as error:
            raise Refusal("invalid_body", reason=str(error)) from None


def _incomplete() -> Refusal:
    return Refusal("invalid_body", reason="the form ends too early")
