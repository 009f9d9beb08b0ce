"""Where the outcome of a commit is heard: on gevent's hub, or in the writer's own thread."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, Protocol

import gevent
from gevent.event import AsyncResult


class Answer(Protocol):
    """A place for one outcome that a caller waits at."""

    def set(self, value: Any) -> None: ...

    def fail(self, error: BaseException) -> None: ...

    def get(self) -> Any: ...


class Delivery(Protocol):
    """How the writer thread hands over what it has done."""

    def call(self, function: Callable[[], None]) -> None:
        """Have `function` called soon, where the listeners live."""
        ...

    def answer(self) -> Answer:
        """A new place to wait for an outcome."""
        ...


class _ThreadAnswer:
    def __init__(self) -> None:
        self._future: Future[Any] = Future()

    def set(self, value: Any) -> None:
        self._future.set_result(value)

    def fail(self, error: BaseException) -> None:
        self._future.set_exception(error)

    def get(self) -> Any:
        return self._future.result()


class InWriterThread:
    """For programs without a hub (the command line, scripts): everything at once."""

    def call(self, function: Callable[[], None]) -> None:
        function()

    def answer(self) -> Answer:
        return _ThreadAnswer()


class _HubAnswer:
    def __init__(self) -> None:
        self._result: AsyncResult[Any] = AsyncResult()

    def set(self, value: Any) -> None:
        self._result.set(value)

    def fail(self, error: BaseException) -> None:
        self._result.set_exception(error)

    def get(self) -> Any:
        return self._result.get()


class OnHub:
    """For the server: outcomes are heard on the hub of the thread that made this object."""

    def __init__(self) -> None:
        self._loop = gevent.get_hub().loop

    def call(self, function: Callable[[], None]) -> None:
        self._loop.run_callback_threadsafe(function)

    def answer(self) -> Answer:
        return _HubAnswer()
