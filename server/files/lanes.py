"""How many files of one session are worked on at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from weakref import WeakValueDictionary

from gevent.lock import BoundedSemaphore


class Lanes:
    """A few of each session go on, its others wait: a session keeps no other one waiting."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._rooms: WeakValueDictionary[int, BoundedSemaphore] = WeakValueDictionary()

    @contextmanager
    def enter(self, session: int) -> Iterator[None]:
        """Inside, the caller is one of the few."""
        room = self._rooms.get(session)
        if room is None:
            room = self._rooms[session] = BoundedSemaphore(self._most)
        with room:
            yield
