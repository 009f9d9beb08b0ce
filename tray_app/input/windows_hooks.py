"""The customer's own mouse and keys on Windows, by low-level hooks. Not yet tried on Windows.

The system calls a hook on the thread that set it, which must have a message loop, and waits for
its answer: it only looks at one flag.
"""

import ctypes
import threading
from collections.abc import Callable
from ctypes import wintypes
from typing import Any

from tray_app.input import NoInput
from tray_app.input.windows_structures import LRESULT, KeyboardHook, MouseHook

WH_KEYBOARD, WH_MOUSE = 13, 14
MOUSE_INJECTED, KEY_INJECTED = 0x01, 0x10
WM_QUIT = 0x0012


class Hooks:
    """Both hooks, on a thread of their own."""

    def __init__(self, user: Any) -> None:
        self._user = user
        self._used: Callable[[], None] = lambda: None
        self._thread = threading.Thread(target=self._run, name="hooks", daemon=True)
        self._is_ready = threading.Event()
        self._is_refused = False

    def start(self, used: Callable[[], None]) -> None:
        """Calls back on each stroke or move that no program sent.

        :raises NoInput: Windows lets this program not watch, so the customer could not win.
        """
        self._used = used
        self._thread.start()
        self._is_ready.wait()
        if self._is_refused:
            raise NoInput("no_input", "Windows refused the hooks")

    def close(self) -> None:
        """Ends the watching."""
        if self._thread.ident:
            self._user.PostThreadMessageW(self._thread.native_id, WM_QUIT, 0, 0)

    def on_mouse(self, code: int, message: int, told: int) -> int:
        """What Windows calls on each event of the mouse."""
        if code >= 0 and not MouseHook.from_address(told).flags & MOUSE_INJECTED:
            self._used()
        return int(self._user.CallNextHookEx(None, code, message, told))

    def on_key(self, code: int, message: int, told: int) -> int:
        """What Windows calls on each event of the keyboard."""
        if code >= 0 and not KeyboardHook.from_address(told).flags & KEY_INJECTED:
            self._used()
        return int(self._user.CallNextHookEx(None, code, message, told))

    # Private

    def _run(self) -> None:
        kind = ctypes.WINFUNCTYPE(  # type: ignore[attr-defined]
            LRESULT, ctypes.c_int, wintypes.WPARAM, wintypes.LPARAM
        )
        self._declare(kind)
        # Kept until the loop's end: Windows calls what Python would have thrown away.
        procedures = {WH_MOUSE: kind(self.on_mouse), WH_KEYBOARD: kind(self.on_key)}
        hooks = [
            self._user.SetWindowsHookExW(which, procedure, None, 0)
            for which, procedure in procedures.items()
        ]
        self._is_refused = not all(hooks)
        self._is_ready.set()
        message = wintypes.MSG()
        while (
            not self._is_refused and self._user.GetMessageW(ctypes.byref(message), None, 0, 0) > 0
        ):
            pass
        for hook in filter(None, hooks):
            self._user.UnhookWindowsHookEx(hook)

    def _declare(self, kind: Any) -> None:
        user, pointer = self._user, ctypes.c_void_p
        user.SetWindowsHookExW.argtypes = [ctypes.c_int, kind, pointer, wintypes.DWORD]
        user.SetWindowsHookExW.restype = pointer
        user.UnhookWindowsHookEx.argtypes = [pointer]
        user.CallNextHookEx.argtypes = [pointer, ctypes.c_int, wintypes.WPARAM, wintypes.LPARAM]
        user.CallNextHookEx.restype = LRESULT
        user.GetMessageW.argtypes = [pointer, pointer, wintypes.UINT, wintypes.UINT]
        user.PostThreadMessageW.argtypes = [
            *(wintypes.DWORD, wintypes.UINT, wintypes.WPARAM, wintypes.LPARAM)
        ]
