"""Looking again and again: often while things move, seldom while the screen is still."""

import threading
from time import monotonic

MOVING, STILL = 1 / 30, 1 / 10
#: What moved may move again at once; after this many seconds it is still.
RESTS_AFTER = 1.0


class PolledChanges:
    """Takes every time to look for a change, until the picture says otherwise."""

    def __init__(self) -> None:
        self._woken = threading.Event()
        self._moved = monotonic()
        self._looked = 0.0

    def wait(self, seconds: float) -> bool:
        """True when it is time to look."""
        every = MOVING if monotonic() - self._moved < RESTS_AFTER else STILL
        pause = self._looked + every - monotonic()
        if self._woken.wait(max(0.0, min(pause, seconds))):
            self._woken.clear()
            return False
        if pause > seconds:
            return False
        self._looked = monotonic()
        return True

    def noted(self, changed: bool) -> None:
        """Looks more often from now on, or not."""
        if changed:
            self._moved = monotonic()

    def expect(self) -> None:
        """Looks often at once."""
        self._moved = monotonic()
        self._woken.set()

    def wake(self) -> None:
        """Ends a wait of another thread."""
        self._woken.set()

    def close(self) -> None:
        """Nothing to let go."""
