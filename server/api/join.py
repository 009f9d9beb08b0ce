"""`POST /join`: a customer comes in, by key or link, from a page or the tray app."""

from flask import Blueprint, Response, request

from server import limits
from server.access import cookie_of, customer_of
from server.admission import admit, find_by_key, find_by_link, readmit
from server.api.bodies import json_answer, read_body
from server.api.shapes import JoinBody
from server.domain.events import Joined
from server.domain.refusal import Refusal
from server.services import services

# Long enough for a chat over a weekend; many more would outgrow what proxies take in headers.
COOKIE_SECONDS = 7 * 24 * 3600
blueprint = Blueprint("join", __name__)


@blueprint.post("/join")
@limits.limiter.limit(limits.JOIN_MISSES, deduct_when=limits.missed)
def join() -> Response:
    """200 with where the chat is; the browser that joined comes back in by the same call."""
    body = read_body(JoinBody)
    if body.key is not None:
        found, way = find_by_key(body.key), Joined("key")
    elif body.link_token is not None:
        found, way = find_by_link(body.link_token), Joined("link")
    else:
        raise Refusal("missing_key")
    customer = customer_of(found)
    if customer:
        admitted = readmit(found, customer)
    else:
        admitted = admit(found, way, " ".join(body.name.split()))
    response = json_answer(admitted)
    if request.headers.get("Origin"):
        let_browser_back_in(response, admitted.session_id, admitted.token)
    return response


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
