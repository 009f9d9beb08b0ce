"""The display's keyboard map: the layout as it is now, and spare keys for what it lacks."""

import itertools
import time
from collections.abc import Callable, Iterable, Sequence

from Xlib.display import Display

from tray_app.input.layout import Layout
from tray_app.input.leftovers import Leftovers
from tray_app.input.reader import Reader
from tray_app.input.spare_keys import SpareKeys

#: So many seconds programs get to read a changed map (Chromium needs it, measured).
READ_THE_MAP = 0.03


class KeyboardMap:
    """The map on this connection; free of what a crash left in it.

    :param interrupted: asked while waiting; true ends that.
    """

    def __init__(self, display: Display, interrupted: Callable[[], bool]) -> None:
        self._display = display
        self._leftovers = Leftovers(display)
        self._leftovers.put_back()
        self._reader = Reader(display, interrupted)
        self._layouts: dict[int, Layout] = {}
        self._read()

    @property
    def spare(self) -> int:
        """How many keysyms can be lent a key at the same time."""
        return len(self._spares)

    def layout(self, group: int) -> Layout:
        """The layout that is in force as this group, from 0."""
        if group not in self._layouts:
            self._layouts[group] = Layout(self._rows, self._first, group)
        return self._layouts[group]

    def lend(self, keysyms: Iterable[int]) -> None:
        """Gives each of these keysyms a spare code, and programs the time to learn of it."""
        bound = self._spares.lend(keysyms)
        if not bound:
            return
        # Programs read the map only when they come to a stroke, and a busy one comes late.
        self._reader.wait_since(self._spares.last_use(bound))
        self._spares.bind(bound)
        self._leftovers.note(self._spares.lent)
        for code, keysym in bound.items():
            self._display.change_keyboard_mapping(code, [[keysym, keysym]])
        self._display.sync()
        time.sleep(READ_THE_MAP)

    def lent_code(self, keysym: int) -> int | None:
        """The spare code that this keysym has, for a stroke right now."""
        return self._spares.code(keysym)

    def follow(self) -> None:
        """Reads the map anew where somebody changed it since, as by choosing another layout.

        The server tells nobody who speaks XKB of that in the core protocol's words, and asking it
        takes 0.1 ms.
        """
        while self._display.pending_events():
            self._display.next_event()
        rows = self._ask()
        lent = self._spares.lent
        for code, (row, known) in enumerate(zip(rows, self._rows, strict=True), self._first):
            if lent.get(code) != row[0] if code in lent else row != known:
                self._leftovers.put_back()
                self._read()
                return

    def put_back(self) -> None:
        """Frees the spare keys, once the program in front has read its strokes."""
        self._reader.wait_since(self._spares.last_use(self._spares.lent))
        self._leftovers.put_back()
        self._display.sync()

    # Private

    def _read(self) -> None:
        """Reads the map anew: what was lent in an older one is gone with it."""
        self._rows = self._ask()
        kept = set(itertools.chain(*self._display.get_modifier_mapping()))
        free = [code for code, row in enumerate(self._rows, self._first) if not any(row)]
        self._spares = SpareKeys(code for code in free if code not in kept)
        self._layouts = {}

    def _ask(self) -> list[Sequence[int]]:
        limits = self._display.display.info
        self._first = limits.min_keycode
        count = limits.max_keycode - self._first + 1
        return list(self._display.get_keyboard_mapping(self._first, count))
