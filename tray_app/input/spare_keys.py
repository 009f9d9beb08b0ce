"""Key codes that the layout leaves free, lent to characters that it lacks."""

import time
from collections import OrderedDict
from collections.abc import Iterable


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

    def last_use(self, codes: Iterable[int]) -> float | None:
        """When one of these codes was used last, on the monotonic clock; None where none was."""
        return max((self._used[code] for code in codes if code in self._used), default=None)

    def lend(self, keysyms: Iterable[int]) -> dict[int, int]:
        """Which codes to bind, so that each of these keysyms has one; at most len(self) of them."""
        wanted = dict.fromkeys(keysyms)
        missing = [keysym for keysym in wanted if keysym not in self._codes.values()]
        for code in [code for code, bound in self._codes.items() if bound in wanted]:
            self._codes.move_to_end(code)
        return dict(zip(self._codes, missing, strict=False))

    def bind(self, bound: dict[int, int]) -> None:
        """Notes that these codes have these keysyms now."""
        for code, keysym in bound.items():
            self._codes[code] = keysym
            self._codes.move_to_end(code)

    @property
    def lent(self) -> dict[int, int]:
        """The codes that have a keysym now, and which."""
        return {code: bound for code, bound in self._codes.items() if bound}
