"""The pointer on macOS: where it is. Its shape stays the console's own arrow: the system tells it
only through Objective-C. Not yet tried on macOS.
"""

from tray_app.input.cursor import Cursor
from tray_app.input.last_move import LAST_MOVE
from tray_app.input.macos_libraries import load_quartz


class MacCursorWatch:
    """Looks at the pointer; what is neither where it was nor where it was sent was moved here."""

    def __init__(self) -> None:
        self._quartz = load_quartz()
        self._place = self._look()

    def poll(self) -> Cursor | None:
        place = self._look()
        moved = place not in (self._place, LAST_MOVE.place)
        self._place = place
        return Cursor(*place, moved_locally=True, shape=None) if moved else None

    def close(self) -> None:
        """Nothing is held."""

    def _look(self) -> tuple[int, int]:
        event = self._quartz.CGEventCreate(None)
        point = self._quartz.CGEventGetLocation(event)
        self._quartz.CFRelease(event)
        return int(point.x), int(point.y)
