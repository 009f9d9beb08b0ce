"""How much somebody may do in a while."""

import time


class Bucket:
    """Fills with `rate` a second up to `burst`; what is taken beyond that is owed."""

    __slots__ = ("_at", "_burst", "_level", "_rate")

    def __init__(self, rate: float, burst: float) -> None:
        self._rate = rate
        self._burst = burst
        self._level = burst
        self._at = time.monotonic()

    def take(self, amount: float = 1.0) -> bool:
        """Whether there was enough; only then it is taken."""
        self._fill()
        if self._level < amount:
            return False
        self._level -= amount
        return True

    def owe(self, amount: float) -> float:
        """Take it in any case; gives the seconds to wait until it is paid for."""
        self._fill()
        self._level -= amount
        return max(0.0, -self._level / self._rate)

    def _fill(self) -> None:
        now = time.monotonic()
        self._level = min(self._burst, self._level + (now - self._at) * self._rate)
        self._at = now
