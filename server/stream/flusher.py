"""Sends what was queued during one turn of the loop, each connection's in one call."""

from typing import Protocol

import gevent


class Flushable(Protocol):
    """Something with queued bytes."""

    def flush(self) -> None: ...


class Flusher:
    """Collects the connections that have something to send until the turn is over."""

    def __init__(self) -> None:
        self._loop = gevent.get_hub().loop
        self._waiting: list[Flushable] = []

    def add(self, connection: Flushable) -> None:
        """Flush this connection at the end of the turn."""
        if not self._waiting:
            self._loop.run_callback(self._flush)
        self._waiting.append(connection)

    def _flush(self) -> None:
        waiting, self._waiting = self._waiting, []
        for connection in waiting:
            connection.flush()
