"""macOS: the locked screen, and the permission to record the screen.

From Apple's documentation (CGSessionCopyCurrentDictionary, CGPreflightScreenCaptureAccess); not
tried yet. Without the permission macOS gives pictures of an empty desktop, so asking is needed.
"""

import Quartz

from tray_app.share.desktop_state import LOCKED, NO_CAPTURE


class MacState:
    """Asks Quartz."""

    def __init__(self) -> None:
        if not Quartz.CGPreflightScreenCaptureAccess():
            # Shows the system's own question once; afterwards it is a matter of its settings.
            Quartz.CGRequestScreenCaptureAccess()

    def poll(self) -> set[str]:
        """The states that hold now."""
        session = Quartz.CGSessionCopyCurrentDictionary() or {}
        states = {LOCKED} if session.get("CGSSessionScreenIsLocked") else set()
        return states | (set() if Quartz.CGPreflightScreenCaptureAccess() else {NO_CAPTURE})

    def close(self) -> None:
        """Nothing to let go."""
