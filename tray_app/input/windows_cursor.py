"""The pointer on Windows: GetCursorInfo, its shape drawn by DrawIconEx. From Microsoft's
documentation; not yet tried on Windows.

A pointer may have an alpha channel, a mask, or both; drawn once on black and once on white, each
kind tells how much of the ground shines through.
"""

import ctypes
import io
from ctypes import wintypes
from typing import Any

from PIL import Image, ImageChops

from tray_app.input import NoInput
from tray_app.input.cursor import Cursor, Shape
from tray_app.input.last_move import LAST_MOVE
from tray_app.input.windows_structures import Point

SIZES = (13, 14)  # GetSystemMetrics: width and height of a pointer
DRAW_NORMALLY = 0x3
BLACKNESS, WHITENESS = 0x00000042, 0x00FF0062


class CursorInfo(ctypes.Structure):
    """CURSORINFO."""

    _fields_ = [
        ("cbSize", ctypes.c_uint32),
        ("flags", ctypes.c_uint32),
        ("hCursor", ctypes.c_void_p),
        ("ptScreenPos", Point),
    ]


class IconInfo(ctypes.Structure):
    """ICONINFO."""

    _fields_ = [
        ("fIcon", ctypes.c_int32),
        ("xHotspot", ctypes.c_uint32),
        ("yHotspot", ctypes.c_uint32),
        ("hbmMask", ctypes.c_void_p),
        ("hbmColor", ctypes.c_void_p),
    ]


class BitmapHeader(ctypes.Structure):
    """BITMAPINFOHEADER."""

    _fields_ = [
        ("biSize", ctypes.c_uint32),
        ("biWidth", ctypes.c_int32),
        ("biHeight", ctypes.c_int32),
        ("biPlanes", ctypes.c_uint16),
        ("biBitCount", ctypes.c_uint16),
        *[(name, ctypes.c_uint32) for name in ("biCompression", "biSizeImage")],
        *[(name, ctypes.c_int32) for name in ("biXPelsPerMeter", "biYPelsPerMeter")],
        *[(name, ctypes.c_uint32) for name in ("biClrUsed", "biClrImportant")],
    ]


class WindowsCursorWatch:
    """Looks at the pointer of Windows."""

    def __init__(self) -> None:
        self._user: Any = ctypes.WinDLL("user32")  # type: ignore[attr-defined]
        self._gdi: Any = ctypes.WinDLL("gdi32")  # type: ignore[attr-defined]
        _declare(self._user, self._gdi)
        self._place: tuple[int, int] | None = None
        self._pointer: Any = None

    def poll(self) -> Cursor | None:
        info = CursorInfo(cbSize=ctypes.sizeof(CursorInfo))
        if not self._user.GetCursorInfo(ctypes.byref(info)):
            raise NoInput("no_input", "Windows does not tell the pointer")
        place = (info.ptScreenPos.x, info.ptScreenPos.y)
        moved = self._place is not None and place not in (self._place, LAST_MOVE.place)
        self._place = place
        shape = None
        if info.hCursor and info.hCursor != self._pointer:
            self._pointer = info.hCursor
            shape = self._shape(info.hCursor)
        return Cursor(*place, moved, shape) if moved or shape else None

    def close(self) -> None:
        """Nothing is held."""

    # Private

    def _shape(self, pointer: int) -> Shape | None:
        icon = IconInfo()
        if not self._user.GetIconInfo(pointer, ctypes.byref(icon)):
            return None
        for bitmap in filter(None, (icon.hbmMask, icon.hbmColor)):
            self._gdi.DeleteObject(bitmap)
        width, height = (self._user.GetSystemMetrics(index) for index in SIZES)
        on_black, on_white = (
            self._drawn(pointer, width, height, ground) for ground in (BLACKNESS, WHITENESS)
        )
        png = io.BytesIO()
        without_ground(on_black, on_white).save(png, "PNG")
        return Shape(png.getvalue(), icon.xHotspot, icon.yHotspot, width, height)

    def _drawn(self, pointer: int, width: int, height: int, ground: int) -> Image.Image:
        """The pointer on this ground."""
        # A negative height is a picture from top to bottom.
        header = BitmapHeader(ctypes.sizeof(BitmapHeader), width, -height, 1, 32)
        pixels = ctypes.c_void_p()
        context = self._gdi.CreateCompatibleDC(None)
        bitmap = self._gdi.CreateDIBSection(
            context, ctypes.byref(header), 0, ctypes.byref(pixels), None, 0
        )
        before = self._gdi.SelectObject(context, bitmap)
        self._gdi.PatBlt(context, 0, 0, width, height, ground)
        self._user.DrawIconEx(context, 0, 0, pointer, width, height, 0, None, DRAW_NORMALLY)
        self._gdi.GdiFlush()
        raw = ctypes.string_at(pixels.value or 0, width * height * 4)
        self._gdi.SelectObject(context, before)
        self._gdi.DeleteObject(bitmap)
        self._gdi.DeleteDC(context)
        return Image.frombytes("RGB", (width, height), raw, "raw", "BGRX")


def without_ground(on_black: Image.Image, on_white: Image.Image) -> Image.Image:
    """The picture with transparency that looks so on black and so on white."""
    shining = ImageChops.subtract(on_white, on_black).convert("L")
    alpha = ImageChops.invert(shining)
    # On black, each colour is multiplied by the alpha already.
    premultiplied = Image.merge("RGBA", (*on_black.split(), alpha)).tobytes()
    return Image.frombytes("RGBa", on_black.size, premultiplied).convert("RGBA")


def _declare(user: Any, gdi: Any) -> None:
    """The types of what is used, without which 64-bit handles are cut off."""
    pointer, number = ctypes.c_void_p, ctypes.c_int
    user.GetCursorInfo.argtypes = [pointer]
    user.GetIconInfo.argtypes = [pointer, pointer]
    user.DrawIconEx.argtypes = [
        *(pointer, number, number, pointer, number, number, ctypes.c_uint, pointer, ctypes.c_uint)
    ]
    gdi.CreateCompatibleDC.argtypes = [pointer]
    gdi.CreateDIBSection.argtypes = [
        *(pointer, pointer, ctypes.c_uint, pointer, pointer, wintypes.DWORD)
    ]
    gdi.SelectObject.argtypes = [pointer, pointer]
    gdi.PatBlt.argtypes = [pointer, number, number, number, number, wintypes.DWORD]
    for function in (gdi.CreateCompatibleDC, gdi.CreateDIBSection, gdi.SelectObject):
        function.restype = pointer
    for function in (gdi.DeleteObject, gdi.DeleteDC):
        function.argtypes = [pointer]
