"""`/console`: the technician's place, and the list of sessions with their transcripts."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, redirect, render_template, request, url_for

from server.access import find_technician, own_session
from server.api.bodies import read_count
from server.api.sessions import page_of, show
from server.domain.events import Event
from server.services import services
from server.store.technicians import Technician

TRANSCRIPT_PAGE = 500
blueprint = Blueprint("console", __name__, url_prefix="/console")


@blueprint.before_request
def require_sign_in() -> Any:
    """Send who is not signed in to the form, and back afterwards."""
    if find_technician() is None:
        return redirect(url_for("sign_in.show", next=request.full_path.rstrip("?")))
    return None


@blueprint.get("")
def console() -> str:
    """The console itself: sessions, chats, keys."""
    technician = _technician()
    settings = services().settings
    me = {
        "role": "technician",
        "id": technician.id,
        "name": technician.name,
        "email": technician.email,
        "is_admin": technician.is_admin,
    }
    boot = {
        "me": me,
        "support_website": {"url": settings.public_url, "shown": shown_address()},
        "organisation": settings.organisation,
    }
    return render_template("console.html", boot=boot)


@blueprint.get("/sessions")
def history() -> str:
    """The technician's sessions, open and past."""
    page, cursor = page_of(_technician().id)
    state = request.args.get("state", "")
    return render_template(
        "history.html", sessions=[_for_page(show(found)) for found in page], next=cursor, state=state
    )


@blueprint.get("/sessions/<session_id>")
def transcript(session_id: str) -> str:
    """What was said and done in one session, readable without scripts."""
    found = own_session(session_id)
    after = read_count("after", 0)
    events = services().journal.read_after(found.number, after, TRANSCRIPT_PAGE)
    following = events[-1].seq if len(events) == TRANSCRIPT_PAGE else None
    return render_template(
        "transcript.html",
        session=_for_page(show(found)),
        events=[_readable(event) for event in events],
        next=following,
    )


def shown_address() -> str:
    """The support website's address as people say it: without scheme."""
    parts = urlsplit(services().settings.public_url)
    return parts.netloc + parts.path


def _technician() -> Technician:
    technician = find_technician()
    assert technician is not None  # require_sign_in saw to it
    return technician


def _readable(event: Event) -> dict[str, Any]:
    return {
        "seq": event.seq,
        "at": datetime.fromtimestamp(event.at / 1000, UTC),
        "author": event.read_author(),
        "kind": event.kind,
        "body": event.read_body(),
    }


def _for_page(session: dict[str, Any]) -> dict[str, Any]:
    """The session with its times as moments, which templates can format."""
    times = ("created_at", "key_expires_at", "ended_at")
    return session | {
        name: datetime.fromisoformat(session[name]) if session[name] else None for name in times
    }
