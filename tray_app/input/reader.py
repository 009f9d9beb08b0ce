"""Whether the program in front has come to the strokes that were sent to it."""

import select
import time
from collections.abc import Callable
from typing import Any

from Xlib import X, Xatom
from Xlib.display import Display
from Xlib.error import BadWindow
from Xlib.protocol import event

#: So many seconds after the last stroke a program gets that can't be asked, as a terminal.
UNASKED = 1.0
#: A program that does not answer for so long hangs, and there is nothing to wait for.
HANGS = 3.0
#: How often it is looked whether waiting still makes sense.
LOOK = 0.05


class Reader:
    """Asks the program in front for a sign of life, as window managers do (EWMH, _NET_WM_PING).

    It answers in the order of what it is sent: after the strokes.
    """

    def __init__(self, display: Display, interrupted: Callable[[], bool]) -> None:
        self._display, self._interrupted = display, interrupted
        self._root = display.screen().root
        names = ("_NET_ACTIVE_WINDOW", "WM_PROTOCOLS", "_NET_WM_PING")
        self._active, self._protocols, self._ping = (display.intern_atom(name) for name in names)
        self._number = 0

    def wait_since(self, sent: float | None) -> None:
        """Returns when the program has read what was sent until then, on the monotonic clock, when
        it hangs, or when the wait is interrupted; at once where nothing was.
        """
        if sent is None:
            return
        try:
            window = self._window_to_ask()
            if window is None:
                self._pass(sent + UNASKED, lambda: False)
                return
            # Programs answer the desktop's root window.
            self._root.change_attributes(event_mask=X.SubstructureNotifyMask)
            self._ask(window)
            self._pass(time.monotonic() + HANGS, self._was_answered)
        except BadWindow:
            # It was just closed, and whatever it had to read with it.
            return
        finally:
            self._root.change_attributes(event_mask=0)

    # Private

    def _window_to_ask(self) -> Any | None:
        """The window in front, where its program answers such questions."""
        active = self._root.get_full_property(self._active, Xatom.WINDOW)
        if not active or not active.value or not active.value[0]:
            return None
        window = self._display.create_resource_object("window", active.value[0])
        protocols = window.get_full_property(self._protocols, Xatom.ATOM)
        return window if protocols and self._ping in protocols.value else None

    def _ask(self, window: Any) -> None:
        self._number += 1
        content = (32, [self._ping, self._number, window.id, 0, 0])
        window.send_event(
            event.ClientMessage(window=window, client_type=self._protocols, data=content)
        )
        self._display.sync()

    def _was_answered(self) -> bool:
        while self._display.pending_events():
            notice = self._display.next_event()
            if notice.type == X.ClientMessage and notice.client_type == self._protocols:
                _format, (kind, number, *_rest) = notice.data
                if (kind, number) == (self._ping, self._number):
                    return True
        return False

    def _pass(self, until: float, is_over: Callable[[], bool]) -> None:
        while not is_over() and not self._interrupted():
            patience = min(LOOK, until - time.monotonic())
            if patience <= 0:
                return
            select.select([self._display], [], [], patience)
