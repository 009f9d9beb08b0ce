"""Who makes this request, and whether they may: cookies for browsers, Bearer for programs."""

from urllib.parse import urlsplit

from flask import request, session
from flask_wtf import CSRFProtect
from flask_wtf.csrf import CSRFError, ValidationError, validate_csrf

from server import limits
from server.accounts.tokens import API, SIGN_IN
from server.domain.refusal import Refusal
from server.remembered_browser import untell_browser
from server.services import services
from server.store import technicians
from server.store.technicians import Technician
from server.stream.participant import StreamPass

_SIGN_IN = "sign_in"
_UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})
# Joining takes no right from a cookie; the set-up form needs its secret address.
_WITHOUT_CSRF = frozenset({"join.join", "consent.attach_helper", "sign_in.set_up"})
csrf = CSRFProtect()


def check_request() -> None:
    """Before every request: own Origin, and the CSRF token where a cookie could be abused.

    Raises Refusal `foreign_origin` or `invalid_csrf`.
    """
    if request.method not in _UNSAFE:
        return
    require_own_origin()
    if bearer() or request.endpoint in _WITHOUT_CSRF or request.endpoint is None:
        return
    is_call = request.path.startswith("/api/")
    if is_call and not request.cookies:
        return  # nothing that another site could abuse: it is a stranger's request
    try:
        if is_call:
            # Never from the body: it may be a file of a gigabyte.
            validate_csrf(request.headers.get("X-CSRFToken"))
        else:
            csrf.protect()
    except (CSRFError, ValidationError):
        raise Refusal("invalid_csrf") from None


def require_own_origin() -> None:
    """Raises Refusal `foreign_origin` when a browser says that another site sent this.

    Programs send no Origin. Compared without scheme: a proxy in front may speak https.
    """
    origin = request.headers.get("Origin")
    if origin is None:
        return
    own = {request.host, urlsplit(services().settings.public_url).netloc}
    if origin.rpartition("://")[2] not in own or origin == "null":
        raise Refusal("foreign_origin")


def bearer() -> str | None:
    """The token of `Authorization: Bearer`."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() or None if scheme.lower() == "bearer" else None


def find_technician() -> Technician | None:
    """The technician who makes this request.

    Raises Refusal `console_locked` where their browser may do nothing before it is unlocked.
    """
    token = bearer()
    if token:
        return services().tokens.technician(token, API)
    signed_in = session.get(_SIGN_IN)
    if not signed_in:
        return None
    found = services().tokens.technician(signed_in, SIGN_IN)
    if found is None and signed_in_technician():
        raise Refusal("console_locked")
    return found


def signed_in_technician() -> Technician | None:
    """Who is signed in with this browser, whether its console is locked or not."""
    signed_in = session.get(_SIGN_IN)
    return services().tokens.signed_in(signed_in) if signed_in else None


def require_technician() -> Technician:
    """The technician who makes this request. Raises Refusal `sign_in_needed`."""
    technician = find_technician()
    if technician is None:
        raise Refusal("sign_in_needed")
    return technician


def sign_in(technician: Technician) -> None:
    """Let this browser act for the technician for a working day."""
    untell_browser(but_of=technician.id)
    session.clear()
    session[_SIGN_IN] = services().tokens.give_technician(technician.id, SIGN_IN)


def lock() -> None:
    """Show and do nothing with this sign-in any more; what is open stays so, and does nothing."""
    _set_lock(locked=True)


def unlock() -> None:
    """Go on as before."""
    _set_lock(locked=False)


def _set_lock(*, locked: bool) -> None:
    made, token = services(), session[_SIGN_IN]
    made.tokens.set_lock(token, locked=locked)
    made.rooms.lock_under(made.tokens.hash(SIGN_IN, token), locked=locked)


def sign_in_and_place() -> str:
    """Counts guesses at the password of one sign-in from one place."""
    token = session.get(_SIGN_IN, "")
    return f"{services().tokens.hash(SIGN_IN, token).hex()}|{limits.place()}"


def sign_out() -> None:
    """End this browser's sign-in, here and at the server; it is told of nothing any more."""
    untell_browser()
    token = session.pop(_SIGN_IN, None)
    session.clear()
    if token:
        made = services()
        made.tokens.revoke_sign_in(token)
        made.rooms.close_under(made.tokens.hash(SIGN_IN, token))


def stream_pass() -> StreamPass | None:
    """The sign-in that this request's stream would depend on; None for an API token."""
    token = session.get(_SIGN_IN)
    if not token or bearer():
        return None
    made = services()
    token_hash = made.tokens.hash(SIGN_IN, token)
    return StreamPass(token_hash, technicians.token_expiry(made.journal, token_hash))
