"""`/download`: the tray app's packages, for whoever comes and for the customer of a session."""

import time

from flask import Blueprint, Response, abort, render_template, request, send_from_directory

from server.api.attachments import attachment
from server.attaching import offer
from server.domain.events import Author
from server.downloads.bound_archive import can_be_bound, pieces, session_member
from server.downloads.packages import Package, System, find, packages
from server.participants import customer_of, standing_of
from server.services import services
from server.store import sessions
from server.store.sessions import Session
from server.transcripts.sizes import size_in_words

_TYPE = "application/octet-stream"
# In this order: a phone with Android says "Linux" too, and an iPad "Mac OS X".
_SPOKEN: tuple[tuple[str, System], ...] = (
    ("android", "phone"),
    ("iphone", "phone"),
    ("ipad", "phone"),
    ("windows", "windows"),
    ("macintosh", "macos"),
    ("linux", "linux"),
)
blueprint = Blueprint("download", __name__)


@blueprint.get("/download")
def page() -> str:
    """What there is, first what fits the visitor's system, and how to go on with it.

    `?session=` names the session whose chat led here; it counts for its customer's browser only.
    """
    system = system_of(request.user_agent.string)
    found = packages(services().settings.folder)
    fitting = [package for package in found if package.system == system]
    others = sorted(
        (package for package in found if package not in fitting),
        key=lambda one: (one.system, one.kind),
    )
    portable = [package for package in fitting if package.kind == "portable"]
    session = _own_session()
    return render_template(
        "download.html",
        system=system,
        install=[package for package in fitting if package.kind == "install"],
        portable=portable,
        joins_by_itself=session is not None and all(map(can_be_bound, portable)),
        others=others,
        session_id=session[0].id if session else None,
        can_be_bound=can_be_bound,
        size_in_words=size_in_words,
    )


@blueprint.get("/download/started")
def started() -> str:
    """Where the app leads on its first start: into the chat that it was downloaded for."""
    return render_template("download/started.html")


@blueprint.get("/download/<name>")
def file(name: str) -> Response:
    """The file, to be kept and not to be shown; 404 for everything that the page does not list.

    With `?session=` a portable archive brings that session along, for its customer's browser.
    """
    package = find(services().settings.folder, name)
    if package is None:
        abort(404)
    session = _own_session()
    if session and can_be_bound(package):
        return _bound(package, *session)
    return send_from_directory(
        package.path.parent, package.name, as_attachment=True, mimetype=_TYPE
    )


def system_of(user_agent: str) -> System:
    """The system that a browser says it runs on."""
    said = user_agent.lower()
    return next((system for word, system in _SPOKEN if word in said), "other")


def _bound(package: Package, session: Session, customer: Author) -> Response:
    code = offer(session, customer).code
    member = session_member(package, services().settings.public_url, code, int(time.time()))
    response = Response(pieces(member, package.path), mimetype=_TYPE)
    response.headers["Content-Disposition"] = attachment(package.name)
    response.content_length = len(member) + package.size
    # Another one each time: nobody keeps it, and none can be continued.
    response.headers["Cache-Control"] = "no-store"
    response.headers["Accept-Ranges"] = "none"
    return response


def _own_session() -> tuple[Session, Author] | None:
    """The session that the address names, where this browser is its customer and it goes on."""
    found = sessions.by_id(services().journal, request.args.get("session", ""))
    customer = customer_of(found)
    if found is None or customer is None or found.ended_at:
        return None
    return (found, customer) if standing_of(found, customer) == "in" else None
