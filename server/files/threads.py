"""Native threads for what would hold the hub up: disks, hashes, scanners, other machines."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from gevent.threadpool import ThreadPool

T = TypeVar("T")


class Threads:
    """A pool for each kind of work, so that one kind never keeps another waiting.

    A piece of a file that arrives must not wait for a scanner, nor a download for a slow store.
    Threads that wait cost little; they are made when they are first needed.
    """

    def __init__(self) -> None:
        self._short = ThreadPool(8)
        self._reading = ThreadPool(16)
        self._long = ThreadPool(4)
        self._scanning = ThreadPool(32)
        self._storing = ThreadPool(16)

    def short(self, act: Callable[..., T], *words: Any) -> T:
        """What `act` gives, which handles one piece of a part. Waits without holding the hub."""
        return _done(self._short, act, words)

    def reading(self, act: Callable[..., T], *words: Any) -> T:
        """What `act` gives, which reads a piece out of the store."""
        return _done(self._reading, act, words)

    def long(self, act: Callable[..., T], *words: Any) -> T:
        """What `act` gives, which goes through a whole file on this machine."""
        return _done(self._long, act, words)

    def scanning(self, act: Callable[..., T], *words: Any) -> T:
        """What `act` gives, which waits for the scanner's verdict on a file."""
        return _done(self._scanning, act, words)

    def storing(self, act: Callable[..., T], *words: Any) -> T:
        """What `act` gives, which puts a file into the store, or takes it out."""
        return _done(self._storing, act, words)


def _done(pool: ThreadPool, act: Callable[..., T], words: tuple[Any, ...]) -> T:
    value, error = pool.apply(_caught, (act, words))
    if error is not None:
        raise error
    return cast(T, value)


def _caught(act: Callable[..., Any], words: tuple[Any, ...]) -> tuple[Any, Exception | None]:
    """An error as a value: gevent prints those that a thread raises."""
    try:
        return act(*words), None
    except Exception as error:  # noqa: BLE001 - raised again where it is waited for
        return None, error
