"""The customer's own mouse and keys always win: the pause, where the system calls back."""

import contextlib
import threading
import time
from collections.abc import Callable

from tray_app.input import NoInput

#: For so many seconds after the customer's last stroke or move the remote hands rest.
PAUSE = 1.0


class TimedPause:
    """A pause that begins with `used` and is over a second after the last one.

    :param on_begin: called first, to let go what is held.
    :param is_held: whether the customer still holds something; that makes the pause longer.
    :param on_pause: called with True when a pause begins and with False when it is over.
    """

    def __init__(
        self,
        on_begin: Callable[[], None],
        is_held: Callable[[], bool],
        on_pause: Callable[[bool], None],
    ) -> None:
        self._on_begin, self._is_held, self._on_pause = on_begin, is_held, on_pause
        self.is_on = False
        self._until = 0.0
        self._is_closed = False
        self._change = threading.Condition()
        self._thread = threading.Thread(target=self._run, name="local input", daemon=True)
        self._thread.start()

    def used(self) -> None:
        """The customer used mouse or keys. Quick: the system waits for it."""
        with self._change:
            self._until = time.monotonic() + PAUSE
            if not self.is_on:
                self.is_on = True
                self._change.notify()

    def close(self) -> None:
        """Ends the watching; afterwards nothing is called any more."""
        with self._change:
            self._is_closed = True
            self._change.notify()
        if threading.current_thread() is not self._thread:
            self._thread.join()

    # Private

    def _run(self) -> None:
        while self._wait_for_use():
            with contextlib.suppress(NoInput):
                self._on_begin()
            self._on_pause(True)
            if self._wait_for_end():
                self._on_pause(False)

    def _wait_for_use(self) -> bool:
        """Whether there is a pause to begin; else the watching ends."""
        with self._change:
            self._change.wait_for(lambda: self.is_on or self._is_closed)
            return not self._is_closed

    def _wait_for_end(self) -> bool:
        """Whether the pause came to its end; else the watching ends."""
        with self._change:
            while not self._is_closed:
                patience = self._until - time.monotonic()
                if patience > 0:
                    self._change.wait(patience)
                elif self._is_held():
                    self._until = time.monotonic() + PAUSE
                else:
                    self.is_on = False
                    return True
            return False
