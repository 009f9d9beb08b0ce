"""The hot key on X11: a grab of its key on the root window."""

import os
import select
import threading
from collections.abc import Callable
from contextlib import suppress

from Xlib import XK, X
from Xlib.display import Display
from Xlib.error import CatchError, ConnectionClosedError, DisplayError, XError

#: CapsLock, NumLock and Mod5 may be on, and the technician may just hold Shift or Super down:
#: each combination is a grab of its own.
BESIDES = (X.LockMask, X.Mod2Mask, X.Mod5Mask, X.ShiftMask, X.Mod4Mask)


class NoHotKey(Exception):
    """The key is somebody else's, or there is none."""


class X11HotKey:
    """Calls `pressed` for each press, from a thread of its own."""

    def __init__(self, pressed: Callable[[], None]) -> None:
        self._pressed = pressed
        try:
            self._display = Display()
        except (DisplayError, ConnectionClosedError, OSError) as error:
            raise NoHotKey from error
        self._key = self._display.keysym_to_keycode(XK.XK_Pause)
        if not self._key or not self._grab():
            self._display.close()
            raise NoHotKey
        self._woken, self._wake = os.pipe()
        threading.Thread(target=self._listen, name="hot key", daemon=True).start()

    def close(self) -> None:
        """Leaves the key to others again."""
        with suppress(OSError):
            os.close(self._wake)

    def _grab(self) -> bool:
        refused = CatchError()
        for number in range(2 ** len(BESIDES)):
            besides = sum(mask for place, mask in enumerate(BESIDES) if number & 1 << place)
            self._display.screen().root.grab_key(
                self._key, X.ControlMask | X.Mod1Mask | besides, False,
                X.GrabModeAsync, X.GrabModeAsync, onerror=refused,
            )  # fmt: skip
        self._display.sync()
        return refused.get_error() is None

    def _listen(self) -> None:
        with suppress(ConnectionClosedError, XError, OSError):
            while True:
                while self._display.pending_events():
                    if self._display.next_event().type == X.KeyPress:
                        self._pressed()
                ready, _, _ = select.select([self._display, self._woken], [], [])
                if self._woken in ready:
                    break
        os.close(self._woken)
        # Its grabs end with the connection.
        with suppress(ConnectionClosedError, XError, OSError):
            self._display.close()
