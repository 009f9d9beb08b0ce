"""One thread that does what others ask for, between the things it waits for itself."""

import os
import select
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from queue import SimpleQueue
from typing import Any


class LoopThread:
    """The thread of a loop. Who asks from another thread waits until it is done."""

    def __init__(self) -> None:
        self._asked: SimpleQueue[tuple[Callable[[], None], Future[None]]] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()
        self._is_over = False
        self._woken, self._wake = os.pipe()

    def doing(self, act: Callable[[], None]) -> Callable[[], None]:
        """The same act, done by the loop's thread whoever calls; nothing once the loop is over."""

        def ask() -> None:
            if threading.current_thread() is self._thread:
                act()
                return
            done: Future[None] = Future()
            with self._lock:
                if self._is_over:
                    return
                self._asked.put((act, done))
                os.write(self._wake, b"!")
            done.result()

        return ask

    @contextmanager
    def here(self) -> Iterator[None]:
        """This thread runs the loop now; whoever still waits at its end is let go."""
        self._thread = threading.current_thread()
        try:
            yield
        finally:
            with self._lock:
                self._is_over = True
                while not self._asked.empty():
                    self._asked.get()[1].set_result(None)
                os.close(self._wake)
                os.close(self._woken)

    def do_what_was_asked(self) -> None:
        """Do everything that others wait for."""
        while not self._asked.empty():
            act, done = self._asked.get()
            try:
                act()
            except Exception as error:  # noqa: BLE001 - who asked gets it
                done.set_exception(error)
            else:
                done.set_result(None)

    def wait(self, source: Any, seconds: float | None) -> None:
        """Wait until `source` (with a `fileno`) has something, somebody asks, or time is up."""
        ready, _, _ = select.select([source, self._woken], [], [], seconds)
        if self._woken in ready:
            os.read(self._woken, 1024)
