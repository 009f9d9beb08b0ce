"""The signs by which the customer knows: the window that stays in sight, and the key that stops."""

import json
import threading
from collections.abc import Callable
from typing import Any

from tray_app.dialogs.process import TO_FRONT, Outcome, WindowProcess
from tray_app.hot_key import HotKey, open_hot_key
from tray_app.session import sentences
from tray_app.session.status import Status

#: A window that is not there after so long won't come.
PATIENCE = 12.0


class SharingSign:
    """Window and hot key while somebody controls this computer."""

    def __init__(self, stop: Callable[[], None], send_clipboard: Callable[[], None]) -> None:
        """:param stop: called when the customer wants it to end, also when the window is gone"""
        self._stop, self._send_clipboard = stop, send_clipboard
        self._window: WindowProcess | None = None
        self._hot_key: HotKey | None = None
        self._ready = threading.Event()

    @property
    def is_shown(self) -> bool:
        """Whether the window is in sight."""
        return self._window is not None and self._window.is_open and self._ready.is_set()

    def open(self, status: Status) -> bool:
        """Shows what begins; whether the customer can see it."""
        if not self.is_shown:
            self.close()
            ready = self._ready = threading.Event()
            window: WindowProcess | None = None

            def ended(_outcome: Outcome) -> None:
                ready.set()
                # Closed by us it is ours no more; otherwise it was killed, or died.
                if window is not None and self._window is window:
                    self._window = None
                    self._stop()

            window = self._window = WindowProcess(["--window", "sharing"], self._heard, ended)
            self._hot_key = open_hot_key(self._stop)
        self._say(status)
        return self._ready.wait(PATIENCE) and self.is_shown

    def show(self, status: Status) -> None:
        """Says what disturbs it, or no longer does."""
        self._say(status)

    def note(self, sentence: str) -> None:
        """Says something for a moment."""
        if self._window:
            self._window.say(json.dumps({"note": sentence}))

    def to_front(self) -> None:
        """Gives the window the keyboard."""
        if self._window:
            self._window.say(TO_FRONT)

    def close(self) -> None:
        """Nobody controls this computer any more."""
        window, self._window = self._window, None
        if window:
            window.close()
        if self._hot_key:
            self._hot_key.close()
            self._hot_key = None

    def _say(self, status: Status) -> None:
        facts = {"heading": sentences.heading(status), "sentence": sentences.explanation(status)}
        if self._window:
            self._window.say(json.dumps(facts))

    def _heard(self, word: dict[str, Any]) -> None:
        if "ready" in word:
            self._ready.set()
        elif "stop" in word:
            self._stop()
        elif "clipboard" in word:
            self._send_clipboard()
