"""The customer's pointer: where it is, how it looks, and whether they moved it themselves."""

import sys
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Shape:
    """How the pointer looks: a PNG with transparency, and the pixel in it that points."""

    png: bytes
    hot_x: int
    hot_y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Cursor:
    """The pointer now, in device pixels of the whole desktop.

    `moved_locally`: the customer moved it since it was looked at last. `shape`: where that changed
    since.
    """

    x: int
    y: int
    moved_locally: bool
    shape: Shape | None


class Watch(Protocol):
    """One system's way to look at the pointer."""

    def poll(self) -> Cursor | None: ...

    def close(self) -> None: ...


class CursorWatch:
    """Looks at the pointer when asked; the first look always tells its shape. For one thread."""

    def __init__(self) -> None:
        """:raises NoInput: there is no pointer to look at."""
        self._watch = _system()

    def poll(self) -> Cursor | None:
        """The pointer where there is something new to tell, else None.

        :raises NoInput: the display is gone.
        """
        return self._watch.poll()

    def close(self) -> None:
        """Ends the watch."""
        self._watch.close()


def _system() -> Watch:
    if sys.platform == "win32":
        from tray_app.input.windows_cursor import WindowsCursorWatch

        return WindowsCursorWatch()
    if sys.platform == "darwin":
        from tray_app.input.macos_cursor import MacCursorWatch

        return MacCursorWatch()
    from tray_app.input.x11_cursor import X11CursorWatch

    return X11CursorWatch()
