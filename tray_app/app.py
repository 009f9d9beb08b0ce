"""The tray app while it runs: an icon, what its click offers, and the window it opens."""

import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tray_app.browser import open_in_browser
from tray_app.desktop import Tray, find_tray
from tray_app.dialogs.process import DialogProcess, Outcome
from tray_app.icon.mark import mark
from tray_app.language import gettext as _
from tray_app.settings import known_server

NAME = "Beistand"
ICON_SIZE = 64
#: A panel that ended usually comes back: how often to look for it.
LOOK_AGAIN = 2.0


@dataclass(frozen=True)
class Entry:
    """One thing that the icon offers."""

    label: str
    action: Callable[[], None]
    default: bool = False


class TrayApp:
    """The icon in the tray, and the one window that belongs to it."""

    def __init__(self, server_option: str | None) -> None:
        self._server_option = server_option
        self._window = DialogProcess(server_option, self._window_closed)
        self._has_menu = True
        self._icon: Any = None
        self._quitting = threading.Event()

    def run(self, tray: Tray) -> None:
        """Shows the icon until the person quits."""
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        while not self._quitting.is_set():
            if tray is not Tray.NONE:
                self._show(tray)
            # The icon's loop ends by itself when the tray that holds it ends.
            self._quitting.wait(LOOK_AGAIN)
            tray = find_tray()
        self._window.close()

    def entries(self) -> list[Entry]:
        """What the icon offers, in order."""
        return [
            Entry(_("Join a session"), self.ask_for_key, default=True),
            Entry(_("Open the support website"), self.open_website),
            Entry(_("Quit"), self.quit),
        ]

    def ask_for_key(self) -> None:
        """Opens the window for the key, or brings it to the front."""
        # Where the tray has no menu, the window offers what the menu would.
        self._window.open(with_entries=not self._has_menu)

    def open_website(self) -> None:
        """Opens the page of the server where the key can be typed instead."""
        server = known_server(self._server_option)
        if server is None or not open_in_browser(server.url + "/"):
            self.ask_for_key()

    def quit(self) -> None:
        """Takes the icon away and ends."""
        self._quitting.set()
        self._icon.stop()

    def _show(self, tray: Tray) -> None:
        icon_class, menu_item = _icon_for(tray)
        self._has_menu = icon_class.HAS_MENU
        items = (
            menu_item(entry.label, _without_arguments(entry.action), default=entry.default)
            for entry in self.entries()
        )
        self._icon = icon_class(NAME.lower(), mark(ICON_SIZE), NAME, tuple(items))
        self._icon.run()

    def _window_closed(self, outcome: Outcome) -> None:
        if outcome is Outcome.QUIT:
            self.quit()
        elif outcome is Outcome.FAILED:
            # No window could be shown (Tk is missing): the website does the same.
            server = known_server(self._server_option)
            if server:
                open_in_browser(server.url + "/")


def _icon_for(tray: Tray) -> tuple[Any, Any]:
    """The icon's class for this tray, and pystray's menu item."""
    # pystray chooses its backend when it is first imported, so each file says which.
    if tray is Tray.STATUS_NOTIFIER:
        from tray_app.icon import appindicator

        return appindicator.StatusNotifierIcon, appindicator.MenuItem
    if tray is Tray.XEMBED:
        from tray_app.icon import xembed

        return xembed.XEmbedIcon, xembed.MenuItem
    import pystray

    return pystray.Icon, pystray.MenuItem


def _without_arguments(action: Callable[[], None]) -> Callable[[Any, Any], None]:
    def call(_icon: Any, _item: Any) -> None:
        action()

    return call
