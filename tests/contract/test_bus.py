"""What every bus promises (server/bus/__init__.py)."""

import msgspec
import pytest

from server.bus import Bus
from server.bus.local import LocalBus
from server.domain.events import Event

EVENT = Event(1, 0, "message", msgspec.Raw(b'{"role":"customer"}'), msgspec.Raw(b'{"text":"a"}'))


@pytest.fixture
def bus() -> Bus:
    return LocalBus()


def test_what_one_node_publishes_every_other_hears(bus: Bus) -> None:
    heard: list[tuple[str, int, int]] = []

    def node(name: str):  # noqa: ANN202 - a listener
        return bus.join(
            lambda session, events: heard.extend((name, session, e.seq) for e in events)
        )

    first, _second, _third = node("first"), node("second"), node("third")
    first(7, [EVENT])
    assert heard == [("second", 7, 1), ("third", 7, 1)]
