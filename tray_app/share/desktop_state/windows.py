"""Windows: the secure desktop (UAC, lock screen) and windows of programs with raised rights.

From Microsoft's documentation (OpenInputDesktop, GetForegroundWindow, OpenProcess); not tried yet.
"""

import ctypes
from typing import Any

from tray_app.share.desktop_state import ELEVATED, LOCKED

DESKTOP_READOBJECTS = 0x0001
UOI_NAME = 2
PROCESS_QUERY_INFORMATION = 0x0400
ERROR_ACCESS_DENIED = 5


class WindowsState:
    """Asks Windows which desktop has the input, and whose window is in front."""

    def __init__(self) -> None:
        self._user: Any = ctypes.WinDLL("user32", use_last_error=True)  # type: ignore[attr-defined]
        self._kernel: Any = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined]
        self._user.OpenInputDesktop.restype = ctypes.c_void_p
        self._user.CloseDesktop.argtypes = [ctypes.c_void_p]
        self._user.GetUserObjectInformationW.argtypes = [
            ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p, ctypes.c_ulong, ctypes.c_void_p,
        ]  # fmt: skip
        self._user.GetForegroundWindow.restype = ctypes.c_void_p
        self._user.GetWindowThreadProcessId.argtypes = [ctypes.c_void_p, ctypes.c_void_p]
        self._kernel.OpenProcess.restype = ctypes.c_void_p
        self._kernel.CloseHandle.argtypes = [ctypes.c_void_p]

    def poll(self) -> set[str]:
        """The states that hold now."""
        desktop = self._desktop()
        if desktop is None:
            # Winlogon's desktop: a question of UAC, or the lock screen; neither is ours to see.
            return {ELEVATED}
        if desktop.lower() == "winlogon":
            return {LOCKED}
        return {ELEVATED} if self._is_foreign_in_front() else set()

    def close(self) -> None:
        """Nothing to let go."""

    def _desktop(self) -> str | None:
        """The name of the desktop that has the input, None where we may not know it."""
        desktop = self._user.OpenInputDesktop(0, False, DESKTOP_READOBJECTS)
        if not desktop:
            return None
        try:
            name = ctypes.create_unicode_buffer(256)
            self._user.GetUserObjectInformationW(desktop, UOI_NAME, name, ctypes.sizeof(name), None)
            return name.value
        finally:
            self._user.CloseDesktop(desktop)

    def _is_foreign_in_front(self) -> bool:
        """Whether the window in front belongs to a process with more rights than ours."""
        window = self._user.GetForegroundWindow()
        if not window:
            return False
        number = ctypes.c_ulong()
        self._user.GetWindowThreadProcessId(window, ctypes.byref(number))
        # Of a process with a higher integrity level only limited information is given.
        process = self._kernel.OpenProcess(PROCESS_QUERY_INFORMATION, False, number.value)
        if process:
            self._kernel.CloseHandle(process)
            return False
        return ctypes.get_last_error() == ERROR_ACCESS_DENIED  # type: ignore[attr-defined,no-any-return]
