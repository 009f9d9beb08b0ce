"""What Windows' input functions take, laid out as in winuser.h, on any system: ctypes.wintypes
follows the system it runs on, where a long may have eight bytes.
"""

import ctypes

ULONG_PTR = ctypes.c_size_t
LRESULT = ctypes.c_ssize_t


class Point(ctypes.Structure):
    """POINT."""

    _fields_ = [("x", ctypes.c_int32), ("y", ctypes.c_int32)]


class MouseInput(ctypes.Structure):
    """MOUSEINPUT."""

    _fields_ = [
        ("dx", ctypes.c_int32),
        ("dy", ctypes.c_int32),
        ("mouseData", ctypes.c_uint32),
        ("dwFlags", ctypes.c_uint32),
        ("time", ctypes.c_uint32),
        ("dwExtraInfo", ULONG_PTR),
    ]


class KeyboardInput(ctypes.Structure):
    """KEYBDINPUT."""

    _fields_ = [
        ("wVk", ctypes.c_uint16),
        ("wScan", ctypes.c_uint16),
        ("dwFlags", ctypes.c_uint32),
        ("time", ctypes.c_uint32),
        ("dwExtraInfo", ULONG_PTR),
    ]


class AnyInput(ctypes.Union):
    """The union in INPUT; HARDWAREINPUT, which is not sent here, is smaller than the others."""

    _fields_ = [("mi", MouseInput), ("ki", KeyboardInput)]


class Input(ctypes.Structure):
    """INPUT."""

    _anonymous_ = ("u",)
    _fields_ = [("type", ctypes.c_uint32), ("u", AnyInput)]


class MouseHook(ctypes.Structure):
    """MSLLHOOKSTRUCT."""

    _fields_ = [
        ("pt", Point),
        ("mouseData", ctypes.c_uint32),
        ("flags", ctypes.c_uint32),
        ("time", ctypes.c_uint32),
        ("dwExtraInfo", ULONG_PTR),
    ]


class KeyboardHook(ctypes.Structure):
    """KBDLLHOOKSTRUCT."""

    _fields_ = [
        ("vkCode", ctypes.c_uint32),
        ("scanCode", ctypes.c_uint32),
        ("flags", ctypes.c_uint32),
        ("time", ctypes.c_uint32),
        ("dwExtraInfo", ULONG_PTR),
    ]
