"""`beistand-tray --join KEY`: joins without tray and window."""

import sys
from dataclasses import asdict

from tray_app import problems
from tray_app.browser import open_in_browser
from tray_app.join import join
from tray_app.language import gettext as _
from tray_app.server_call import CallFailed
from tray_app.settings import Server
from tray_app.single_instance import tell
from tray_app.support_key import NotAKey, normalised

JOINED, NOT_JOINED, USAGE_ERROR, NO_BROWSER = range(4)


def join_by_command(server: Server | None, typed: str) -> int:
    """The exit code; what happened is printed as a sentence."""
    if server is None:
        _complain(_("Which support server? Say it with --server URL or BEISTAND_SERVER."))
        return USAGE_ERROR
    try:
        joined = join(server, normalised(typed))
    except NotAKey as problem:
        _complain(problems.not_a_key(problem))
        return NOT_JOINED
    except CallFailed as problem:
        _complain(str(problem))
        return NOT_JOINED
    # Where the app runs, it takes part from now on, as after joining in its window.
    tell({"type": "access", "access": asdict(joined.access)})
    if open_in_browser(joined.chat_url):
        print(_("The chat is open in your browser."))
        return JOINED
    _complain(_("No browser could be opened. Open this address yourself; it works once:"))
    print(joined.chat_url)
    return NO_BROWSER


def _complain(sentence: str) -> None:
    print(sentence, file=sys.stderr)
