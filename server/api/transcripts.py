"""`/sessions/<id>/transcript.html`, `.txt`, `.json`: what was said and done, to keep."""

from collections.abc import Iterable, Iterator

from flask import Blueprint, Response, request, stream_template

from server import language
from server.api.attachments import attachment
from server.domain.readers import Reader
from server.domain.refusal import Refusal
from server.participants import participant_of
from server.services import services
from server.store.sessions import Session
from server.transcripts import data, text
from server.transcripts.facts import Facts, zone_of
from server.transcripts.lines import lines
from server.transcripts.reading import everything, finder
from server.transcripts.sizes import size_in_words

TYPES = {"html": "text/html", "txt": "text/plain", "json": "application/json"}
PIECE = 32 * 1024
blueprint = Blueprint("transcripts", __name__)


@blueprint.get("/sessions/<session_id>/transcript.<any(html, txt, json):form>")
def download(session_id: str, form: str) -> Response:
    """The whole session as a file; a customer gets it without what is the technician's alone.

    Raises Refusal `only_technicians` where a customer asks for JSON, and as `participant_of`.
    """
    found, author = participant_of(session_id)
    if form == "json" and author.role != "technician":
        raise Refusal("only_technicians")
    facts = Facts.of(
        found, services().settings.organisation, language.current(), zone_of(_zone_name())
    )
    response = Response(
        _in_pieces(_written(form, found, facts, Reader(author.role))), mimetype=TYPES[form]
    )
    response.headers["Content-Disposition"] = attachment(facts.file_name(form))
    return response


def _written(form: str, found: Session, facts: Facts, reader: Reader) -> Iterable[str]:
    journal = services().journal
    events = everything(journal, found.number, reader)
    if form == "json":
        return data.written(found, facts.organisation, events)
    told = lines(events, finder(journal, found.number), facts.locale, facts.zone)
    if form == "txt":
        return text.written(facts, told)
    return stream_template(
        "transcripts/file.html", facts=facts, lines=told, size_in_words=size_in_words
    )


def _in_pieces(words: Iterable[str]) -> Iterator[bytes]:
    """The same in pieces worth sending: each becomes a packet, not each word."""
    waiting: list[str] = []
    size = 0
    for word in words:
        waiting.append(word)
        size += len(word)
        if size >= PIECE:
            yield "".join(waiting).encode()
            waiting, size = [], 0
    yield "".join(waiting).encode()


def _zone_name() -> str | None:
    return request.args.get("zone")
