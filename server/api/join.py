"""`POST /join`: a customer comes in, by key or link, from a page or the tray app."""

from flask import Blueprint, Response, request

from server import limits
from server.admission import Found, admit, find_by_key, find_by_link, readmit
from server.api.bodies import json_answer, read_body
from server.api.shapes import JoinBody
from server.domain.refusal import Refusal
from server.errors import seconds_to_wait
from server.participants import cookie_of, customer_of, standing_of, token_of
from server.services import services
from server.store.customer_tokens import KEPT_AFTER_THE_END

# Long enough for a chat over a weekend; many more would outgrow what proxies take in headers.
COOKIE_SECONDS = KEPT_AFTER_THE_END // 1000
blueprint = Blueprint("join", __name__)


@blueprint.post("/join")
@limits.limiter.limit(limits.JOIN_MISSES, deduct_when=limits.missed)
@limits.limiter.limit(limits.WAITS, deduct_when=limits.waits)
def join() -> Response:
    """200 with where the chat is; 202 with where one waits to be let in.

    The browser that joined, or waits, comes back by the same call.
    """
    body = read_body(JoinBody)
    # Bodies may come late: others were looked at since this one's limit was.
    if limits.used_up():
        raise Refusal("too_many_tries", seconds=seconds_to_wait())
    found = _find(body)
    customer = customer_of(found.session)
    standing = standing_of(found.session, customer) if customer else None
    if customer and standing in ("in", "waiting"):
        admitted = readmit(found.session, customer, token_of(found.session))
        is_in = standing == "in"
    else:
        admitted, is_in = admit(found, body.name, wait=body.wait)
    response = json_answer(admitted, 200 if is_in else 202)
    if request.headers.get("Origin"):
        let_browser_back_in(response, admitted.session_id, admitted.token)
    return response


def _find(body: JoinBody) -> Found:
    if body.key is None and body.link_token is None:
        raise Refusal("missing_key")
    guessing = services().guessing
    guessing.check(limits.place())
    try:
        if body.key is not None:
            return find_by_key(body.key)
        return find_by_link(body.link_token or "")
    except Refusal as refusal:
        if refusal.code in ("unknown_key", "unknown_link"):
            guessing.missed(limits.place())
        raise


def let_browser_back_in(response: Response, session_id: str, token: str) -> None:
    """Set the cookie by which this browser is known in this session."""
    response.set_cookie(
        cookie_of(session_id),
        token,
        max_age=COOKIE_SECONDS,
        httponly=True,
        samesite="Lax",
        secure=services().settings.is_https,
    )
