"""Remote input on Windows by SendInput.

Written from Microsoft's documentation (SendInput, INPUT, VkKeyScanExW, LowLevelMouseProc and
LowLevelKeyboardProc) and tried against a stand-in for user32 only: NOT YET TRIED ON WINDOWS.

- Text goes by KEYEVENTF_UNICODE, in UTF-16 code units: whatever the layout, whatever CapsLock.
- What is sent carries the flag "injected" in the low-level hooks; what does not is the customer's.
- A window of a program with more rights than ours refuses input (UIPI): SendInput then counts
  fewer than it was given. A question of UAC is on a desktop of its own, where it counts none.
"""

import ctypes
from collections.abc import Callable
from typing import Any

from tray_app.input import Button, NoInput
from tray_app.input.last_move import LAST_MOVE
from tray_app.input.system_input import Key, SystemInput
from tray_app.input.windows_hooks import Hooks
from tray_app.input.windows_keys import ALT, CONTROL, EXTENDED, SHIFT, VIRTUAL_KEYS
from tray_app.input.windows_structures import AnyInput, Input, KeyboardInput, MouseInput

INPUT_MOUSE, INPUT_KEYBOARD = 0, 1
KEY_EXTENDED, KEY_UP, KEY_UNICODE = 0x1, 0x2, 0x4
MOUSE_MOVE, MOUSE_WHEEL, MOUSE_HWHEEL = 0x0001, 0x0800, 0x1000
MOUSE_VIRTUAL_DESK, MOUSE_ABSOLUTE = 0x4000, 0x8000
#: Button → (down, up).
BUTTONS: dict[Button, tuple[int, int]] = {
    "left": (0x0002, 0x0004),
    "right": (0x0008, 0x0010),
    "middle": (0x0020, 0x0040),
}
#: GetSystemMetrics: left, top, width and height of the whole desktop.
VIRTUAL_SCREEN = (76, 77, 78, 79)
#: GetSystemMetrics: whether left and right button are swapped.
SWAPPED = 23
MAP_TO_SCAN_CODE = 0
#: What a customer may hold: the three buttons, Shift, Control, Alt and both Windows keys.
HOLDABLE = (0x01, 0x02, 0x04, SHIFT, CONTROL, ALT, 0x5B, 0x5C)
IS_DOWN = 0x8000
#: DPI_AWARENESS_CONTEXT_PER_MONITOR_AWARE_V2: coordinates are pixels, not scaled ones.
IN_PIXELS = ctypes.c_void_p(-4)


class WindowsInput(SystemInput):
    """The technician's hands on Windows."""

    def __init__(self, on_pause: Callable[[bool], None]) -> None:
        user = load_user32()
        super().__init__(WindowsSystem(user, Hooks(user)), on_pause)


class WindowsSystem:
    """SendInput and what it needs, on this `user32`."""

    wheel_units = 120

    def __init__(self, user: Any, hooks: Hooks) -> None:
        self._user, self._hooks = user, hooks

    def move(self, x: int, y: int) -> None:
        with_pixels = getattr(self._user, "SetThreadDpiAwarenessContext", None)
        if with_pixels:
            with_pixels(IN_PIXELS)
        left, top, width, height = (self._user.GetSystemMetrics(index) for index in VIRTUAL_SCREEN)
        LAST_MOVE.place = (x, y)
        flags = MOUSE_MOVE | MOUSE_ABSOLUTE | MOUSE_VIRTUAL_DESK
        self._send(_mouse(flags, dx=_part(x - left, width), dy=_part(y - top, height)))

    def button(self, name: Button, down: bool) -> None:
        if self._user.GetSystemMetrics(SWAPPED):
            # SendInput means the physical button, the technician what it does.
            name = {"left": "right", "right": "left"}.get(name, name)  # type: ignore[assignment]
        self._send(_mouse(BUTTONS[name][0 if down else 1]))

    def wheel(self, right: int, down: int) -> None:
        # Towards the person, which scrolls down, is negative here.
        if down:
            self._send(_mouse(MOUSE_WHEEL, data=-down))
        if right:
            self._send(_mouse(MOUSE_HWHEEL, data=right))

    def character(self, character: str) -> None:
        encoded = character.encode("utf-16-le")
        units = [int.from_bytes(encoded[at : at + 2], "little") for at in range(0, len(encoded), 2)]
        self._send(
            *(_key(0, unit, KEY_UNICODE) for unit in units),
            *(_key(0, unit, KEY_UNICODE | KEY_UP) for unit in units),
        )

    def key_of(self, key: str) -> Key | None:
        if len(key) != 1:
            code = VIRTUAL_KEYS.get(key)
            return Key(code) if code else None
        if not key.isprintable() or ord(key) > 0xFFFF:
            return None
        found = self._user.VkKeyScanExW(key, self._layout()) & 0xFFFF
        if found != 0xFFFF:
            return Key(found & 0xFF, shift=bool(found >> 8 & 1), character=key)
        # Without Latin letters on the layout, programs take the virtual key of that name.
        return Key(ord(key.upper()), character=key) if key.isascii() and key.isalpha() else None

    def press(self, key: Key, down: bool, repeated: bool) -> None:
        scan = self._user.MapVirtualKeyExW(key.code, MAP_TO_SCAN_CODE, self._layout())
        flags = (0 if down else KEY_UP) | (KEY_EXTENDED if key.code in EXTENDED else 0)
        self._send(_key(key.code, scan & 0xFF, flags))

    def is_held(self) -> bool:
        return any(self._user.GetAsyncKeyState(code) & IS_DOWN for code in HOLDABLE)

    def watch(self, used: Callable[[], None]) -> None:
        self._hooks.start(used)

    def close(self) -> None:
        self._hooks.close()

    # Private

    def _layout(self) -> Any:
        """The layout of the program in front; each can have its own."""
        front = self._user.GetForegroundWindow()
        return self._user.GetKeyboardLayout(self._user.GetWindowThreadProcessId(front, None))

    def _send(self, *inputs: Input) -> None:
        row = (Input * len(inputs))(*inputs)
        if self._user.SendInput(len(inputs), row, ctypes.sizeof(Input)) != len(inputs):
            raise NoInput("elevated", "Windows did not take the input")


def load_user32() -> Any:
    """user32 with its functions' types, without which 64-bit handles are cut off."""
    user: Any = ctypes.WinDLL("user32", use_last_error=True)  # type: ignore[attr-defined]
    pointer, number = ctypes.c_void_p, ctypes.c_uint32
    user.SendInput.argtypes = [number, pointer, ctypes.c_int]
    user.SendInput.restype = number
    user.GetForegroundWindow.restype = pointer
    user.GetWindowThreadProcessId.argtypes = [pointer, pointer]
    user.GetWindowThreadProcessId.restype = number
    user.GetKeyboardLayout.argtypes = [number]
    user.GetKeyboardLayout.restype = pointer
    user.VkKeyScanExW.argtypes = [ctypes.c_wchar, pointer]
    user.VkKeyScanExW.restype = ctypes.c_int16
    user.MapVirtualKeyExW.argtypes = [number, number, pointer]
    user.MapVirtualKeyExW.restype = number
    user.GetAsyncKeyState.argtypes = [ctypes.c_int]
    user.GetAsyncKeyState.restype = ctypes.c_int16
    return user


def _part(pixel: int, size: int) -> int:
    """The pixel as a part of 65536, which Windows multiplies by the size and rounds down."""
    pixel = min(max(pixel, 0), size - 1)
    return -(-pixel * 65536 // size)


def _mouse(flags: int, dx: int = 0, dy: int = 0, data: int = 0) -> Input:
    content = MouseInput(dx=dx, dy=dy, mouseData=data & 0xFFFFFFFF, dwFlags=flags)
    return Input(type=INPUT_MOUSE, u=AnyInput(mi=content))


def _key(virtual: int, scan: int, flags: int) -> Input:
    content = KeyboardInput(wVk=virtual, wScan=scan, dwFlags=flags)
    return Input(type=INPUT_KEYBOARD, u=AnyInput(ki=content))
