"""A customer's desktop, and the technician's hands on it."""

import contextlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page
from Xlib.display import Display
from Xlib.error import ConnectionClosedError

from tests.tray.desktop import Desktop, wait_for
from tests.tray.input.fields import Field, PageField, gtk_text_field, xterm_field
from tray_app.input import Input, open_input

FIRST_CODE, LAST_CODE = 8, 255
#: Programs and the window manager read the map anew for each odd character, some milliseconds of
#: work, before they look at what comes after it: long on a busy computer.
PATIENCE = 45.0


@dataclass
class Hands:
    """The technician's hands, and what the app told of pauses."""

    input: Input
    keyboard: "Keyboard"
    pauses: list[bool] = field(default_factory=list)

    def click(self, place: tuple[int, int], times: int = 1) -> None:
        """Clicks there with the left button."""
        self.input.move(*place)
        for _ in range(times):
            self.input.button("left", True)
            self.input.button("left", False)

    def shortcut(self, *keys: str) -> None:
        """Presses keys one after the other, and lets them go in the other order."""
        for key in keys:
            self.input.key(key, True)
        for key in reversed(keys):
            self.input.key(key, False)

    def type_into(self, place: Field, text: str, expected: str | None = None) -> str:
        """What is in the field after the text was typed in place of what was in it.

        :param expected: what is waited for, where that is not the text itself
        """
        self.empty(place)
        self.input.text(text)
        # What is wrong says more in the test's own words than that waiting was in vain.
        with contextlib.suppress(AssertionError):
            wait_for("the text", lambda: place.text() == (expected or text), PATIENCE)
        return place.text()

    def empty(self, place: Field) -> None:
        """Has the field empty and the keyboard's."""
        self.click(place.middle())
        # Where the window manager is late, the click is, too.
        wait_for("the click's way to the field", lambda: not self.keyboard.held(), PATIENCE)
        wait_for("the keyboard in the field", place.has_keyboard, PATIENCE)
        place.empty()
        wait_for("an empty field", lambda: place.text() == "", PATIENCE)


@dataclass
class Desk:
    """A desktop with a field of each kind."""

    desktop: Desktop
    page: Page
    fields: dict[str, Field]

    def set_layout(self, *options: str) -> None:
        """Gives the customer's keyboard this layout."""
        self.desktop.run("setxkbmap", "-option", "", *options)


def desk_with_fields(desktop: Desktop, page: Page) -> Desk:
    """A desk of the three kinds of programs there are: X as it is, GTK, a browser."""
    return Desk(
        desktop,
        page,
        {
            "xterm": xterm_field(desktop),
            "gtk": gtk_text_field(desktop),
            "chromium": PageField(desktop, page),
        },
    )


@contextmanager
def hands_on(desktop: Desktop) -> Iterator[Hands]:
    """The technician's hands on this desktop."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DISPLAY", desktop.environment["DISPLAY"])
        patch.delenv("WAYLAND_DISPLAY", raising=False)
        patch.setenv("XDG_SESSION_TYPE", "x11")
        pauses: list[bool] = []
        remote, keyboard = open_input(pauses.append), Keyboard(desktop)
        try:
            yield Hands(remote, keyboard, pauses)
        finally:
            remote.close()
            keyboard.close()


class Keyboard:
    """What an X display's keyboard is like, seen by somebody else."""

    def __init__(self, desktop: Desktop) -> None:
        self._display = Display(desktop.environment["DISPLAY"])

    def map(self) -> list[list[int]]:
        """The keysyms of all keys."""
        rows = self._display.get_keyboard_mapping(FIRST_CODE, LAST_CODE - FIRST_CODE + 1)
        # An empty row may be shorter after it was used.
        return [list(row) if any(row) else [] for row in rows]

    def held(self) -> list[int]:
        """The key codes that are down, and the buttons, from 1."""
        buttons = self._display.screen().root.query_pointer().mask >> 8 & 0x1F
        keys = enumerate(self._display.query_keymap())
        return [
            *(byte * 8 + bit for byte, bits in keys for bit in range(8) if bits >> bit & 1),
            *(bit + 1 for bit in range(5) if buttons >> bit & 1),
        ]

    def lights(self) -> int:
        """The lights of CapsLock (1) and NumLock (2)."""
        return int(self._display.get_keyboard_control().led_mask) & 3

    def place(self) -> tuple[int, int]:
        """Where the pointer is."""
        pointer = self._display.screen().root.query_pointer()
        return pointer.root_x, pointer.root_y

    def close(self) -> None:
        """Looks away."""
        with contextlib.suppress(ConnectionClosedError):
            self._display.close()
