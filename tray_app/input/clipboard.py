"""The customer's clipboard as text, read and written only when somebody asks for it."""

import sys
from collections.abc import Callable


class NoClipboard(Exception):
    """The clipboard can't be reached, or holds no text that could be sent."""


def read() -> str:
    """The text in the clipboard with "\\n" as line break; "" where it is empty.

    :raises NoClipboard: it holds no text, or its owner does not answer.
    """
    reading, _writing = _system()
    return reading()


def write(text: str) -> None:
    """Puts the text into the clipboard; it stays there while this program runs.

    :raises NoClipboard: the system does not take it.
    """
    _reading, writing = _system()
    writing(text)


def _system() -> tuple[Callable[[], str], Callable[[str], None]]:
    if sys.platform == "win32":
        from tray_app.input import windows_clipboard

        return windows_clipboard.read, windows_clipboard.write
    if sys.platform == "darwin":
        from tray_app.input import macos_clipboard

        return macos_clipboard.read, macos_clipboard.write
    from tray_app.input import x11_clipboard

    return x11_clipboard.read, x11_clipboard.write
