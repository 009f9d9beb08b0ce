"""Remote input on X11: strokes and moves through the XTEST extension, by python-xlib.

A character that the layout has is typed by its key, with Shift or AltGr where it needs them. Every
other one gets a spare key code of its own: programs read the map when they come to a stroke, so a
code that changes its meaning between two strokes writes the wrong letter.
"""

import contextlib
import logging
import math
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

from Xlib import X
from Xlib.display import Display
from Xlib.error import ConnectionClosedError, DisplayConnectionError, DisplayError
from Xlib.ext import xtest

from tray_app.input import Button, NoInput
from tray_app.input.clicks import Clicks
from tray_app.input.guard import Guard
from tray_app.input.keyboard import Keyboard
from tray_app.input.pause import Pause

logger = logging.getLogger(__name__)

BUTTONS: dict[Button, int] = {"left": 1, "middle": 2, "right": 3}
#: The wheel's notches are buttons: (less than 0, more than 0) for the two directions.
WHEEL_DOWN = (4, 5)
WHEEL_RIGHT = (6, 7)
#: So many seconds lie at least between two strokes of a button: a window manager that decides on
#: each press what to do with it loses the second of two at the same moment.
BETWEEN_STROKES = 0.01
#: More notches at once are a mistake of the sender's, or worse.
MOST_NOTCHES = 50


class X11Input:
    """The technician's hands on the customer's X display, DISPLAY."""

    def __init__(self, on_pause: Callable[[bool], None]) -> None:
        self._lock = threading.RLock()
        self._display = connect()
        self._screen = self._display.screen()
        self._held: dict[Button, int] = {}
        self._stroke_at = 0.0
        self._turned = [0.0, 0.0]
        self._keyboard = _keyboard(self._display, lambda: self._pause.is_on)
        self._clicks = Clicks(self._screen.root, lambda: self._pause.is_on)
        try:
            self._pause = Pause(connect(), self._on_pause_begin, on_pause)
        except NoInput:
            self._display.close()
            raise
        self._guard = Guard()

    def move(self, x: int, y: int) -> None:
        with self._hands() as free:
            if free:
                self._move(x, y)

    def button(self, name: Button, down: bool) -> None:
        with self._hands() as free:
            if (down and not free) or down == (name in self._held):
                return
            time.sleep(max(0.0, self._stroke_at + BETWEEN_STROKES - time.monotonic()))
            if down:
                self._held[name] = self._number(name)
                self._press(self._held[name], True)
            else:
                self._press(self._held.pop(name), False)
                self._clicks.sent()
            self._stroke_at = time.monotonic()

    def wheel(self, dx: float, dy: float) -> None:
        with self._hands() as free:
            if not free or not (math.isfinite(dx) and math.isfinite(dy)):
                return
            for axis, (notches, buttons) in enumerate([(dx, WHEEL_RIGHT), (dy, WHEEL_DOWN)]):
                self._turn(axis, notches, buttons)

    def text(self, text: str) -> None:
        with self._hands() as free:
            if free:
                self._let_clicks_arrive()
                self._keyboard.text(text)

    def key(self, key: str, down: bool) -> None:
        with self._hands() as free:
            self._let_clicks_arrive()
            self._keyboard.key(key, down, dropped=not free)

    def release(self) -> None:
        with self._hands():
            self._release()
            self._keyboard.forget_lost()

    def close(self) -> None:
        # Before the lock: a pause that begins just now waits for it.
        self._pause.close()
        with self._lock:
            # The display may be gone: then nothing is held there either.
            with contextlib.suppress(ConnectionClosedError, OSError):
                self._release()
                self._keyboard.close()
                self._display.close()
            self._guard.close()

    # Private

    @contextlib.contextmanager
    def _hands(self) -> Iterator[bool]:
        """One call at a time; gives whether the customer leaves mouse and keys to us."""
        with self._lock:
            try:
                yield not self._pause.is_on
                # Not flush: python-xlib's leaves what the socket does not take at once for later.
                self._display.sync()
            except (ConnectionClosedError, OSError) as error:
                raise NoInput("no_input", str(error)) from error

    def _move(self, x: int, y: int) -> None:
        x = min(max(x, 0), self._screen.width_in_pixels - 1)
        y = min(max(y, 0), self._screen.height_in_pixels - 1)
        xtest.fake_input(self._display, X.MotionNotify, x=x, y=y, root=self._screen.root)

    def _let_clicks_arrive(self) -> None:
        self._clicks.wait_arrived(BUTTONS[name] for name in self._held)

    def _number(self, name: Button) -> int:
        """The button that means this one now: left-handed people have them swapped."""
        mapping = list(self._display.get_pointer_mapping())
        meant = BUTTONS[name]
        return mapping.index(meant) + 1 if meant in mapping else meant

    def _press(self, number: int, down: bool) -> None:
        xtest.fake_input(self._display, X.ButtonPress if down else X.ButtonRelease, number)

    def _turn(self, axis: int, notches: float, buttons: tuple[int, int]) -> None:
        turned = self._turned[axis] + min(max(notches, -MOST_NOTCHES), MOST_NOTCHES)
        whole = int(turned)
        self._turned[axis] = turned - whole
        for _ in range(abs(whole)):
            self._press(buttons[whole > 0], True)
            self._press(buttons[whole > 0], False)

    def _release(self) -> None:
        for number in self._held.values():
            self._press(number, False)
        self._held.clear()
        self._turned = [0.0, 0.0]
        self._keyboard.release()

    def _on_pause_begin(self) -> None:
        with contextlib.suppress(NoInput), self._hands():
            self._release()


def _keyboard(display: Display, interrupted: Callable[[], bool]) -> Keyboard:
    try:
        return Keyboard(display, interrupted)
    except LookupError as error:
        raise NoInput("no_input", f"the X server lacks {error}") from error


def connect() -> Display:
    """A connection to DISPLAY, with what remote input needs.

    :raises NoInput: there is no display, or it lets no program type.
    """
    try:
        display = Display()
    except (DisplayError, DisplayConnectionError, ConnectionClosedError, OSError) as error:
        raise NoInput("no_input", str(error)) from error
    if not display.has_extension(xtest.extname):
        display.close()
        raise NoInput("no_input", "the X server has no XTEST")
    display.set_error_handler(_log_error)
    return display


def _log_error(error: Any, _request: Any) -> None:
    # python-xlib would print it; the request is lost, the next ones work.
    logger.warning("The X server refused a request: %s", error)
