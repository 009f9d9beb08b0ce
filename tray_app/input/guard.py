"""A process beside the tray app that outlives its crash: no key stays down, no key stays lent.

It waits for the end of its standard input, which a crash brings as well as anything else.
"""

import subprocess
import sys

from Xlib.display import Display
from Xlib.error import ConnectionClosedError, DisplayError

from tray_app.input.leftovers import Leftovers, let_go_all
from tray_app.program import command

#: The hidden option that has this program be the guard.
OPTION = "--guard-input"


class Guard:
    """The guard's process as the tray app sees it."""

    def __init__(self) -> None:
        program = [*command(), OPTION]
        # A session of its own: what ends the app from its terminal must not end the guard.
        self._process = subprocess.Popen(program, stdin=subprocess.PIPE, start_new_session=True)

    def close(self) -> None:
        """Ends the guard: everything is in order."""
        self._process.kill()
        self._process.communicate()


def main() -> int:
    """Waits for the app's end, then puts everything in order. The exit code."""
    sys.stdin.buffer.read()
    try:
        display = Display()
        let_go_all(display)
        Leftovers(display).put_back()
        display.close()
    except (DisplayError, ConnectionClosedError, OSError):
        # With the display, what was held there is gone.
        return 1
    return 0
