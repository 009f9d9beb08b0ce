"""Builds the application: the seams, then the rooms that use them."""

import time
from typing import Any
from urllib.parse import quote, urlencode

from flask import Flask, g, redirect, request
from flask_wtf.csrf import generate_csrf
from structlog import get_logger
from werkzeug.middleware.proxy_fix import ProxyFix

from server import access, errors, language, packing, static_files
from server.accounts.enrolment import FirstAdministrator
from server.accounts.tokens import Tokens, load_secret
from server.api import (
    consent,
    downloads,
    events,
    files,
    invitations,
    join,
    lock,
    openapi,
    push,
    replies,
    sessions,
    summary,
    transcripts,
    uploads,
    waiting,
)
from server.bus.local import LocalBus
from server.files.files import build_files
from server.guessing import Guessing
from server.invitations.sms.gateway import Gateway
from server.journal import Journal
from server.journal.delivery import OnHub
from server.journal.sqlite import SqliteJournal
from server.limits import limiter
from server.metrics import Metrics
from server.pages import (
    chat,
    console,
    desktop_console,
    download,
    end,
    health,
    sign_in,
    support,
)
from server.push.push import build_pushes
from server.services import Services
from server.settings import Settings
from server.stream import endpoint
from server.stream.acts import Acts
from server.stream.flusher import Flusher
from server.stream.rooms import Rooms

API = "/api/v1"
MAX_REQUEST_BYTES = 1024 * 1024
_CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;"
    " connect-src 'self' {socket}; font-src 'self'; media-src 'self' blob:;"
    # The tray app is opened by a link in a frame: elsewhere, an error page would replace the chat.
    " frame-src beistand:; manifest-src 'self'; form-action 'self'; frame-ancestors 'none';"
    " base-uri 'none'"
)
log = get_logger()


def build_services(settings: Settings) -> Services:
    """The seams and what stands on them, on the hub of this thread."""
    journal: Journal = SqliteJournal(settings.folder / "beistand.db", OnHub())
    tokens = Tokens(journal, load_secret(settings.folder))
    rooms = Rooms(journal, LocalBus())
    guessing = Guessing(settings.alarm_misses)
    return Services(
        settings=settings,
        journal=journal,
        rooms=rooms,
        acts=Acts(journal),
        flusher=Flusher(),
        tokens=tokens,
        first_administrator=FirstAdministrator(journal),
        guessing=guessing,
        metrics=Metrics(journal, rooms, guessing),
        files=build_files(settings, journal),
        sms_gateway=Gateway(settings.sms_url) if settings.sms_url else None,
        pushes=build_pushes(settings, journal, rooms),
    )


def create_app(services: Services) -> Flask:
    """The WSGI application on these services."""
    app = Flask(__name__, static_folder=None)
    settings = services.settings
    app.extensions["beistand"] = services
    app.config.update(
        SECRET_KEY=services.tokens.hash("cookie", "signature"),
        SESSION_COOKIE_NAME="beistand",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.is_https,
        MAX_CONTENT_LENGTH=MAX_REQUEST_BYTES,
        WTF_CSRF_CHECK_DEFAULT=False,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
    )
    if settings.proxy_hops:
        hops = settings.proxy_hops
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=hops, x_proto=hops, x_host=0, x_port=0
        )
    access.csrf.init_app(app)
    limiter.init_app(app)
    language.init_app(app)
    errors.init_app(app)
    static_files.init_app(app)
    app.before_request(_begin)
    app.before_request(access.check_request)
    app.before_request(_choose_language)
    packing.init_app(app)
    app.after_request(_finish)
    app.context_processor(
        lambda: {"organisation": settings.organisation, "csrf_token": generate_csrf}
    )
    for blueprint in (
        support, chat, end, console, desktop_console, sign_in, health, download,
    ):  # fmt: skip
        app.register_blueprint(blueprint.blueprint)
    for blueprint in (
        join,
        lock,
        sessions,
        invitations,
        waiting,
        consent,
        downloads,
        events,
        files,
        uploads,
        summary,
        transcripts,
        replies,
        push,
        openapi,
        endpoint,
    ):
        app.register_blueprint(blueprint.blueprint, url_prefix=API)
    return app


def _begin() -> None:
    g.began = time.perf_counter()


def _choose_language() -> Any:
    """`?lang=de` chooses the language for good, then shows the page itself."""
    chosen = request.args.get(language.COOKIE)
    if request.method != "GET" or chosen not in language.LOCALES:
        return None
    rest = request.args.copy()
    rest.poplist(language.COOKIE)
    query = urlencode(list(rest.items(multi=True)))
    response = redirect(quote(request.path) + (f"?{query}" if query else ""))
    year = 365 * 24 * 3600
    response.set_cookie(language.COOKIE, chosen or "", max_age=year, samesite="Lax")
    return response


def _finish(response: Any) -> Any:
    host = request.host
    response.headers.setdefault(
        "Content-Security-Policy", _CONTENT_POLICY.format(socket=f"ws://{host} wss://{host}")
    )
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    # Not "no-referrer": with that, browsers send forms with `Origin: null`, which no one may trust.
    response.headers.setdefault("Referrer-Policy", "same-origin")
    response.headers.setdefault("Cache-Control", "no-store")
    if request.endpoint not in ("static", "health.healthz", "health.readyz"):
        log.info(
            "request",
            method=request.method,
            # The rule and not the path: a set-up token is part of one.
            rule=str(request.url_rule),
            status=response.status_code,
            ms=round((time.perf_counter() - g.began) * 1000, 1) if "began" in g else None,
        )
    return response
