"""Key codes that the layout leaves free, lent to characters that it lacks."""

import time
from collections import OrderedDict
from collections.abc import Iterable

#: So many seconds after its last stroke a code may get another meaning: programs read the map only
#: when they come to the stroke, and a busy one comes late.
REST = 0.25


class SpareKeys:
    """Which spare code has which keysym. Each keysym has a code of its own; the one that was not
    used for the longest time is given away first.
    """

    def __init__(self, codes: Iterable[int]) -> None:
        self._codes: OrderedDict[int, int] = OrderedDict((code, 0) for code in codes)
        self._used: dict[int, float] = {}

    def __len__(self) -> int:
        return len(self._codes)

    def code(self, keysym: int) -> int | None:
        """The code that has this keysym now; counts as its use."""
        for code, bound in self._codes.items():
            if bound == keysym:
                self._codes.move_to_end(code)
                self._used[code] = time.monotonic()
                return code
        return None

    def lend(self, keysyms: Iterable[int]) -> dict[int, int]:
        """The codes to be bound anew, so that each of these has one; at most len(self) keysyms."""
        wanted = dict.fromkeys(keysyms)
        missing = [keysym for keysym in wanted if keysym not in self._codes.values()]
        for code in [code for code, bound in self._codes.items() if bound in wanted]:
            self._codes.move_to_end(code)
        bound = dict(zip(list(self._codes), missing, strict=False))
        for code, keysym in bound.items():
            self._codes[code] = keysym
            self._codes.move_to_end(code)
        return bound

    def rest(self, codes: Iterable[int]) -> float:
        """For how many seconds these codes must be left alone before they are bound anew."""
        latest = max((self._used.get(code, 0.0) for code in codes), default=0.0)
        return max(0.0, latest + REST - time.monotonic()) if latest else 0.0

    @property
    def lent(self) -> dict[int, int]:
        """The codes that have a keysym now, and which."""
        return {code: bound for code, bound in self._codes.items() if bound}
