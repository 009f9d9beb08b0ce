"""Which keys the technician holds, as far as the input frames say, and until when to believe it."""

from tray_app.input.keysyms import MODIFIERS

#: A key that somebody holds is told again and again; so many seconds without a word are no hold.
SILENT_HOLD = 5.0
#: A modifier alone may wait for a click, and is not told again everywhere.
SILENT_MODIFIERS = 10.0


class HeldKeys:
    """What is down, in the order in which it went down."""

    def __init__(self) -> None:
        self._down: dict[str, str] = {}
        #: Modifiers that silence let go, and of which no frame has said that they are up.
        self._resting: dict[str, str] = {}

    def note(self, key: str, down: bool) -> None:
        """Takes what a frame says of this key."""
        name = key.casefold() if len(key) == 1 else key
        self._down.pop(name, None)
        self._resting.pop(name, None)
        if down:
            self._down[name] = key

    def clear(self) -> None:
        """Nothing is down."""
        self._down.clear()
        self._resting.clear()

    @property
    def patience(self) -> float | None:
        """So many seconds of silence what is down may last; None where nothing is."""
        if not self._down:
            return None
        return SILENT_MODIFIERS if self._down.keys() <= MODIFIERS.keys() else SILENT_HOLD

    def rest(self) -> list[str]:
        """What silence lets go, the last one first."""
        keys = list(reversed(self._down.values()))
        self._resting.update((name, key) for name, key in self._down.items() if name in MODIFIERS)
        self._down.clear()
        return keys

    def resume(self) -> list[str]:
        """Modifiers to press again: the technician is there, and never let them go."""
        keys = list(self._resting.values())
        self._down.update(self._resting)
        self._resting.clear()
        return keys
