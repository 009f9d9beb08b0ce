"""Remote input on macOS by Quartz events.

Written from Apple's documentation (Quartz Event Services, AXIsProcessTrusted) and tried against a
stand-in for Quartz only: NOT YET TRIED ON MACOS.

- Text goes by CGEventKeyboardSetUnicodeString: whatever the layout, whatever CapsLock.
- A shortcut has its character and an American keyboard's key code; programs look at the character.
- Coordinates are those in which the system counts its screens, points, as mss gives them too.
- Without the right "accessibility" the system silently drops events: NoInput before.
"""

import ctypes
import time
from collections.abc import Callable
from typing import Any

from tray_app.input import Button, NoInput
from tray_app.input.last_move import LAST_MOVE
from tray_app.input.macos_keys import CHARACTER_CODES, FLAGS, KEY_CODES
from tray_app.input.macos_libraries import Point, load_quartz
from tray_app.input.macos_tap import Tap
from tray_app.input.system_input import Key, SystemInput

HID_STATE, HID_TAP = 1, 0
MOVED = 5
#: Button → (its number, down, up, dragged).
BUTTONS: dict[Button, tuple[int, int, int, int]] = {
    "left": (0, 1, 2, 6),
    "right": (1, 3, 4, 7),
    "middle": (2, 25, 26, 27),
}
CLICK_STATE, AUTOREPEAT = 1, 8
SCROLL_BY_PIXELS = 0
#: A second click within so many seconds and points is a double click: programs see it only by the
#: event's own count.
DOUBLE_CLICK, NEAR = 0.5, 4


class MacInput(SystemInput):
    """The technician's hands on macOS."""

    def __init__(self, on_pause: Callable[[bool], None]) -> None:
        quartz = load_quartz()
        if not quartz.AXIsProcessTrusted():
            raise NoInput("no_input", "the right 'accessibility' is missing")
        super().__init__(MacSystem(quartz, Tap(quartz)), on_pause)


class MacSystem:
    """Quartz events, on this library."""

    #: Points, as a mouse's wheel without acceleration scrolls in most programs.
    wheel_units = 40

    def __init__(self, quartz: Any, tap: Tap) -> None:
        self._quartz, self._tap = quartz, tap
        self._source = quartz.CGEventSourceCreate(HID_STATE)
        self._place = (0, 0)
        self._down: list[Button] = []
        self._flags: dict[str, int] = {}
        self._clicks = 0
        self._clicked_at = 0.0
        self._clicked = (0, 0)

    def move(self, x: int, y: int) -> None:
        self._place = LAST_MOVE.place = (x, y)
        number, kind = 0, MOVED
        if self._down:
            number, _down, _up, kind = BUTTONS[self._down[-1]]
        self._post(self._mouse(kind, number))

    def button(self, name: Button, down: bool) -> None:
        number, pressed, let_go, _dragged = BUTTONS[name]
        if down:
            self._count_click()
            self._down.append(name)
        elif name in self._down:
            self._down.remove(name)
        event = self._mouse(pressed if down else let_go, number)
        self._quartz.CGEventSetIntegerValueField(event, CLICK_STATE, self._clicks)
        self._post(event)

    def wheel(self, right: int, down: int) -> None:
        # Up and left are positive here.
        create = self._quartz.CGEventCreateScrollWheelEvent2
        self._post(create(self._source, SCROLL_BY_PIXELS, 2, -down, -right, 0))

    def character(self, character: str) -> None:
        for down in (True, False):
            event = self._quartz.CGEventCreateKeyboardEvent(self._source, 0, down)
            self._set_character(event, character)
            self._quartz.CGEventSetFlags(event, 0)
            self._post(event)

    def key_of(self, key: str) -> Key | None:
        if len(key) != 1:
            code = KEY_CODES.get(key)
            # The modifiers' own names are needed for their flags.
            return None if code is None else Key(code, character=key if key in FLAGS else "")
        if not key.isprintable():
            return None
        return Key(CHARACTER_CODES.get(key.lower(), 0), character=key)

    def press(self, key: Key, down: bool, repeated: bool) -> None:
        flag = FLAGS.get(key.character)
        if flag and down:
            self._flags[key.character] = flag
        elif flag:
            self._flags.pop(key.character, None)
        event = self._quartz.CGEventCreateKeyboardEvent(self._source, key.code, down)
        if len(key.character) == 1:
            self._set_character(event, key.character)
        flags = 0
        for held in self._flags.values():
            flags |= held
        self._quartz.CGEventSetFlags(event, flags)
        if repeated:
            self._quartz.CGEventSetIntegerValueField(event, AUTOREPEAT, 1)
        self._post(event)

    def is_held(self) -> bool:
        held = self._quartz.CGEventSourceButtonState
        flags = 0
        for flag in FLAGS.values():
            flags |= flag
        return any(held(HID_STATE, number) for number in range(3)) or bool(
            self._quartz.CGEventSourceFlagsState(HID_STATE) & flags
        )

    def watch(self, used: Callable[[], None]) -> None:
        self._tap.start(used)

    def close(self) -> None:
        self._tap.close()

    # Private

    def _mouse(self, kind: int, number: int) -> Any:
        place = Point(*self._place)
        return self._quartz.CGEventCreateMouseEvent(self._source, kind, place, number)

    def _count_click(self) -> None:
        (x, y), (last_x, last_y) = self._place, self._clicked
        now = time.monotonic()
        near = abs(x - last_x) <= NEAR and abs(y - last_y) <= NEAR
        again = near and now - self._clicked_at <= DOUBLE_CLICK
        self._clicks = self._clicks + 1 if again else 1
        self._clicked, self._clicked_at = self._place, now

    def _set_character(self, event: Any, character: str) -> None:
        encoded = character.encode("utf-16-le")
        units = ctypes.create_string_buffer(encoded, len(encoded))
        self._quartz.CGEventKeyboardSetUnicodeString(event, len(encoded) // 2, units)

    def _post(self, event: Any) -> None:
        if not event:
            raise NoInput("no_input", "macOS made no event")
        self._quartz.CGEventPost(HID_TAP, event)
        self._quartz.CFRelease(event)
