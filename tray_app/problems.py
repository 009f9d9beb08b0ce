"""What a person is told when joining does not work: one plain sentence for each reason."""

from collections.abc import Callable

from tray_app.language import gettext as _
from tray_app.language import ngettext
from tray_app.support_key import NotAKey


def not_a_key(problem: NotAKey) -> str:
    """Why the typed text is no support key."""
    if problem.digits is None:
        return _("A support key has only digits. Please check what you typed.")
    if problem.digits == 0:
        return _("Please type the support key: nine digits that your technician tells you.")
    return ngettext(
        "A support key has nine digits; this is one.",
        "A support key has nine digits; these are %(number)d.",
        problem.digits,
    ) % {"number": problem.digits}


def refusal(code: str, retry_after: int | None = None) -> str:
    """Why the server did not let this key in."""
    if code == "too_many_tries":
        return _too_many_tries(retry_after)
    return _REFUSALS.get(code, _refused)()


def unreachable(host: str) -> str:
    """The server did not answer."""
    return _(
        "The support server %(host)s can't be reached. Please check your internet connection."
    ) % {"host": host}


def not_trusted(host: str) -> str:
    """The server's certificate is not one this computer trusts."""
    return _(
        "This computer doesn't trust the certificate of %(host)s, so nothing was sent. Please "
        "tell your technician: the server's certificate has expired, or the authority that issued "
        "it is not known to this computer."
    ) % {"host": host}


def clock_wrong(host: str) -> str:
    """The certificate begins in the future: most likely this computer lives in the past."""
    return _(
        "The clock of this computer seems to be wrong, so the certificate of %(host)s can't be "
        "checked. Please set date and time, and try again."
    ) % {"host": host}


def not_secure(host: str) -> str:
    """TLS failed for another reason than trust."""
    return _("A secure connection to %(host)s can't be made. Please tell your technician.") % {
        "host": host
    }


def someone_else_answered(host: str) -> str:
    """Something that is not Beistand answered, as the sign-in page of a public network does."""
    return _(
        "Something other than the support server answered at %(host)s. "
        "In a hotel or guest network, sign in with your browser first."
    ) % {"host": host}


def moved(host: str, elsewhere: str) -> str:
    """The server says that it has another address now."""
    return _(
        "The support server %(host)s has moved to %(elsewhere)s. Please ask your technician "
        "whether that is right. If it is, open %(elsewhere)s in your browser and type the support "
        "key there."
    ) % {"host": host, "elsewhere": elsewhere}


def server_failed(host: str) -> str:
    """The server is there but cannot serve."""
    return _("The support server %(host)s has a problem. Please try again in a moment.") % {
        "host": host
    }


def not_an_address() -> str:
    """The text is not the address of a server."""
    return _("That is not the address of a server. It looks like support.example.org.")


def not_changed(detail: str) -> str:
    """A setting could not be written; `detail` is what the system says, in its own language."""
    return _("This could not be changed on this computer: %(detail)s") % {"detail": detail}


def keeps_nothing() -> str:
    """Why an app that was started for one session ends."""
    return _(
        "The session is over, or this computer is no longer connected to it. The app keeps "
        "nothing on this computer."
    )


def display_gone() -> str:
    """The screen that the app was shown on is away."""
    return _("The screen is gone, so Beistand ends here. Nothing is shared any more.")


def not_a_link() -> str:
    """The text is no link that this app understands."""
    return _("This link can't be read. Please click the button in the chat again.")


def another_server(host: str, usual: str | None) -> str:
    """A link leads to a server that this computer does not belong to."""
    if usual is None:
        return _(
            "A link wants to connect this computer to the support server %(host)s. Go on only if "
            "your technician has told you so."
        ) % {"host": host}
    return _(
        "A link wants to connect this computer to the support server %(host)s. You usually use "
        "%(usual)s. Go on only if your technician has told you so."
    ) % {"host": host, "usual": usual}


def key_of_a_link(key: str, host: str) -> str:
    """A link wants to join with this key; any page can have such a link."""
    return _(
        "A link wants to join the session with the support key %(key)s at %(host)s and open its "
        "chat in your browser. Go on only if your technician has told you so."
    ) % {"key": key, "host": host}


def no_server() -> str:
    """The link names no server, and this app knows none."""
    return _(
        "Beistand does not know your support server yet. Please click on the app's icon first and "
        "say which it is, then open the link again."
    )


def no_browser(url: str) -> str:
    """Joined, but nothing here opens pages."""
    return _("No browser could be opened. Open this address yourself; it works once: %(url)s") % {
        "url": url
    }


def _too_many_tries(retry_after: int | None) -> str:
    if retry_after is None:
        return _("Too many tries. Please wait a minute and try again.")
    if retry_after < 60:
        wait = ngettext("%(number)d second", "%(number)d seconds", retry_after)
        return _("Too many tries. Please wait %(time)s.") % {"time": wait % {"number": retry_after}}
    minutes = -(-retry_after // 60)
    wait = ngettext("%(number)d minute", "%(number)d minutes", minutes)
    return _("Too many tries. Please wait %(time)s.") % {"time": wait % {"number": minutes}}


def _refused() -> str:
    return _("The server didn't accept this key. Please ask your technician for a new one.")


_REFUSALS: dict[str, Callable[[], str]] = {
    "unknown_key": lambda: _(
        "There is no such support key. Please compare the digits with your technician."
    ),
    "unknown_code": lambda: _(
        "This link has been used already, or it is too old. "
        "Please click the button in the chat again."
    ),
    "expired_key": lambda: _(
        "This support key has expired. Please ask your technician for a new one."
    ),
    "ended_session": lambda: _(
        "This session has already ended. Please ask your technician for a new key."
    ),
    "already_joined": lambda: _(
        "Somebody has already joined with this support key. "
        "Please ask your technician for a new one."
    ),
}
