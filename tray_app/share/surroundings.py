"""The thread that tells the technician about the pointer and the state of this desktop."""

import base64
import threading
from collections.abc import Callable
from contextlib import suppress
from time import monotonic
from typing import Any

from tray_app.input import NoInput
from tray_app.input.cursor import Cursor, CursorWatch
from tray_app.share.desktop_state import open_desktop_state
from tray_app.share.screen import Monitor

#: The contract: at most 20 cursor frames a second.
LOOK_EVERY = 0.05
STATE_EVERY = 1.0


class Surroundings:
    """Looks at pointer and desktop while something is shared."""

    def __init__(
        self,
        monitor: Callable[[], Monitor | None],
        cursor: Callable[[dict[str, Any]], None],
        condition: Callable[[str, bool], None],
    ) -> None:
        self._monitor, self._cursor, self._condition = monitor, cursor, condition
        self._closing = threading.Event()
        self._states: set[str] = set()
        self._thread = threading.Thread(target=self._run, name="surroundings", daemon=True)

    def start(self) -> None:
        """Begins to look."""
        self._thread.start()

    def close(self) -> None:
        """Looks no more."""
        self._closing.set()

    def _run(self) -> None:
        state = open_desktop_state()
        watch = None
        with suppress(NoInput):
            watch = CursorWatch()
        looked = 0.0
        while not self._closing.wait(LOOK_EVERY if watch else STATE_EVERY):
            if monotonic() - looked >= STATE_EVERY:
                looked = monotonic()
                self._tell(state.poll())
            # Until the first picture nobody can say where on it the pointer is.
            if watch and (monitor := self._monitor()):
                try:
                    self._point(watch.poll(), monitor)
                except NoInput:
                    watch.close()
                    watch = None
        state.close()
        if watch:
            watch.close()

    def _tell(self, states: set[str]) -> None:
        for name in self._states ^ states:
            self._condition(name, name in states)
        self._states = states

    def _point(self, cursor: Cursor | None, monitor: Monitor) -> None:
        if cursor is None or not (cursor.moved_locally or cursor.shape):
            return
        place = monitor.part(cursor.x, cursor.y)
        if place is None and not cursor.shape:
            return
        x, y = place or (0.0, 0.0)
        frame: dict[str, Any] = {"source": monitor.id, "x": x, "y": y}
        if shape := cursor.shape:
            frame["shape"] = {
                "png": base64.b64encode(shape.png).decode(),
                "hot_x": shape.hot_x,
                "hot_y": shape.hot_y,
                "width": shape.width,
                "height": shape.height,
            }
        self._cursor(frame)
