"""The window's process as the tray app sees it: open it, bring it forward, learn how it ended."""

import contextlib
import subprocess
import sys
import threading
from collections.abc import Callable
from enum import Enum, IntEnum


class ExitCode(IntEnum):
    """How the window's process tells the tray app what the person chose."""

    CLOSED = 0
    QUIT = 20


class Outcome(Enum):
    """How a window ended."""

    CLOSED = "closed"
    QUIT = "quit"
    FAILED = "failed"


#: The only word said to the window; the end of its input closes it.
TO_FRONT = "front"


class DialogProcess:
    """At most one window at a time."""

    def __init__(self, server_option: str | None, on_close: Callable[[Outcome], None]) -> None:
        self._server_option = server_option
        self._on_close = on_close
        self._process: subprocess.Popen[str] | None = None

    def open(self, with_entries: bool) -> None:
        """Opens the window, or brings the open one to the front."""
        if self._process and self._process.poll() is None:
            self._say(TO_FRONT)
            return
        self._process = subprocess.Popen(
            self._command(with_entries), stdin=subprocess.PIPE, text=True
        )
        threading.Thread(target=self._wait, args=[self._process], daemon=True).start()

    def close(self) -> None:
        """Closes the window, if one is open."""
        if self._process and self._process.stdin:
            self._process.stdin.close()

    def _command(self, with_entries: bool) -> list[str]:
        program = [sys.executable]
        if not getattr(sys, "frozen", False):
            program += ["-m", "tray_app"]
        server = ["--server", self._server_option] if self._server_option else []
        return [*program, "--window", "small" if with_entries else "dialog", *server]

    def _say(self, word: str) -> None:
        # It may just be closing; the next click opens a new one.
        with contextlib.suppress(OSError):
            print(word, file=self._process.stdin, flush=True)  # type: ignore[union-attr]

    def _wait(self, process: subprocess.Popen[str]) -> None:
        code = process.wait()
        outcomes = {ExitCode.CLOSED: Outcome.CLOSED, ExitCode.QUIT: Outcome.QUIT}
        self._on_close(outcomes.get(code, Outcome.FAILED))  # type: ignore[call-overload]
