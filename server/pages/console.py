"""`/console`: the technician's place, and the list of sessions with their transcripts."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import msgspec
from babel import Locale
from flask import Blueprint, redirect, render_template, request, url_for

from server import language
from server.access import find_technician, require_technician, signed_in_technician
from server.api.bodies import read_count
from server.api.files import files_boot
from server.api.sessions import page_of, show
from server.api.shapes import SessionShown
from server.domain.refusal import Refusal
from server.invitations.sms.number import example_number
from server.participants import own_session
from server.services import services
from server.settings import Settings
from server.transcripts.lines import lines
from server.transcripts.reading import finder
from server.transcripts.sizes import size_in_words

TRANSCRIPT_PAGE = 500
blueprint = Blueprint("console", __name__, url_prefix="/console")


@blueprint.before_request
def require_sign_in() -> Any:
    """Send who is not signed in to the form, and back afterwards."""
    try:
        technician = find_technician()
    except Refusal:
        return render_template("console/locked.html", me=signed_in_technician()), 423
    if technician is None:
        return redirect(url_for("sign_in.show", next=request.full_path.rstrip("?")))
    return None


@blueprint.context_processor
def written_lock_facts() -> dict[str, Any]:
    """What a written page needs to know to go when its technician is away."""
    technician = signed_in_technician()
    return {
        "technician_id": technician.id if technician else None,
        "lock_minutes": services().settings.lock_minutes,
    }


@blueprint.get("")
def console() -> str:
    """The console itself: sessions, chats, keys."""
    technician = require_technician()
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
        "desktop_starts_session": settings.desktop_starts_session,
        "lock_minutes": settings.lock_minutes,
        "sms": _sms(settings),
        "files": files_boot("technician"),
    }
    sentences = language.browser_catalogue(language.current(), "console")
    return render_template("console.html", boot=boot, catalogue=sentences)


@blueprint.get("/sessions")
def history() -> str:
    """The technician's sessions, open and past."""
    page, cursor = page_of(require_technician().id)
    state = request.args.get("state", "")
    return render_template(
        "history.html",
        sessions=[_for_page(show(found)) for found in page],
        next=cursor,
        state=state,
    )


@blueprint.get("/sessions/<session_id>")
def transcript(session_id: str) -> str:
    """What was said and done in one session, readable without scripts."""
    found = own_session(session_id)
    after = read_count("after", 0)
    journal = services().journal
    events = journal.read_after(found.number, after, TRANSCRIPT_PAGE)
    following = events[-1].seq if len(events) == TRANSCRIPT_PAGE else None
    return render_template(
        "transcript.html",
        session=_for_page(show(found)),
        lines=lines(events, finder(journal, found.number), language.current()),
        size_in_words=size_in_words,
        next=following,
    )


def _sms(settings: Settings) -> dict[str, Any]:
    """What the dialog needs to know before a number is typed."""
    region = settings.phone_region
    return {
        "has_gateway": bool(settings.sms_url),
        "example": example_number(region),
        "country": Locale.parse(language.current()).territories.get(region, region),
    }


def shown_address() -> str:
    """The support website's address as people say it: without scheme."""
    parts = urlsplit(services().settings.public_url)
    return parts.netloc + parts.path


def _for_page(session: SessionShown) -> dict[str, Any]:
    """The session with its times as moments, which templates can format."""
    shown: dict[str, Any] = msgspec.to_builtins(session)
    for name in ("created_at", "key_expires_at", "ended_at"):
        shown[name] = datetime.fromisoformat(shown[name]) if shown[name] else None
    return shown
