"""Ends properly when the system asks for it, so that no key stays pressed."""

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Callable


def on_termination(end: Callable[[], None]) -> None:
    """Calls `end` when the process is told to end; to be called by the main thread."""
    if sys.platform == "win32":
        return
    # The main loops of the trays return to Python only now and then; the file of the signals is
    # written at once.
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
    signal.signal(signal.SIGTERM, lambda _number, _frame: None)

    def wait() -> None:
        while numbers := os.read(reading, 16):
            if signal.SIGTERM in numbers:
                with contextlib.suppress(Exception):
                    end()

    threading.Thread(target=wait, name="termination", daemon=True).start()
