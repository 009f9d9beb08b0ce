"""What makes the console an app of the desktop: manifest, service worker, offline page.

Readable without signing in: a browser fetches them when it likes.
"""

from urllib.parse import urlsplit

from flask import Blueprint, Response, json, render_template, url_for
from flask_babel import gettext as _

from server import language
from server.services import services
from server.static_files import FOLDER, address

#: The side of each in pixels; `maskable` may be cut to a circle (W3C, Web Application Manifest).
ICONS = ((192, "any"), (512, "any"), (512, "maskable"))
blueprint = Blueprint("desktop_console", __name__, url_prefix="/console")


@blueprint.get("/app.webmanifest")
def manifest() -> Response:
    """How the console looks and starts as an app, in the reader's language."""
    organisation = services().settings.organisation
    name = _("Technician console")
    return Response(
        json.dumps(
            {
                "id": "/console",
                "name": f"{name} – {organisation or 'Beistand'}",
                "short_name": organisation or "Beistand",
                "description": _("Remote support that starts with a chat"),
                "lang": language.current(),
                "start_url": url_for("console.console", start="app"),
                # The sign-in, too, stays within the window.
                "scope": "/",
                "display": "standalone",
                "background_color": "#f6f4f1",
                "theme_color": "#f6f4f1",
                "icons": [_icon(side, purpose) for side, purpose in ICONS],
                "shortcuts": [
                    _shortcut(_("New session"), url_for("console.console", start="session")),
                    _shortcut(_("Sessions"), url_for("console.history")),
                ],
            }
        ),
        mimetype="application/manifest+json",
    )


@blueprint.get("/service-worker.js")
def service_worker() -> Response:
    """The script that stands in for the server while it can't be reached."""
    response = Response(
        (FOLDER / "js" / "service_worker.js").read_text(encoding="utf-8"),
        mimetype="text/javascript",
    )
    # A script may only serve what lies beneath it, else; the console's own address has no slash.
    response.headers["Service-Worker-Allowed"] = "/console"
    response.headers["Cache-Control"] = "no-cache"
    return response


@blueprint.get("/offline")
def offline() -> str:
    """What the browser shows then; kept by the service worker."""
    return render_template("offline.html", host=urlsplit(services().settings.public_url).netloc)


def _icon(side: int, purpose: str) -> dict[str, str]:
    name = "maskable" if purpose == "maskable" else "app"
    return {
        "src": address(f"img/{name}-{side}.png"),
        "sizes": f"{side}x{side}",
        "type": "image/png",
        "purpose": purpose,
    }


def _shortcut(name: str, url: str) -> dict[str, object]:
    return {"name": name, "url": url, "icons": [_icon(192, "any")]}
