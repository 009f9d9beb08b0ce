"""The hot key on macOS: Control+Option+F15, which is where Pause is on other keyboards.

From Apple's documentation (NSEvent's global monitors, which need the accessibility permission that
control needs anyway); not tried yet.
"""

from collections.abc import Callable
from typing import Any

from AppKit import (
    NSEvent,
    NSEventMaskKeyDown,
    NSEventModifierFlagControl,
    NSEventModifierFlagOption,
)

#: kVK_F15 of Carbon's Events.h.
F15 = 0x71
NEEDED = NSEventModifierFlagControl | NSEventModifierFlagOption


class MacHotKey:
    """Calls `pressed` for each press, from the main loop that shows the icon."""

    def __init__(self, pressed: Callable[[], None]) -> None:
        self._pressed = pressed
        self._monitor: Any = NSEvent.addGlobalMonitorForEventsMatchingMask_handler_(
            NSEventMaskKeyDown, self._came
        )

    def close(self) -> None:
        """Leaves the key to others again."""
        if self._monitor is not None:
            NSEvent.removeMonitor_(self._monitor)
            self._monitor = None

    def _came(self, event: Any) -> None:
        if event.keyCode() == F15 and event.modifierFlags() & NEEDED == NEEDED:
            self._pressed()
