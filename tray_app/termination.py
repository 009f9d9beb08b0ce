"""Ends properly when the system asks for it, so that no key stays pressed."""

import os
import signal
import sys
import threading
from collections.abc import Callable


def on_termination(end: Callable[[], None]) -> None:
    """Calls `end` once when the process is told to end; to be called by the main thread.

    Not every tray's main loop returns to Python for a signal, but the file of the signals is
    written at once; GLib's does, and takes that file for itself. Whichever comes first counts.
    """
    if sys.platform == "win32":
        return
    told = threading.Event()

    def wait_and_end() -> None:
        told.wait()
        end()

    def read() -> None:
        while numbers := os.read(reading, 16):
            if signal.SIGTERM in numbers:
                told.set()

    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
    signal.signal(signal.SIGTERM, lambda _number, _frame: told.set())
    for work in (wait_and_end, read):
        threading.Thread(target=work, name="termination", daemon=True).start()
