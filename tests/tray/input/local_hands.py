"""A mouse and a keyboard that X takes for real devices: what a VNC client sends (RFC 6143)."""

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from Xlib.protocol import display as xlib
from Xlib.protocol import event

from tests.tray.desktop import Desktop
from tests.tray.desktops import bare_desktop

SHARED = b"\x01"
NO_PASSWORD = 1
KEY, POINTER = 4, 5


@contextmanager
def desktop_with_local_hands(home: Path) -> Iterator[tuple[Desktop, "LocalHands"]]:
    """A desktop, and the hands of the person who sits at it."""
    path = home / "vnc"
    server = (
        *("Xtigervnc", "-SecurityTypes", "None", "-rfbport", "-1", "-rfbunixpath", str(path)),
        *("-geometry", "1280x900", "-depth", "24", "-noreset"),
    )
    with pytest.MonkeyPatch.context() as patch, bare_desktop(home, server) as desktop:
        # python-xlib numbers events once for all displays of a process; this server has others.
        patch.setattr(xlib.Display, "event_classes", event.event_class.copy())
        hands = LocalHands(path)
        yield desktop, hands
        hands.close()


class LocalHands:
    """The customer's own hands on a display of Xvnc.

    X marks what programs send through XTEST. What comes by VNC has devices of its own, as a mouse
    at the machine would.
    """

    def __init__(self, path: Path) -> None:
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.connect(str(path))
        self._buttons = 0
        self._place = (0, 0)
        version = self._take(12)
        self._socket.sendall(version)
        kinds = self._take(self._take(1)[0])
        assert NO_PASSWORD in kinds, kinds
        self._socket.sendall(bytes([NO_PASSWORD]))
        assert self._take(4) == bytes(4), "Xvnc let us in"
        self._socket.sendall(SHARED)
        (length,) = struct.unpack(">20xI", self._take(24))
        self._take(length)

    def move(self, x: int, y: int) -> None:
        """Moves the mouse there."""
        self._place = (x, y)
        self._socket.sendall(struct.pack(">BBHH", POINTER, self._buttons, x, y))

    def button(self, down: bool) -> None:
        """Presses or lets go the left button."""
        self._buttons = int(down)
        self.move(*self._place)

    def key(self, keysym: int, down: bool) -> None:
        """Presses or lets go a key."""
        self._socket.sendall(struct.pack(">BBxxI", KEY, down, keysym))

    def close(self) -> None:
        """Takes the hands away."""
        self._socket.close()

    def _take(self, count: int) -> bytes:
        taken = b""
        while len(taken) < count:
            piece = self._socket.recv(count - len(taken))
            assert piece, "Xvnc hung up"
            taken += piece
        return taken
