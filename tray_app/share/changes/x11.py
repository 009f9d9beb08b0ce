"""X11 tells what was drawn (its Damage extension), so a still screen need not be looked at."""

import os
import select
import threading
from contextlib import suppress
from typing import Any

from Xlib.display import Display
from Xlib.error import ConnectionClosedError, DisplayError, XError
from Xlib.ext import damage

#: Some drivers draw without telling: look by ourselves this often, in seconds.
LOOK_ANYWAY = 0.3


class NoDamage(Exception):
    """This X server does not tell."""


class DamageChanges:
    """Waits until X says that something was drawn."""

    def __init__(self) -> None:
        try:
            self._display = Display()
        except (DisplayError, ConnectionClosedError, OSError) as error:
            raise NoDamage(str(error)) from error
        if not self._display.has_extension("DAMAGE"):
            self._display.close()
            raise NoDamage
        self._display.damage_query_version()
        root = self._display.screen().root
        # One event for the first change; the next one only after it is taken away (subtract).
        self._damage: Any = root.damage_create(damage.DamageReportNonEmpty)
        self._display.flush()
        self._woken, self._wake = os.pipe()
        self._lock = threading.Lock()
        self._is_closed = False

    def wait(self, seconds: float) -> bool:
        """Whether something was drawn; once in a while True without being told."""
        # Looked at before waiting: python-xlib may have read it from the socket already.
        if self._was_told():
            return True
        ready, _, _ = select.select([self._display, self._woken], [], [], min(seconds, LOOK_ANYWAY))
        if self._woken in ready:
            os.read(self._woken, 1024)
            return False
        if self._display in ready:
            return self._was_told()
        return seconds >= LOOK_ANYWAY

    def noted(self, changed: bool) -> None:
        """X needs not be told."""

    def expect(self) -> None:
        """X tells as soon as it changes."""

    def wake(self) -> None:
        """Ends a wait of another thread."""
        with self._lock:
            if not self._is_closed:
                os.write(self._wake, b"!")

    def close(self) -> None:
        """Lets go the display."""
        with self._lock:
            self._is_closed = True
            os.close(self._wake)
            os.close(self._woken)
        with suppress(ConnectionClosedError, XError, OSError):
            self._display.close()

    def _was_told(self) -> bool:
        """Takes away what was told, so that the next change is told again."""
        told = False
        try:
            while self._display.pending_events():
                self._display.next_event()
                told = True
            if told:
                self._display.damage_subtract(self._damage)
                self._display.flush()
        except (ConnectionClosedError, OSError):
            # The display is gone: taking a picture finds that out and says it.
            return True
        return told
