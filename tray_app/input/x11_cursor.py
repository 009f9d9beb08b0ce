"""The pointer on X11: its shape by the XFIXES extension, the customer's own moves by XInput 2."""

import contextlib
import io
import struct
from typing import Any

from PIL import Image
from Xlib.error import ConnectionClosedError
from Xlib.ext import xfixes

from tray_app.input import NoInput
from tray_app.input.cursor import Cursor, Shape
from tray_app.input.local_devices import LocalDevices
from tray_app.input.x11 import connect


class X11CursorWatch:
    """Looks at the pointer of DISPLAY."""

    def __init__(self) -> None:
        self._display = connect()
        self._root = self._display.screen().root
        try:
            self._devices = LocalDevices(self._display)
            if not self._display.has_extension(xfixes.extname):
                raise LookupError(xfixes.extname)
        except LookupError as error:
            self._display.close()
            raise NoInput("no_input", f"the X server lacks {error}") from error
        self._display.xfixes_query_version()
        self._display.xfixes_select_cursor_input(self._root, xfixes.XFixesDisplayCursorNotifyMask)
        self._cursor_notify, _kind = self._display.extension_event.DisplayCursorNotify
        self._shape_changed = True

    def poll(self) -> Cursor | None:
        try:
            return self._look()
        except (ConnectionClosedError, OSError) as error:
            raise NoInput("no_input", str(error)) from error

    def close(self) -> None:
        with contextlib.suppress(ConnectionClosedError, OSError):
            self._display.close()

    def _look(self) -> Cursor | None:
        moved = False
        while self._display.pending_events():
            event = self._display.next_event()
            moved |= self._devices.moved(event)
            self._shape_changed |= event.type == self._cursor_notify
        if not moved and not self._shape_changed:
            return None
        if not self._shape_changed:
            pointer = self._root.query_pointer()
            return Cursor(pointer.root_x, pointer.root_y, moved, None)
        self._shape_changed = False
        image = self._display.xfixes_get_cursor_image(self._root)
        return Cursor(image.x, image.y, moved, _shape(image))


def _shape(image: Any) -> Shape:
    """The server's picture, ARGB with the colours multiplied by the alpha already."""
    size = (image.width, image.height)
    pixels = struct.pack(f"<{len(image.cursor_image)}I", *image.cursor_image)
    picture = Image.frombytes("RGBa", size, pixels, "raw", "BGRa").convert("RGBA")
    png = io.BytesIO()
    picture.save(png, "PNG")
    return Shape(png.getvalue(), image.xhot, image.yhot, *size)
