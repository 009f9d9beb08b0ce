"""The clipboard on Windows, as CF_UNICODETEXT. From Microsoft's documentation ("Using the
Clipboard"); not yet tried on Windows.
"""

import contextlib
import ctypes
import time
from collections.abc import Iterator
from typing import Any

from tray_app.input.clipboard import NoClipboard

CF_UNICODETEXT = 13
GMEM_MOVEABLE = 0x0002
#: Another program may have it open just now: so often it is tried again, so many seconds apart.
TRIES, BETWEEN_TRIES = 10, 0.05


def read() -> str:
    """The text in the clipboard, "" where it is empty."""
    user, kernel = _libraries()
    with _opened(user):
        if user.CountClipboardFormats() == 0:
            return ""
        handle = user.GetClipboardData(CF_UNICODETEXT)
        if not handle:
            raise NoClipboard("no text in the clipboard")
        place = kernel.GlobalLock(handle)
        try:
            return ctypes.wstring_at(place).replace("\r\n", "\n")
        finally:
            kernel.GlobalUnlock(handle)


def write(text: str) -> None:
    """Puts the text into the clipboard."""
    user, kernel = _libraries()
    # Windows ends lines with both characters, and a text with a zero.
    content = text.replace("\r\n", "\n").replace("\n", "\r\n").replace("\0", "") + "\0"
    encoded = content.encode("utf-16-le", "replace")
    with _opened(user):
        user.EmptyClipboard()
        handle = kernel.GlobalAlloc(GMEM_MOVEABLE, len(encoded))
        if not handle:
            raise NoClipboard("no memory for the clipboard")
        ctypes.memmove(kernel.GlobalLock(handle), encoded, len(encoded))
        kernel.GlobalUnlock(handle)
        # From here on the memory is Windows'.
        if not user.SetClipboardData(CF_UNICODETEXT, handle):
            kernel.GlobalFree(handle)
            raise NoClipboard("Windows did not take the text")


@contextlib.contextmanager
def _opened(user: Any) -> Iterator[None]:
    for _ in range(TRIES):
        if user.OpenClipboard(None):
            break
        time.sleep(BETWEEN_TRIES)
    else:
        raise NoClipboard("another program keeps the clipboard")
    try:
        yield
    finally:
        user.CloseClipboard()


def _libraries() -> tuple[Any, Any]:
    """user32 and kernel32 with the types of what is used, without which handles are cut off."""
    user: Any = ctypes.WinDLL("user32", use_last_error=True)  # type: ignore[attr-defined]
    kernel: Any = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined]
    pointer = ctypes.c_void_p
    user.OpenClipboard.argtypes = [pointer]
    user.GetClipboardData.argtypes = [ctypes.c_uint]
    user.GetClipboardData.restype = pointer
    user.SetClipboardData.argtypes = [ctypes.c_uint, pointer]
    user.SetClipboardData.restype = pointer
    kernel.GlobalAlloc.argtypes = [ctypes.c_uint, ctypes.c_size_t]
    for function in (kernel.GlobalAlloc, kernel.GlobalLock):
        function.restype = pointer
    for function in (kernel.GlobalLock, kernel.GlobalUnlock, kernel.GlobalFree):
        function.argtypes = [pointer]
    return user, kernel
