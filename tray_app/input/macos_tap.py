"""The customer's own mouse and keys on macOS, by an event tap that only listens. Not yet tried on
macOS.
"""

import threading
from collections.abc import Callable
from typing import Any

from tray_app.input import NoInput
from tray_app.input.macos_libraries import TAP_CALLBACK, common_modes

SESSION_TAP, IN_FRONT, LISTEN_ONLY = 1, 0, 1
#: Key to the process that made an event (CGEventTypes.h); devices have none.
SOURCE_PROCESS = 41
#: Buttons, moves and drags, keys, modifiers and the wheel.
KINDS = (*range(1, 8), 10, 11, 12, 22, 25, 26, 27)
#: The system turned the tap off, because it waited too long for it or the person asked it to.
TURNED_OFF = (0xFFFFFFFE, 0xFFFFFFFF)


class Tap:
    """The tap, on a run loop of its own."""

    def __init__(self, quartz: Any) -> None:
        self._quartz = quartz
        self._used: Callable[[], None] = lambda: None
        self._thread = threading.Thread(target=self._run, name="event tap", daemon=True)
        self._is_ready = threading.Event()
        self._tap: Any = None
        self._loop: Any = None

    def start(self, used: Callable[[], None]) -> None:
        """Calls back on each stroke or move that no program sent.

        :raises NoInput: the right "input monitoring" is missing, so the customer could not win.
        """
        self._used = used
        self._thread.start()
        self._is_ready.wait()
        if not self._tap:
            raise NoInput("no_input", "the right 'input monitoring' is missing")

    def close(self) -> None:
        """Ends the watching."""
        if self._loop:
            self._quartz.CFRunLoopStop(self._loop)

    def on_event(self, _proxy: Any, kind: int, event: Any, _own: Any) -> Any:
        """What macOS calls on each event."""
        if kind in TURNED_OFF:
            self._quartz.CGEventTapEnable(self._tap, True)
        elif not self._quartz.CGEventGetIntegerValueField(event, SOURCE_PROCESS):
            self._used()
        return event

    # Private

    def _run(self) -> None:
        quartz = self._quartz
        # Kept until the loop's end: macOS calls what Python would have thrown away.
        callback = TAP_CALLBACK(self.on_event)
        mask = 0
        for kind in KINDS:
            mask |= 1 << kind
        self._tap = quartz.CGEventTapCreate(
            SESSION_TAP, IN_FRONT, LISTEN_ONLY, mask, callback, None
        )
        if self._tap:
            source = quartz.CFMachPortCreateRunLoopSource(None, self._tap, 0)
            self._loop = quartz.CFRunLoopGetCurrent()
            quartz.CFRunLoopAddSource(self._loop, source, common_modes(quartz))
        self._is_ready.set()
        if self._tap:
            quartz.CFRunLoopRun()
            quartz.CGEventTapEnable(self._tap, False)
