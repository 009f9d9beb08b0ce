"""The icon in an XEmbed tray (trayer, tint2, older panels), by pystray's X.org backend."""

import os
import threading
from typing import Any

os.environ["PYSTRAY_BACKEND"] = "xorg"

from PIL import Image
from pystray import Icon, MenuItem
from Xlib import X
from Xlib.error import XError

#: A tray takes the icon within milliseconds; after this many seconds it did not hear.
ASK_AGAIN = 1.0

__all__ = ["MenuItem", "XEmbedIcon"]


class XEmbedIcon(Icon):  # type: ignore[misc]
    """An icon without a menu: its click does the default action."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._embedded = False
        self._message_handlers[X.ReparentNotify] = self._on_reparent

    def _run(self) -> None:
        self._ask_later()
        super()._run()

    def _on_reparent(self, event: Any) -> None:
        """Notes where the icon is; a tray that is just starting may put it back on the desktop."""
        self._embedded = event.parent.id != self._display.screen().root.id
        if not self._embedded:
            self._ask_later()

    def _ask_later(self) -> None:
        timer = threading.Timer(ASK_AGAIN, self._ask_again)
        timer.daemon = True
        timer.start()

    def _ask_again(self) -> None:
        """Asks the tray once more where it let the first request fall."""
        if self._running and not self._embedded:
            self._show()
            self._ask_later()

    def _create_window(self) -> Any:
        window = super()._create_window()
        # pystray handles ButtonPress but never asks the X server for it.
        window.change_attributes(
            event_mask=X.ExposureMask | X.StructureNotifyMask | X.ButtonPressMask
        )
        return window

    def _on_destroy_notify(self, event: Any) -> None:
        """Ends the icon with its tray; pystray would look for another one just once."""
        if self._systray_manager and event.window.id == self._systray_manager.id:
            self._stop()
            self._running = False

    def _assert_icon_data(self, width: int, height: int) -> None:
        """Makes the picture for the tray's size; pystray's own would have a black ground."""
        if self._icon_data and self._icon_data.size == (width, height):
            return
        side = min(width, height)
        picture = self._ground(width, height)
        icon = self._icon.resize((side, side), Image.Resampling.LANCZOS)
        picture.paste(icon, ((width - side) // 2, (height - side) // 2), icon)
        # python-xlib still calls it by its old name.
        picture.tostring = picture.tobytes  # type: ignore[attr-defined]
        self._icon_data: Image.Image | None = picture

    def _ground(self, width: int, height: int) -> Image.Image:
        """What the tray shows beneath the icon: X lets a window borrow its parent's background."""
        try:
            self._window.change_attributes(background_pixmap=X.ParentRelative)
            self._window.clear_area(0, 0, width, height)
            drawn = self._window.get_image(0, 0, width, height, X.ZPixmap, 0xFFFFFFFF)
            return Image.frombytes("RGB", (width, height), drawn.data, "raw", "BGRX")
        except (XError, ValueError):
            # Another depth than the tray's, or not on the screen yet: a neutral ground will do.
            return Image.new("RGB", (width, height), "#808080")
