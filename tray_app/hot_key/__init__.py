"""Control+Alt+Pause, heard wherever the person is: ends what the technician may do here."""

import sys
from collections.abc import Callable
from typing import Protocol


class HotKey(Protocol):
    """A key that is listened for."""

    def close(self) -> None:
        """Leaves the key to others again."""


def open_hot_key(pressed: Callable[[], None]) -> HotKey | None:
    """Listens from now on; None where this desktop gives no key to a program in the background."""
    if sys.platform == "win32":
        from tray_app.hot_key.windows import WindowsHotKey

        return WindowsHotKey(pressed)
    if sys.platform == "darwin":
        from tray_app.hot_key.macos import MacHotKey

        return MacHotKey(pressed)
    from tray_app.hot_key.x11 import NoHotKey, X11HotKey

    try:
        return X11HotKey(pressed)
    except NoHotKey:
        return None
