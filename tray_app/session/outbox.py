"""What the session has to say, sent by a thread of its own, in order."""

import queue
import threading
import time
from collections.abc import Callable
from typing import Any


class Outbox:
    """Takes frames at once; a server that hangs holds up the sending, and nobody who stops."""

    def __init__(self, send: Callable[[dict[str, Any]], None]) -> None:
        """:param send: called from the thread with one frame after the other"""
        self._send = send
        self._frames: queue.Queue[dict[str, Any]] = queue.Queue()
        threading.Thread(target=self._run, name="outbox", daemon=True).start()

    def put(self, frame: dict[str, Any]) -> None:
        """Sends this after what was put before."""
        self._frames.put(frame)

    def wait_empty(self, seconds: float) -> None:
        """Waits until everything has left, but not longer than this."""
        until = time.monotonic() + seconds
        while self._frames.unfinished_tasks and time.monotonic() < until:
            time.sleep(0.01)

    def _run(self) -> None:
        while True:
            frame = self._frames.get()
            self._send(frame)
            self._frames.task_done()
