"""Of several nodes the one that wrote an event tells of it, and no other."""

from collections.abc import Callable
from typing import Any, cast

import gevent
import pytest

from server.bus.local import LocalBus
from server.domain.events import Author, Draft, Joined, Message
from server.journal import Journal, Watcher
from server.push.lanes import Lanes
from server.push.news import Push
from server.push.sender import Outcome
from server.push.telling import Telling
from server.store import push_subscriptions
from server.store.push_subscriptions import PushSubscription
from server.stream.rooms import Rooms
from tests.contract.test_sessions import open_session

MARIA = Author("customer", "Maria", "c1")


class OwnLog:
    """A node's own end of the log that all share: it hears of what it writes itself."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._watchers: list[Watcher] = []

    def watch(self, watcher: Watcher) -> None:
        """See Journal."""
        self._watchers.append(watcher)

    def append(self, session: int, draft: Draft) -> None:
        """See Journal; heard of here, where a server's hub would be."""
        events = self._journal.append(session, [draft])
        for watcher in self._watchers:
            watcher(session, events)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._journal, name)


class Node:
    """One of several servers: its end of the log, its rooms on the bus, and whom it told."""

    def __init__(self, journal: Journal, bus: LocalBus) -> None:
        self.told: list[str] = []
        self.while_sending: Callable[[], object] = lambda: None
        self.log = OwnLog(journal)
        log = cast(Journal, self.log)
        self.rooms = Rooms(log, bus)
        self._telling = Telling(log, self.rooms, Lanes(self._send, lambda subscription: None))

    def _send(self, subscription: PushSubscription, _push: Push) -> Outcome:
        self.told.append(subscription.id)
        self.while_sending()
        return Outcome.SENT


@pytest.fixture
def session(journal: Journal) -> int:
    row = PushSubscription("b1", "t1", "https://a.de/1", "p", "a", "de", True, True, 0)
    journal.write(lambda tx: push_subscriptions.keep(tx, row))
    return open_session(journal, b"key")


def test_an_event_is_told_by_the_node_that_wrote_it_and_once(
    journal: Journal, session: int
) -> None:
    bus = LocalBus()
    first, second = Node(journal, bus), Node(journal, bus)
    first.log.append(session, Draft(MARIA, Joined("key")))
    gevent.wait(timeout=5)
    assert (first.told, second.told) == (["b1"], [])
    second.log.append(session, Draft(MARIA, Message("Hallo?")))
    gevent.wait(timeout=5)
    assert (first.told, second.told) == (["b1"], ["b1"])


def test_what_is_on_its_way_ends_with_the_sign_in(journal: Journal, session: int) -> None:
    node, other = Node(journal, LocalBus()), open_session(journal, b"other key")

    def sign_out() -> None:
        journal.write(lambda tx: push_subscriptions.drop(tx, "b1"))

    node.while_sending = sign_out
    node.log.append(session, Draft(MARIA, Joined("key")))
    node.log.append(other, Draft(MARIA, Joined("key")))
    gevent.wait(timeout=5)
    assert node.told == ["b1"]
