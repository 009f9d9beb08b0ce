"""Quartz and CoreFoundation through ctypes, with their functions' types. Not yet tried on macOS.

Types from Apple's headers CGEvent.h, CGEventSource.h, CFMachPort.h and CFRunLoop.h.
"""

import ctypes
from typing import Any

ROOT = "/System/Library/Frameworks"
POINTER = ctypes.c_void_p


class Point(ctypes.Structure):
    """CGPoint."""

    _fields_ = [("x", ctypes.c_double), ("y", ctypes.c_double)]


#: CGEventTapCallBack: proxy, type, event, our own → event.
TAP_CALLBACK = ctypes.CFUNCTYPE(POINTER, POINTER, ctypes.c_uint32, POINTER, POINTER)

_SIGNATURES: dict[str, tuple[Any, list[Any]]] = {
    "AXIsProcessTrusted": (ctypes.c_bool, []),
    "CGEventSourceCreate": (POINTER, [ctypes.c_int32]),
    "CGEventSourceButtonState": (ctypes.c_bool, [ctypes.c_int32, ctypes.c_uint32]),
    "CGEventSourceFlagsState": (ctypes.c_uint64, [ctypes.c_int32]),
    "CGEventCreate": (POINTER, [POINTER]),
    "CGEventGetLocation": (Point, [POINTER]),
    "CGEventCreateMouseEvent": (POINTER, [POINTER, ctypes.c_uint32, Point, ctypes.c_uint32]),
    "CGEventCreateScrollWheelEvent2": (
        POINTER,
        [POINTER, ctypes.c_uint32, ctypes.c_uint32, *[ctypes.c_int32] * 3],
    ),
    "CGEventCreateKeyboardEvent": (POINTER, [POINTER, ctypes.c_uint16, ctypes.c_bool]),
    "CGEventKeyboardSetUnicodeString": (None, [POINTER, ctypes.c_ulong, POINTER]),
    "CGEventSetFlags": (None, [POINTER, ctypes.c_uint64]),
    "CGEventSetIntegerValueField": (None, [POINTER, ctypes.c_uint32, ctypes.c_int64]),
    "CGEventGetIntegerValueField": (ctypes.c_int64, [POINTER, ctypes.c_uint32]),
    "CGEventPost": (None, [ctypes.c_uint32, POINTER]),
    "CGEventTapCreate": (
        POINTER,
        [ctypes.c_uint32] * 3 + [ctypes.c_uint64, TAP_CALLBACK, POINTER],
    ),
    "CGEventTapEnable": (None, [POINTER, ctypes.c_bool]),
    "CFMachPortCreateRunLoopSource": (POINTER, [POINTER, POINTER, ctypes.c_long]),
    "CFRunLoopGetCurrent": (POINTER, []),
    "CFRunLoopAddSource": (None, [POINTER, POINTER, POINTER]),
    "CFRunLoopRun": (None, []),
    "CFRunLoopStop": (None, [POINTER]),
    "CFRelease": (None, [POINTER]),
}


def load_quartz() -> Any:
    """One library with all of these; ApplicationServices brings CoreFoundation along."""
    quartz: Any = ctypes.CDLL(f"{ROOT}/ApplicationServices.framework/ApplicationServices")
    for name, (result, arguments) in _SIGNATURES.items():
        function = getattr(quartz, name)
        function.restype, function.argtypes = result, arguments
    return quartz


def common_modes(quartz: Any) -> Any:
    """kCFRunLoopCommonModes, a constant that is a pointer."""
    return POINTER.in_dll(quartz, "kCFRunLoopCommonModes")
