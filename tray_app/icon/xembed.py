"""The icon in an XEmbed tray (trayer, tint2, older panels), by pystray's X.org backend."""

import os
from typing import Any

os.environ["PYSTRAY_BACKEND"] = "xorg"

from PIL import Image
from pystray import Icon, MenuItem
from Xlib import X
from Xlib.error import XError

__all__ = ["MenuItem", "XEmbedIcon"]


class XEmbedIcon(Icon):  # type: ignore[misc]
    """An icon without a menu: its click does the default action."""

    def _create_window(self) -> Any:
        window = super()._create_window()
        # pystray handles ButtonPress but never asks the X server for it.
        window.change_attributes(
            event_mask=X.ExposureMask | X.StructureNotifyMask | X.ButtonPressMask
        )
        return window

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
