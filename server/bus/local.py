"""The bus of a single process."""

from server.bus import Listener
from server.domain.events import Event


class LocalBus:
    """Reaches every listener in this process, at once."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []

    def join(self, listener: Listener) -> Listener:
        """See Bus."""
        self._listeners.append(listener)

        def publish(session: int, events: list[Event]) -> None:
            for other in self._listeners:
                if other is not listener:
                    other(session, events)

        return publish
