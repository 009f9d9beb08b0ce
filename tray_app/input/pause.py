"""The customer's own mouse and keys always win: while they are used, remote input is dropped."""

import contextlib
import select
import socket
import threading
import time
from collections.abc import Callable

from Xlib.display import Display
from Xlib.error import ConnectionClosedError

from tray_app.input import NoInput
from tray_app.input.local_devices import LocalDevices

#: For so many seconds after the customer's last stroke or move the remote hands rest.
PAUSE = 1.0


class Pause:
    """Watches the customer's own devices on a connection of its own.

    :param on_begin: called on the watching thread, before others learn of the pause.
    :param on_pause: called with True when a pause begins and with False when it is over.
    :raises NoInput: the server does not say which device an event came from.
    """

    def __init__(
        self, display: Display, on_begin: Callable[[], None], on_pause: Callable[[bool], None]
    ) -> None:
        self._display, self._on_begin, self._on_pause = display, on_begin, on_pause
        try:
            self._devices = LocalDevices(display)
        except LookupError as error:
            raise NoInput("no_input", f"the X server lacks {error}") from error
        self.is_on = False
        self._until = 0.0
        self._end_reading, self._end_writing = socket.socketpair()
        self._thread = threading.Thread(target=self._watch, name="local input", daemon=True)
        display.sync()
        self._thread.start()

    def close(self) -> None:
        """Ends the watching; afterwards nothing is called any more."""
        self._end_writing.close()
        if threading.current_thread() is not self._thread:
            self._thread.join()

    # Private

    def _watch(self) -> None:
        with contextlib.suppress(ConnectionClosedError, OSError):
            while not self._wait():
                if self._was_used():
                    self._until = time.monotonic() + PAUSE
                    self._begin()
                elif self.is_on and time.monotonic() >= self._until:
                    self._end_unless_held()
            self._display.close()

    def _wait(self) -> bool:
        """Sleeps until something is to be done; gives whether that is to end."""
        patience = max(0.0, self._until - time.monotonic()) if self.is_on else None
        if self._display.pending_events():
            patience = 0.0
        ready, _, _ = select.select([self._display, self._end_reading], [], [], patience)
        return self._end_reading in ready

    def _was_used(self) -> bool:
        used = False
        while self._display.pending_events():
            used |= self._devices.is_local(self._display.next_event())
        return used

    def _begin(self) -> None:
        if not self.is_on:
            self.is_on = True
            self._on_begin()
            self._on_pause(True)

    def _end_unless_held(self) -> None:
        """Ends the pause. The remote hands hold nothing during it, so what is held is held by the
        customer: a Shift that would change every letter, or a button in the middle of a drag.
        """
        pointer = self._display.screen().root.query_pointer()
        if any(self._display.query_keymap()) or pointer.mask & BUTTONS:
            self._until = time.monotonic() + PAUSE
            return
        self.is_on = False
        self._on_pause(False)


#: The five buttons of the core protocol, in the mask of a pointer.
BUTTONS = 0x1F00
