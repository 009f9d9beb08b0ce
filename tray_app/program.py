"""How this program is started."""

import sys


def command() -> list[str]:
    """The words that start it again, to which options can be added."""
    if getattr(sys, "frozen", False):
        return [sys.executable]
    return [sys.executable, "-m", "tray_app"]
