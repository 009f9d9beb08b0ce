"""The tray app with other times: `python -m tests.tray.turned_app`, with the app's own options.

TURNED names constants of its modules and what they are instead, as in
"tray_app.share.pacing.LOST_AFTER=3600". When it gets SIGUSR2, six seconds more have passed in which
it heard nothing of the server.
"""

import importlib
import os
import signal
import sys
import threading
from time import monotonic

LEAP = signal.SIGUSR2
SECONDS = 6.0


def turn_constants(turned: str) -> None:
    """Has constants be what the test wants; one that there is not is a mistake of the test's."""
    for setting in turned.split():
        name, value = setting.split("=")
        module_name, _, constant = name.rpartition(".")
        module = importlib.import_module(module_name)
        assert hasattr(module, constant), name
        setattr(module, constant, float(value))


def leap_when_told() -> None:
    """Has the stream's clock leap with each signal."""
    from tray_app.session import stream

    leapt = 0.0
    # Before any other thread there is, so that none of them takes it.
    signal.pthread_sigmask(signal.SIG_BLOCK, {LEAP})

    def wait() -> None:
        nonlocal leapt
        while signal.sigwait({LEAP}):
            leapt += SECONDS

    stream.monotonic = lambda: monotonic() + leapt  # type: ignore[attr-defined]
    threading.Thread(target=wait, name="leap", daemon=True).start()


if __name__ == "__main__":
    turn_constants(os.environ.get("TURNED", ""))
    leap_when_told()
    from tray_app.__main__ import main

    sys.exit(main())
