"""Remote input: the technician's mouse and keys on this machine, one file for each system."""

import os
import sys
from collections.abc import Callable, Mapping
from typing import Literal, Protocol

Reason = Literal["wayland", "no_input", "elevated"]
Button = Literal["left", "middle", "right"]


class NoInput(Exception):
    """This machine takes no remote input; `reason` is the contract's name of the condition.

    `wayland`: the session lets no program type for another. `no_input`: the system refuses, or is
    gone. `elevated`: the window in front belongs to a program with more rights than ours.
    """

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(detail or reason)
        self.reason: Reason = reason


class Input(Protocol):
    """The technician's hands. Coordinates are device pixels of the whole desktop.

    Every call may come from any thread, and raises NoInput when the system does not take it. Calls
    while the customer uses mouse or keys themselves do nothing.
    """

    def move(self, x: int, y: int) -> None:
        """Puts the pointer there; places outside of the desktop mean its nearest edge."""

    def button(self, name: Button, down: bool) -> None:
        """Presses or lets go a button of the mouse."""

    def wheel(self, dx: float, dy: float) -> None:
        """Turns the wheel by notches, dy > 0 down, dx > 0 right; fractions are collected."""

    def text(self, text: str) -> None:
        """Types these characters as they are, whatever the layout and the state of CapsLock."""

    def key(self, key: str, down: bool) -> None:
        """Presses or lets go a key by its KeyboardEvent.key, or one character of a shortcut."""

    def release(self) -> None:
        """Lets go all keys and buttons."""

    def close(self) -> None:
        """Lets go all keys and buttons, and leaves the keyboard as it was."""


def open_input(on_pause: Callable[[bool], None]) -> Input:
    """The hands for this system.

    :param on_pause: called with True when the customer's own mouse or keys pause the remote ones,
        with False when those count again; from a thread of its own.
    :raises NoInput: this session takes no input from a program.
    """
    if sys.platform == "win32":
        from tray_app.input.windows import WindowsInput

        return WindowsInput(on_pause)
    if sys.platform == "darwin":
        from tray_app.input.macos import MacInput

        return MacInput(on_pause)
    if is_wayland(os.environ):
        raise NoInput("wayland")
    from tray_app.input.x11 import X11Input

    return X11Input(on_pause)


def is_wayland(environment: Mapping[str, str]) -> bool:
    """Whether this session is Wayland's. DISPLAY says nothing: there it is Xwayland's, and input
    through it reaches only programs of the old kind.
    """
    kind = environment.get("XDG_SESSION_TYPE", "").lower()
    return kind == "wayland" or bool(environment.get("WAYLAND_DISPLAY") and kind != "x11")
