"""The monitors of this desktop, and their pixels."""

import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import mss
import numpy as np
from mss.exception import ScreenShotError

from tray_app.language import gettext as _

#: How often to look whether a monitor came, went, or changed its size; it takes a millisecond.
LOOK_EVERY = 1.0
#: mss asserts that an X server which was there answers.
_FAILED = (ScreenShotError, OSError, AssertionError)


class NoPicture(Exception):
    """The pixels can't be had now; `is_gone` where the whole display server is."""

    def __init__(self, detail: str, is_gone: bool = False) -> None:
        super().__init__(detail)
        self.is_gone = is_gone


@dataclass(frozen=True)
class Monitor:
    """One monitor: its place and size in device pixels of the whole desktop."""

    id: int
    name: str
    left: int
    top: int
    width: int
    height: int
    is_primary: bool = False

    def place(self, x: float, y: float) -> tuple[int, int]:
        """The pixel of the desktop at this part (0…1) of the monitor."""
        across, down = min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0)
        return (
            self.left + round(across * (self.width - 1)),
            self.top + round(down * (self.height - 1)),
        )

    def part(self, x: int, y: int) -> tuple[float, float] | None:
        """Where on this monitor (0…1) the desktop's pixel is, None where on another one."""
        across = (x - self.left) / max(self.width - 1, 1)
        down = (y - self.top) / max(self.height - 1, 1)
        return (across, down) if 0 <= across <= 1 and 0 <= down <= 1 else None


@dataclass(frozen=True)
class Shot:
    """The pixels of one monitor (rows × columns × BGRX), and when they were so: µs since 1970."""

    raw: bytearray
    width: int
    height: int
    time: int

    def same_as(self, other: "Shot | None") -> bool:
        """Whether nothing changed since; 1 ms for a monitor, less where something did."""
        return other is not None and self.width == other.width and self.raw == other.raw

    def pixels(self) -> "np.ndarray[Any, np.dtype[np.uint8]]":
        """The same as an array, not copied."""
        return np.frombuffer(self.raw, np.uint8).reshape(self.height, self.width, 4)


class Screen:
    """What is on the monitors. To be used by one thread."""

    def __init__(self) -> None:
        self._mss: Any = None
        self.monitors: list[Monitor] = []
        self._looked = float("-inf")

    def look(self) -> bool:
        """Whether the monitors are others than before; looks at most once a second.

        :raises NoPicture: where there is no display any more
        """
        if time.monotonic() - self._looked < LOOK_EVERY:
            return False
        return self._look_now()

    def monitor(self, wanted: int | None) -> Monitor:
        """The monitor with this id; the primary one where there is none (any more).

        :raises NoPicture: where there is no monitor at all
        """
        if not self.monitors:
            self._look_now()
        for monitor in self.monitors:
            if monitor.id == wanted:
                return monitor
        primary = next((one for one in self.monitors if one.is_primary), None)
        if primary or self.monitors:
            return primary or self.monitors[0]
        raise NoPicture("no monitor is connected")

    def shot(self, monitor: Monitor) -> Shot:
        """What the monitor shows now.

        :raises NoPicture: where the system does not give it, or the monitors just changed
        """
        area = {"left": monitor.left, "top": monitor.top,
                "width": monitor.width, "height": monitor.height}  # fmt: skip
        taken = time.time_ns() // 1000
        try:
            grabbed = self._mss.grab(area)
        except _FAILED as error:
            self._looked = float("-inf")
            raise NoPicture(str(error)) from error
        # Windows and macOS may give other sizes than asked for, on screens with many dots.
        width, height = grabbed.size
        return Shot(grabbed.raw, width, height, taken)

    def close(self) -> None:
        """Lets go the display."""
        if self._mss:
            with suppress(*_FAILED):
                self._mss.close()
            self._mss = None

    def _look_now(self) -> bool:
        # mss sees changes only with a new connection, and its memory is as large as the desktop
        # was when it began.
        try:
            fresh = mss.MSS()
            monitors = _monitors(fresh.monitors[1:])
        except _FAILED as error:
            raise NoPicture(str(error), is_gone=True) from error
        self._looked = time.monotonic()
        if self._mss and monitors == self.monitors:
            fresh.close()
            return False
        self.close()
        self._mss, self.monitors = fresh, monitors
        return True


def _monitors(found: list[dict[str, Any]]) -> list[Monitor]:
    return [
        Monitor(
            number,
            # By name where the system has one that people may know, such as "HDMI-1".
            str(one.get("name") or one.get("output") or "")
            or _("Screen %(number)d") % {"number": number + 1},
            one["left"],
            one["top"],
            one["width"],
            one["height"],
            bool(one.get("is_primary")),
        )
        for number, one in enumerate(found)
    ]
