"""Which browser this is, for telling it: a cookie, so that its subscription goes at sign-out.

Every page can sign out, also one without scripts, and another technician at the same computer must
not be told of the former one's customers.
"""

from flask import Response, after_this_request, request

from server.services import services
from server.store import push_subscriptions

COOKIE = "beistand_push"
_YEAR_SECONDS = 365 * 24 * 3600


def remember_browser(response: Response, subscription_id: str) -> None:
    """Have this browser name its subscription from now on."""
    response.set_cookie(
        COOKIE,
        subscription_id,
        max_age=_YEAR_SECONDS,
        httponly=True,
        samesite="Lax",
        secure=services().settings.is_https,
    )


def forget_browser(response: Response) -> None:
    """It has none any more."""
    response.delete_cookie(COOKIE)


def untell_browser(but_of: str | None = None) -> None:
    """Tell this browser of nothing any more, unless it is that technician's."""
    subscription_id = request.cookies.get(COOKIE)
    if not subscription_id:
        return
    journal = services().journal
    if journal.write(lambda tx: push_subscriptions.drop(tx, subscription_id, but_of)):

        @after_this_request
        def _(response: Response) -> Response:
            forget_browser(response)
            return response
