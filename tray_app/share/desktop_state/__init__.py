"""States of this desktop in which the technician sees or reaches less than usual."""

import sys
from typing import Protocol

#: The contract's names of them that this app can notice.
LOCKED, ELEVATED, NO_CAPTURE = "locked", "elevated", "no_capture"


class DesktopState(Protocol):
    """Looks when asked."""

    def poll(self) -> set[str]:
        """The states that hold now."""

    def close(self) -> None:
        """Looks no more."""


def open_desktop_state() -> DesktopState:
    """The way of this system."""
    if sys.platform == "win32":
        from tray_app.share.desktop_state.windows import WindowsState

        return WindowsState()
    if sys.platform == "darwin":
        from tray_app.share.desktop_state.macos import MacState

        return MacState()
    from tray_app.share.desktop_state.linux import LinuxState

    return LinuxState()
