"""How this program is started."""

import sys
from pathlib import Path


def command() -> list[str]:
    """The words that start it again, to which options can be added."""
    if getattr(sys, "frozen", False):
        return [sys.executable]
    return [sys.executable, "-m", "tray_app"]


def folder_of_program() -> Path | None:
    """Where the package's program lies; None where it runs from a checkout."""
    return Path(sys.executable).parent if getattr(sys, "frozen", False) else None
