"""What this desktop has for an icon: a StatusNotifier tray, an XEmbed tray, its own, or none."""

import importlib.util
import os
import sys
from enum import Enum, auto

from tray_app.language import gettext as _


class DisplayGone(Exception):
    """The display that the app started on does not answer any more."""


class Tray(Enum):
    """The kinds of tray that the app can put its icon in."""

    NATIVE = auto()
    STATUS_NOTIFIER = auto()
    XEMBED = auto()
    NONE = auto()


def no_window_because() -> str | None:
    """The sentence for why no window can be shown here, None where one can."""
    if _is_x11() and not os.environ.get("DISPLAY"):
        return _(
            "There is no screen here to show a window on (DISPLAY is not set). "
            "beistand-tray --join KEY joins without one."
        )
    if _is_x11() and not _answers(os.environ["DISPLAY"]):
        return _(
            "The window can't be shown: the screen %(display)s does not answer. "
            "beistand-tray --join KEY joins without it."
        ) % {"display": os.environ["DISPLAY"]}
    if importlib.util.find_spec("_tkinter") is None:
        return _(
            "The window can't be shown: Python's tkinter is missing (on Debian and Ubuntu the "
            "package python3-tk). beistand-tray --join KEY joins without it."
        )
    return None


def find_tray() -> Tray:
    """The tray to use now; one with menus before one without.

    :raises DisplayGone: where there is nothing any more to show it on
    """
    if not _is_x11():
        return Tray.NATIVE
    if _has_status_notifier():
        return Tray.STATUS_NOTIFIER
    return Tray.XEMBED if _has_xembed() else Tray.NONE


def _is_x11() -> bool:
    return sys.platform not in {"win32", "darwin"}


def _has_status_notifier() -> bool:
    """Whether a StatusNotifier tray runs and Debian's bindings to reach it are installed."""
    if importlib.util.find_spec("gi") is None:
        return False
    try:
        import gi

        gi.require_version("AyatanaAppIndicator3", "0.1")
        from gi.repository import Gio, GLib
    except (ImportError, ValueError):
        return False
    try:
        bus = Gio.bus_get_sync(Gio.BusType.SESSION, None)
        (owned,) = bus.call_sync(
            "org.freedesktop.DBus",
            "/org/freedesktop/DBus",
            "org.freedesktop.DBus",
            "NameHasOwner",
            GLib.Variant("(s)", ("org.kde.StatusNotifierWatcher",)),
            GLib.VariantType("(b)"),
            Gio.DBusCallFlags.NO_AUTO_START,
            2000,
            None,
        ).unpack()
    except GLib.GError:
        return False
    return owned is True


def _answers(name: str) -> bool:
    from Xlib.display import Display
    from Xlib.error import ConnectionClosedError, DisplayError

    try:
        Display(name).close()
    except (ConnectionClosedError, DisplayError, OSError):
        return False
    return True


def _has_xembed() -> bool:
    """Whether some window owns the selection by which an XEmbed tray makes itself known."""
    from Xlib import X
    from Xlib.display import Display
    from Xlib.error import ConnectionClosedError, DisplayError

    try:
        display = Display()
    except (DisplayError, ConnectionClosedError, OSError) as error:
        raise DisplayGone from error
    try:
        tray = display.intern_atom(f"_NET_SYSTEM_TRAY_S{display.get_default_screen()}")
        return bool(display.get_selection_owner(tray) != X.NONE)
    finally:
        display.close()
