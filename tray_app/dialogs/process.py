"""A window's process as the tray app sees it: open it, talk to it, learn how it ended."""

import contextlib
import json
import subprocess
import threading
from collections.abc import Callable
from enum import Enum, IntEnum
from typing import Any

from tray_app.entries import Entry
from tray_app.join import Access
from tray_app.language import gettext as _
from tray_app.program import command

#: Seconds that a window may take to close.
CLOSES_WITHIN = 3.0
#: Said to a window: come to the front. The end of its input closes it.
TO_FRONT = "front"


class ExitCode(IntEnum):
    """How a window's process tells the tray app what the person chose."""

    CLOSED = 0
    AGREED = 21


class Outcome(Enum):
    """How a window ended."""

    CLOSED = "closed"
    AGREED = "agreed"
    FAILED = "failed"


_OUTCOMES = {
    ExitCode.CLOSED: Outcome.CLOSED,
    ExitCode.AGREED: Outcome.AGREED,
}


class WindowProcess:
    """One window in a process of its own."""

    def __init__(
        self,
        options: list[str],
        heard: Callable[[dict[str, Any]], None],
        ended: Callable[[Outcome], None],
    ) -> None:
        """:param heard, ended: called from a thread with what it says, and when it is gone"""
        self._heard, self._ended = heard, ended
        self._process = subprocess.Popen(
            [*command(), *options], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        threading.Thread(target=self._listen, name="window", daemon=True).start()

    @property
    def is_open(self) -> bool:
        """Whether it is still there."""
        return self._process.poll() is None

    def say(self, word: str) -> None:
        """Tells it something; nothing where it is just closing."""
        with contextlib.suppress(OSError, ValueError):
            print(word, file=self._process.stdin, flush=True)

    def close(self) -> None:
        """Closes it."""
        with contextlib.suppress(OSError):
            self._process.stdin.close()  # type: ignore[union-attr]

    def wait(self) -> None:
        """Waits until it is gone, for a few seconds at most."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(CLOSES_WITHIN)

    def _listen(self) -> None:
        assert self._process.stdout  # noqa: S101 - Popen was told so
        with self._process.stdout as said:
            for line in said:
                # Anything else may print to a standard output.
                with contextlib.suppress(ValueError):
                    self._heard(dict(json.loads(line)))
        code = self._process.wait()
        self._ended(_OUTCOMES.get(code, Outcome.FAILED))  # type: ignore[call-overload]


class KeyWindow:
    """The window that asks for the key; at most one at a time."""

    def __init__(
        self,
        server_option: str | None,
        on_close: Callable[[Outcome], None],
        on_access: Callable[[Access], None],
    ) -> None:
        self._server = ["--server", server_option] if server_option else []
        self._on_close, self._on_access = on_close, on_access
        self._window: WindowProcess | None = None
        self._entries: list[Entry] = []

    def open(self, form: str, entries: list[Entry]) -> None:
        """Opens the window, or brings the open one to the front.

        :param form: "dialog", "in_place_of_menu" where the icon has none, "alone" without an icon
        :param entries: what it offers beneath the field
        """
        if self._window and self._window.is_open:
            self._window.say(TO_FRONT)
            return
        options = ["--window", form, *self._server]
        self._window = WindowProcess(options, self._heard, self._on_close)
        self.offer(entries)

    def offer(self, entries: list[Entry]) -> None:
        """Offers these from now on, where it is open."""
        self._entries = entries
        if self._window:
            self._window.say(json.dumps({"entries": [entry.label for entry in entries]}))

    @property
    def is_open(self) -> bool:
        """Whether it is there."""
        return self._window is not None and self._window.is_open

    def close(self) -> None:
        """Closes the window, if one is open."""
        if self._window:
            self._window.close()

    def wait_closed(self) -> None:
        """Waits until it is gone; it takes a moment."""
        if self._window:
            self._window.wait()

    def _heard(self, word: dict[str, Any]) -> None:
        if "access" in word:
            self._on_access(Access(**word["access"]))
        if "chosen" in word:
            self._entries[word["chosen"]].action()


class Question:
    """A question to the person (heading, sentence, yes, no), in a window that stands there now.

    Without `yes` it is something to read.
    """

    def __init__(self, question: dict[str, str]) -> None:
        self._answered = threading.Event()
        self._outcome = Outcome.CLOSED
        self._window = WindowProcess(["--window", "question"], lambda _word: None, self._ended)
        self._window.say(json.dumps(question))

    def wait(self, seconds: float | None = None) -> bool:
        """Whether the person said yes; closing the window is a no, and so is no answer in time."""
        is_answered = self._answered.wait(seconds)
        self.close()
        return is_answered and self._outcome is Outcome.AGREED

    def close(self) -> None:
        """Takes it away."""
        self._window.close()

    def _ended(self, outcome: Outcome) -> None:
        self._outcome = outcome
        self._answered.set()


def inform(heading: str, sentence: str) -> None:
    """Says something in a window that stays until it was read, which nobody waits for."""
    told = {"heading": heading, "sentence": sentence, "no": _("Close")}
    threading.Thread(target=lambda: Question(told).wait(), name="notice", daemon=True).start()
