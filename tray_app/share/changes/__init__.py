"""Waiting for the screen to change, so that a still one costs next to nothing."""

import sys
from typing import Protocol


class Changes(Protocol):
    """Says when to take a picture."""

    def wait(self, seconds: float) -> bool:
        """Whether something may have changed, as soon as it has; False when time is up."""

    def noted(self, changed: bool) -> None:
        """Tells whether the picture that was taken then was another one."""

    def expect(self) -> None:
        """Tells that something is about to change."""

    def wake(self) -> None:
        """Ends a wait of another thread."""

    def close(self) -> None:
        """Lets go what it waits on."""


def open_changes() -> Changes:
    """The best way of this system."""
    from tray_app.share.changes.polling import PolledChanges

    if sys.platform in {"win32", "darwin"}:
        return PolledChanges()
    from tray_app.share.changes.x11 import DamageChanges, NoDamage

    try:
        return DamageChanges()
    except NoDamage:
        return PolledChanges()
