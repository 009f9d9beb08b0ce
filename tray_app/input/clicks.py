"""Whether the programs have the clicks that were sent, so that no key comes before them."""

from collections.abc import Callable, Iterable
from time import monotonic, sleep
from typing import Any

from Xlib import X

#: How often it is looked.
LOOK = 0.003
#: A window manager that keeps a click for so long hangs, and there is nothing to wait for.
HANGS = 3.0
ALL = X.Button1Mask | X.Button2Mask | X.Button3Mask


class Clicks:
    """Window managers see each press first and let it through when they have looked at it. The
    pointer stands still meanwhile, the keyboard doesn't: what is typed would overtake the click, to
    be written where the keyboard was before, or to be marked by it and overwritten.

    :param root: the desktop's window
    :param interrupted: asked while waiting; true ends that
    """

    def __init__(self, root: Any, interrupted: Callable[[], bool]) -> None:
        self._root, self._interrupted = root, interrupted
        self._is_one_out = False

    def sent(self) -> None:
        """A button went up again."""
        self._is_one_out = True

    def wait_arrived(self, held: Iterable[int]) -> None:
        """Returns when all of them arrived, when they never will, or when it is interrupted.

        :param held: the buttons that are still to be down, by what they mean: 1 to 3
        """
        until = monotonic() + HANGS
        # The server keeps the order: a button that is up for it was let through with its press.
        up = ALL & ~sum(X.Button1Mask << button - 1 for button in set(held))
        while self._is_one_out and monotonic() < until and not self._interrupted():
            if not self._root.query_pointer().mask & up:
                break
            sleep(LOOK)
        self._is_one_out = False
