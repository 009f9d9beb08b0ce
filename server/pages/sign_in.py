"""`/login`, `/logout` and the one-time `/setup/<token>`."""

from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for

from server import access, language, limits
from server.accounts import passwords
from server.accounts.enrolment import new_technician
from server.domain.refusal import Refusal
from server.errors import seconds_to_wait
from server.problems import describe
from server.services import services
from server.store import technicians

blueprint = Blueprint("sign_in", __name__)
_FIELD_OF = {"invalid_email": "email", "invalid_name": "name", "weak_password": "password"}


@blueprint.get("/login")
def show() -> Any:
    """The form; who is signed in already goes on to the console."""
    if access.signed_in_technician():
        return redirect(_next())
    return _form()


def _slowed(_limit: object) -> Response:
    return _form(Refusal("too_many_tries", seconds=seconds_to_wait()))


@blueprint.post("/login")
@limits.limiter.limit(
    limits.SIGN_IN_MISSES,
    key_func=limits.account_and_place,
    deduct_when=limits.missed,
    on_breach=_slowed,
)
@limits.limiter.limit(limits.SIGN_IN_MISSES_OF_PLACE, deduct_when=limits.missed, on_breach=_slowed)
def sign_in() -> Any:
    """On to the console, or the form again with what was wrong."""
    email, password = request.form.get("email", ""), request.form.get("password", "")
    technician = technicians.by_email(services().journal, email.strip()[:254])
    allowed = technician is not None and technician.disabled_at is None
    stored = technician.password_hash if technician and allowed else None
    fits = passwords.verify(stored, password[: passwords.MAX_LENGTH])
    if limits.used_up():
        return _slowed(None)
    if technician is None or not fits:
        return _form(Refusal("wrong_password"))
    access.sign_in(technician)
    return redirect(_next(), 303)


@blueprint.post("/logout")
def sign_out() -> Any:
    """Back to the sign-in form, signed out."""
    access.sign_out()
    return redirect(url_for("sign_in.show"), 303)


@blueprint.get("/setup/<token>")
def show_setup(token: str) -> str:
    """The form for the first administrator; 404 without the token that `serve` printed."""
    _require_setup(token)
    return render_template("setup.html", errors={}, values={})


@blueprint.post("/setup/<token>")
def set_up(token: str) -> Any:
    """Create the first administrator and sign them in."""
    _require_setup(token)
    values = {name: request.form.get(name, "") for name in ("name", "email")}
    try:
        administrator = new_technician(
            values["email"], values["name"], request.form.get("password", ""), is_admin=True
        )
    except Refusal as refusal:
        errors = {_FIELD_OF[refusal.code]: _sentence(refusal)}
        return render_template("setup.html", errors=errors, values=values), 422
    services().first_administrator.create(administrator)
    access.sign_in(administrator)
    return redirect(url_for("console.console"), 303)


def _require_setup(token: str) -> None:
    if not services().first_administrator.is_open_for(token):
        raise Refusal("not_found")


def _form(refusal: Refusal | None = None) -> Response:
    email, error, status, wait = request.form.get("email", ""), None, 200, None
    if refusal:
        error, status = _sentence(refusal), describe(refusal, language.current())[0].status
        wait = refusal.facts.get("seconds")
    page = render_template("sign_in.html", email=email[:254], error=error, next=_next())
    response = Response(page, status, mimetype="text/html")
    if wait:
        response.headers["Retry-After"] = str(wait)
    return response


def _sentence(refusal: Refusal) -> str:
    _problem, title, detail = describe(refusal, language.current())
    return f"{title}. {detail}"


def _next() -> str:
    """Where to go after signing in: only a path of this server."""
    # Browsers leave out tabs and line breaks, so that "/\t/elsewhere" would lead elsewhere.
    target = "".join(filter(str.isprintable, request.values.get("next", "")))
    if target.startswith("/") and not target.startswith(("//", "/\\")):
        return target
    return url_for("console.console")
