"""`/chat/<id>/end`: what the customer's page shows below "beendet", once it is over."""

from datetime import datetime

from flask import Blueprint, render_template

from server.api.summary import summary_of
from server.domain.refusal import Refusal
from server.participants import participant_of
from server.services import services
from server.store import files
from server.transcripts.sizes import size_in_words

blueprint = Blueprint("end", __name__)


@blueprint.get("/chat/<session_id>/end")
def end(session_id: str) -> str:
    """A part of a page: the summary, the question how it was, all files, the transcript.

    Raises Refusal `session_goes_on`, `only_customers`, and as `participant_of` does.
    """
    found, author = participant_of(session_id)
    if author.role != "customer":
        raise Refusal("only_customers")
    summary = summary_of(found)
    if summary.ended_at is None:
        raise Refusal("session_goes_on")
    listed = files.of_session(services().journal, found.number)
    return render_template(
        "chat/_end.html",
        session_id=found.id,
        summary=summary,
        began=datetime.fromisoformat(summary.joined_at or summary.created_at),
        ended=datetime.fromisoformat(summary.ended_at),
        files=listed,
        size_in_words=size_in_words,
    )
