"""Who writes to an upload at the moment: one at a time, and a dead connection gives way."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from gevent.event import Event

from server.domain.refusal import Refusal

PATIENCE_SECONDS = 10


class Turn:
    """One request's time with an upload; `stop` has its body end."""

    def __init__(self, stop: Callable[[], None]) -> None:
        self._stop = stop
        self.is_asked_to_end = False
        # From when all is there on, what is done with it is done to its end.
        self.is_finishing = False
        self.over = Event()

    def end_soon(self) -> None:
        """Have it end as soon as what is being written is written."""
        self.is_asked_to_end = True
        self._stop()


class Turns:
    """The turns that are being taken, by upload."""

    def __init__(self) -> None:
        self._taken: dict[str, Turn] = {}

    @contextmanager
    def take(
        self, name: str, stop: Callable[[], None], is_next: Callable[[], bool]
    ) -> Iterator[Turn]:
        """A turn of the caller's. Where another has it, that one ends if `is_next` agrees.

        A client whose connection died comes back before the server has noticed; it knows how
        far the upload is, which one that merely sends the same twice does not. What is being
        finished is waited for.
        Raises Refusal `upload_busy`.
        """
        held = self._taken.get(name)
        if held and is_next():
            if not held.is_finishing:
                held.end_soon()
            held.over.wait(PATIENCE_SECONDS)
        if name in self._taken:
            raise Refusal("upload_busy")
        turn = self._taken[name] = Turn(stop)
        try:
            yield turn
        finally:
            del self._taken[name]
            turn.over.set()

    def is_taken(self, name: str) -> bool:
        """Whether someone writes to this upload."""
        return name in self._taken
