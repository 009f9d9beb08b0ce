"""Native threads for what would hold the hub up: disks, hashes, scanners, other machines."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from gevent.threadpool import ThreadPool

T = TypeVar("T")


class Threads:
    """Two pools, so that a long look at one file never keeps a piece of another waiting."""

    def __init__(self) -> None:
        self._short = ThreadPool(8)
        self._long = ThreadPool(4)

    def short(self, act: Callable[..., T], *words: Any) -> T:
        """What `act` gives, which handles one piece. Waits without holding the hub."""
        return cast(T, _outcome(self._short.apply(_caught, (act, words))))

    def long(self, act: Callable[..., T], *words: Any) -> T:
        """What `act` gives, which goes through a whole file."""
        return cast(T, _outcome(self._long.apply(_caught, (act, words))))


def _caught(act: Callable[..., Any], words: tuple[Any, ...]) -> tuple[Any, Exception | None]:
    """An error as a value: gevent prints those that a thread raises."""
    try:
        return act(*words), None
    except Exception as error:  # noqa: BLE001 - raised again where it is waited for
        return None, error


def _outcome(told: tuple[Any, Exception | None]) -> Any:
    value, error = told
    if error is not None:
        raise error
    return value
