"""Answers every refusal and HTTP error: problem+json (RFC 9457) for programs, a page for people."""

import math
import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import msgspec
from flask import Flask, Response, render_template, request
from structlog import get_logger
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from server import language
from server.api.shapes import ProblemShown
from server.domain.refusal import Refusal
from server.journal import LogClosed, NotInAnyMore, NotWritten
from server.limits import limiter
from server.problems import describe

log = get_logger()
_OF_STATUS = {404: "not_found", 405: "method_not_allowed", 413: "too_large", 429: "too_many_tries"}


def init_app(app: Flask) -> None:
    """Register the answers for everything that a view may raise."""
    handlers: dict[type[Exception], Callable[[Any], Refusal]] = {
        Refusal: lambda refusal: refusal,
        LogClosed: lambda _error: Refusal("ended_session"),
        NotInAnyMore: lambda _error: Refusal("continued_elsewhere"),
        NotWritten: lambda _error: Refusal("not_written"),
        HTTPException: _of_http,
        Exception: _of_bug,
    }
    for kind, refusal_of in handlers.items():
        app.register_error_handler(kind, _answerer(refusal_of))


def wants_json() -> bool:
    """Whether this request is a program's."""
    return request.path.startswith("/api/") or request.is_json


def _answerer(refusal_of: Callable[[Any], Refusal]) -> Callable[[Exception], Any]:
    def answer(error: Exception) -> Any:
        if isinstance(error, HTTPException) and error.response is not None:
            return error.response
        if isinstance(error, HTTPException) and (error.code or 500) < 400:
            return error
        response = respond(refusal_of(error), getattr(error, "code", None))
        if isinstance(error, MethodNotAllowed):
            response.headers["Allow"] = ", ".join(error.valid_methods or ())
        return response

    return answer


def respond(refusal: Refusal, status: object = None) -> Response:
    """The answer to a refused request."""
    problem, title, detail = describe(refusal, language.current())
    if refusal.code != "http_error" or not isinstance(status, int):
        status = problem.status
    shown = ProblemShown("about:blank", title, status, detail, problem.code or refusal.code)
    if wants_json():
        text = msgspec.json.encode(shown)
        response = Response(text, status, mimetype="application/problem+json")
    else:
        page = render_template("problem.html", **msgspec.structs.asdict(shown))
        response = Response(page, status, mimetype="text/html")
    if "seconds" in refusal.facts:
        response.headers["Retry-After"] = str(refusal.facts["seconds"])
    return response


def _of_http(error: HTTPException) -> Refusal:
    code = _OF_STATUS.get(error.code or 500)
    if code == "too_many_tries":
        return Refusal(code, seconds=seconds_to_wait())
    if code == "too_large":
        return Refusal(code, limit=request.max_content_length)
    if code:
        return Refusal(code)
    name = HTTPStatus(error.code or 500).phrase
    return Refusal("http_error", reason=error.description or name)


def seconds_to_wait() -> int:
    """How long until the limit that this request met lets it through."""
    met = limiter.current_limit
    return max(1, math.ceil(met.reset_at - time.time())) if met else 60


def _of_bug(error: Exception) -> Refusal:
    # The rule and not the path: a set-up token is part of one.
    log.error("request_failed", rule=str(request.url_rule), exc_info=error)
    return Refusal("server_error")
