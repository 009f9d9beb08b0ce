"""The icon as the app sees it: what it offers, and what it shows of a session."""

import logging
from collections.abc import Callable, Iterable
from typing import Any

from PIL import Image

from tray_app.built import built
from tray_app.desktop import Tray
from tray_app.entries import Choice, Entry
from tray_app.icon.app_icon import app_icon
from tray_app.icon.mark import CONTROLLED_RED, TRAY_TEAL, VIEWED_AMBER, with_dot
from tray_app.language import gettext as _
from tray_app.session import sentences
from tray_app.session.status import Status

log = logging.getLogger(__name__)

#: What the desktop knows the icon by.
NAME = "beistand"
SIZE = 64
COLOURS = {"attached": TRAY_TEAL, "viewed": VIEWED_AMBER, "controlled": CONTROLLED_RED}


class TrayIcon:
    """The icon, in whatever tray there is, with the picture of the moment."""

    def __init__(self, entries: Callable[[], list[Entry | Choice]]) -> None:
        self._entries = entries
        self._icon: Any = None
        self._menu: Callable[[], Any] = lambda: None
        self._status: Status | None = None
        self.has_menu = True

    def run(self, tray: Tray) -> None:
        """Shows it until it is stopped, or the tray ends."""
        icon_class, menu, item = _icon_for(tray)
        self.has_menu = icon_class.HAS_MENU
        self._menu = lambda: menu(*_items(self._entries(), menu, item))
        self._icon = icon_class(NAME, picture(self._status), title(self._status), self._menu())
        self._icon.run()

    def show(self, status: Status | None) -> None:
        """Shows what happens in the session; None is no session."""
        self._status = status
        self.refresh()

    def refresh(self) -> None:
        """Shows again what may look otherwise now: the picture, the words, the check marks."""
        if icon := self._icon:
            try:
                icon.icon = picture(self._status)
                icon.title = title(self._status)
                icon.menu = self._menu()
            except Exception as error:  # noqa: BLE001 - each tray fails in its own way
                # A tray that is just going must not keep anything else from happening.
                log.warning("the icon could not be changed: %s", error)

    def stop(self) -> None:
        """Takes it away."""
        if self._icon:
            self._icon.stop()


def picture(status: Status | None) -> Image.Image:
    """The icon; in a session with a dot, and in another colour while something is shared."""
    if status is None:
        return app_icon(SIZE)
    return with_dot(app_icon(SIZE, COLOURS[status.kind]), COLOURS[status.kind])


def title(status: Status | None) -> str:
    """What the tray says when the pointer rests on the icon."""
    if status is None:
        return built().name
    happening = sentences.heading(status) or _("In a session")
    return f"{built().name} – {happening}"


def _icon_for(tray: Tray) -> tuple[Any, Any, Any]:
    """The icon's class for this tray, and pystray's menu and menu item."""
    # pystray chooses its backend when it is first imported, so each file says which.
    icon_class = _class_for(tray)
    from pystray import Menu, MenuItem

    return icon_class, Menu, MenuItem


def _class_for(tray: Tray) -> Any:
    if tray is Tray.STATUS_NOTIFIER:
        from tray_app.icon.appindicator import StatusNotifierIcon

        return StatusNotifierIcon
    if tray is Tray.XEMBED:
        from tray_app.icon.xembed import XEmbedIcon

        return XEmbedIcon
    from pystray import Icon

    return Icon


def _items(entries: Iterable[Entry | Choice], menu: Any, item: Any) -> list[Any]:
    """The entries as pystray's items."""
    items = []
    for entry in entries:
        if isinstance(entry, Choice):
            items.append(item(entry.label, menu(*_items(entry.entries, menu, item))))
        else:
            items.append(
                item(
                    entry.label,
                    _without_arguments(entry.action),
                    checked=entry.checked and _without_item(entry.checked),
                    default=entry.default,
                    visible=_without_item(entry.shown),
                )
            )
    return items


def _without_arguments(action: Callable[[], None]) -> Callable[[Any, Any], None]:
    def call(_icon: Any, _item: Any) -> None:
        action()

    return call


def _without_item(shown: Callable[[], bool]) -> Callable[[Any], bool]:
    return lambda _item: shown()
