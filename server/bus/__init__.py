"""The seam between nodes: what one commits, the others hear at once. The log stays the truth."""

from collections.abc import Callable
from typing import Protocol

from server.domain.events import Event

Listener = Callable[[int, list[Event]], None]


class Bus(Protocol):
    """Carries committed events to the other nodes; it may lose some, never invent any."""

    def join(self, listener: Listener) -> Listener:
        """Take part: `listener(session, events)` hears what others publish.

        Gives the function to publish with; the own listener does not hear it.
        """
        ...
