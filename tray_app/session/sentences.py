"""What the customer reads about what happens on their computer."""

from collections.abc import Callable

from tray_app.language import gettext as _
from tray_app.session.news import News
from tray_app.session.status import ClipboardOutcome, Status

LONGEST_NAME = 100


def heading(status: Status) -> str:
    """Who does what, in one line; "" where nobody does anything."""
    facts = {"name": status.technician}
    if status.kind == "controlled":
        if not status.technician:
            return _("Your computer is being controlled")
        return _("%(name)s is controlling your computer") % facts
    if status.kind == "viewed":
        if not status.technician:
            return _("Your screen is being viewed")
        return _("%(name)s is viewing your screen") % facts
    return ""


def agreement(technician: str, host: str) -> dict[str, str]:
    """The question whether a session that a link led to may share this computer."""
    # Whatever the server calls them, it is a name, on one line.
    facts = {"technician": " ".join(technician.split())[:LONGEST_NAME] or host, "host": host}
    return {
        "heading": _("Connect this computer to the chat?"),
        "sentence": _(
            "%(technician)s (%(host)s) may then see this computer and control it. "
            "Say yes only if you are in a chat with %(technician)s right now."
        )
        % facts,
        "yes": _("Connect"),
        "no": _("Don't connect"),
    }


def explanation(status: Status) -> str:
    """What disturbs it, the most important thing first; else how it can be stopped."""
    for name, sentence in _CONDITIONS.items():
        if name in status.conditions:
            return sentence()
    return _("You can stop this at any time, also with Ctrl+Alt+Pause.")


def news(told: News) -> tuple[str, str]:
    """What a notification says of it: a heading, and a sentence."""
    name = " ".join(told.technician.split())[:LONGEST_NAME] or _("Your technician")
    if told.kind == "requested":
        return _("%(name)s asks you something") % {"name": name}, _("Answer it in the chat.")
    if told.kind == "file":
        return _("%(name)s has sent a file") % {"name": name}, told.text
    return _("Message from %(name)s") % {"name": name}, told.text


def clipboard(outcome: ClipboardOutcome) -> str:
    """What became of the clipboard."""
    return _CLIPBOARD[outcome]()


_CONDITIONS: dict[str, Callable[[], str]] = {
    "lost": lambda: _("The connection is interrupted. At the moment nothing is transmitted."),
    "display_lost": lambda: _("The screen does not answer. At the moment nothing is transmitted."),
    "no_capture": lambda: _(
        "The system does not let Beistand see the screen. On a Mac, allow it in the system "
        "settings under Privacy & Security, Screen Recording."
    ),
    "wayland": lambda: _(
        "This desktop runs on Wayland, which gives your technician neither picture nor mouse and "
        "keyboard. Sign out, choose a session with X11 when you sign in again, and try once more."
    ),
    "no_input": lambda: _(
        "The system does not let your technician use mouse and keyboard. On a Mac, allow it in "
        "the system settings under Privacy & Security, Accessibility."
    ),
    "locked": lambda: _("The screen is locked. Your technician sees no more than the lock."),
    "elevated": lambda: _(
        "A window with administrator rights is in front. Your technician can't see or use it; "
        "please answer it yourself."
    ),
    "paused_by_customer": lambda: _(
        "You are using mouse or keyboard yourself: your technician's input waits."
    ),
}

_CLIPBOARD: dict[ClipboardOutcome, Callable[[], str]] = {
    "sent": lambda: _("Your technician has received what you copied."),
    "no_text": lambda: _("There is no text in the clipboard. Copy something first."),
    "too_long": lambda: _("That is too long for the clipboard. Please send it as a file."),
    "not_sent": lambda: _("That could not be sent. Please try again in a moment."),
}
