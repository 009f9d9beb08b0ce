"""The hot key on Windows (RegisterHotKey). From Microsoft's documentation; not tried yet."""

import ctypes
import ctypes.wintypes
import threading
from collections.abc import Callable
from typing import Any

MOD_ALT, MOD_CONTROL, MOD_SHIFT, MOD_WIN, MOD_NOREPEAT = 0x1, 0x2, 0x4, 0x8, 0x4000
#: The technician may just hold Shift or the Windows key down.
BESIDES = (0, MOD_SHIFT, MOD_WIN, MOD_SHIFT | MOD_WIN)
#: With Control the key Pause gives Cancel ("Break").
VK_CANCEL, VK_PAUSE = 0x03, 0x13
WM_QUIT, WM_HOTKEY = 0x0012, 0x0312


class WindowsHotKey:
    """Calls `pressed` for each press, from a thread of its own: the key belongs to a thread."""

    def __init__(self, pressed: Callable[[], None]) -> None:
        self._pressed = pressed
        self._user: Any = ctypes.windll.user32  # type: ignore[attr-defined]
        self._thread = threading.Thread(target=self._listen, name="hot key", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Leaves the key to others again."""
        self._user.PostThreadMessageW(self._thread.native_id, WM_QUIT, 0, 0)

    def _listen(self) -> None:
        modifiers = MOD_CONTROL | MOD_ALT | MOD_NOREPEAT
        wanted = [(key, besides) for key in (VK_PAUSE, VK_CANCEL) for besides in BESIDES]
        for number, (key, besides) in enumerate(wanted):
            self._user.RegisterHotKey(None, number, modifiers | besides, key)
        message = ctypes.wintypes.MSG()
        while self._user.GetMessageW(ctypes.byref(message), None, 0, 0) > 0:
            if message.message == WM_HOTKEY:
                self._pressed()
        for number in range(len(wanted)):
            self._user.UnregisterHotKey(None, number)
