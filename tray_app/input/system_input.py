"""Remote input where the system itself types characters: what Windows and macOS have in common.

The system's own calls stand behind `System`, so that what is sent, and in which order, can be
tried anywhere.
"""

import math
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from tray_app.input import Button
from tray_app.input.keysyms import MODIFIERS, pieces
from tray_app.input.timed_pause import TimedPause

#: While one of these is held, browsers on macOS tell of no key that is let go.
COMMANDS = ("Control", "Alt", "Meta")
#: More notches at once are a mistake of the sender's, or worse.
MOST_NOTCHES = 50


@dataclass(frozen=True, slots=True)
class Key:
    """A key of the system's, and whether the layout needs Shift for what it means."""

    code: int
    shift: bool = False
    #: The character that it stands for, where it stands for one.
    character: str = ""


class System(Protocol):
    """What a system offers to move the pointer and to press keys.

    Every call raises NoInput where the system does not take it.
    """

    #: So many of the wheel's units are one notch.
    wheel_units: int

    def move(self, x: int, y: int) -> None: ...
    def button(self, name: Button, down: bool) -> None: ...
    def wheel(self, right: int, down: int) -> None: ...
    def character(self, character: str) -> None: ...
    def key_of(self, key: str) -> Key | None: ...
    def press(self, key: Key, down: bool, repeated: bool) -> None: ...
    def is_held(self) -> bool:
        """Whether the customer holds a button or a modifier; asked while nothing else does."""

    def watch(self, used: Callable[[], None]) -> None:
        """Calls back on each stroke or move of the customer's own, quickly."""

    def close(self) -> None: ...


class SystemInput:
    """The technician's hands on this system."""

    def __init__(self, system: System, on_pause: Callable[[bool], None]) -> None:
        self._system = system
        self._lock = threading.RLock()
        self._buttons: set[Button] = set()
        self._held: dict[str, Key] = {}
        self._lost: set[str] = set()
        self._turned = [0.0, 0.0]
        self._pause = TimedPause(self._let_go_all, system.is_held, on_pause)
        system.watch(self._pause.used)

    def move(self, x: int, y: int) -> None:
        with self._lock:
            if not self._pause.is_on:
                self._system.move(x, y)

    def button(self, name: Button, down: bool) -> None:
        with self._lock:
            if (down and self._pause.is_on) or down == (name in self._buttons):
                return
            self._system.button(name, down)
            (self._buttons.add if down else self._buttons.discard)(name)

    def wheel(self, dx: float, dy: float) -> None:
        with self._lock:
            if self._pause.is_on or not (math.isfinite(dx) and math.isfinite(dy)):
                return
            units = []
            for axis, notches in enumerate((dx, dy)):
                notches = min(max(notches, -MOST_NOTCHES), MOST_NOTCHES)
                self._turned[axis] += notches * self._system.wheel_units
                units.append(int(self._turned[axis]))
                self._turned[axis] -= units[axis]
            if any(units):
                self._system.wheel(*units)

    def text(self, text: str) -> None:
        with self._lock:
            lifted = [key for name, key in self._held.items() if name in MODIFIERS]
            for key in lifted:
                self._system.press(key, False, False)
            for piece in pieces(text):
                if self._pause.is_on:
                    return
                self._type(piece)
            for key in lifted:
                self._system.press(key, True, False)

    def key(self, key: str, down: bool) -> None:
        with self._lock:
            name = key.casefold() if len(key) == 1 else key
            if not down:
                self._let_go(name)
            elif self._pause.is_on or (len(name) == 1 and self._lost):
                # A letter whose Control the pause let go would be typed.
                self._lost |= {name} & MODIFIERS.keys()
            else:
                self._hold(name, key)

    def release(self) -> None:
        with self._lock:
            self._let_go_all()
            self._lost.clear()

    def close(self) -> None:
        self._pause.close()
        with self._lock:
            self._let_go_all()
            self._system.close()

    # Private

    def _type(self, piece: str) -> None:
        if len(piece) == 1:
            self._system.character(piece)
        elif key := self._system.key_of(piece):
            self._system.press(key, True, False)
            self._system.press(key, False, False)

    def _hold(self, name: str, key: str) -> None:
        if name in self._held:
            # Here a key that is held repeats only where it is told to.
            self._system.press(self._held[name], True, True)
            return
        pressed = self._system.key_of(key)
        if pressed is None:
            return
        # By meaning: "+" with Control is Control and the key of "+", also where one needs Shift
        # for it and the other does not. A letter keeps the Shift that is held with it.
        shift = self._held.get("Shift") or self._system.key_of("Shift")
        exact = len(key) == 1 and not key.isalpha()
        turn = exact and shift is not None and pressed.shift != ("Shift" in self._held)
        if turn and shift:
            self._system.press(shift, pressed.shift, False)
        self._system.press(pressed, True, False)
        if turn and shift:
            self._system.press(shift, not pressed.shift, False)
        self._held[name] = pressed

    def _let_go(self, name: str) -> None:
        self._lost.discard(name)
        if name in self._held:
            self._lift(name)
        elif len(name) == 1:
            # Shift changed in between: what went down as "7" comes up as "/".
            self._lift_characters()
        if name in COMMANDS:
            self._lift_characters()

    def _lift(self, name: str) -> None:
        self._system.press(self._held.pop(name), False, False)

    def _lift_characters(self) -> None:
        for name in [name for name in self._held if len(name) == 1]:
            self._lift(name)

    def _let_go_all(self) -> None:
        with self._lock:
            for button in list(self._buttons):
                self._buttons.discard(button)
                self._system.button(button, False)
            self._turned = [0.0, 0.0]
            for name in list(self._held):
                self._lost |= {name} & MODIFIERS.keys()
                self._lift(name)
