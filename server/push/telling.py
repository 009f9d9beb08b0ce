"""Sees in the log what a technician should hear of, and tells those who have no console open."""

from collections import deque
from functools import partial

import gevent
from structlog import get_logger

from server.domain.events import Event
from server.journal import Journal
from server.push.lanes import Lanes, Waiting
from server.push.news import News, news_of, push_of
from server.store import push_subscriptions, sessions
from server.store.push_subscriptions import PushSubscription
from server.stream.rooms import Rooms

# Of who writes faster than can be looked up, the last words count.
MOST_WAITING = 20
log = get_logger()


class Telling:
    """Watches the journal: so the node that wrote an event tells of it, and no other."""

    def __init__(self, journal: Journal, rooms: Rooms, lanes: Lanes) -> None:
        self._journal = journal
        self._rooms = rooms
        self._lanes = lanes
        self._waiting: dict[int, deque[News]] = {}
        journal.watch(self._committed)

    def _committed(self, number: int, events: list[Event]) -> None:
        """On the hub, in the middle of a delivery: looks nothing up here."""
        if not self._lacks(number):
            return
        for event in events:
            news = news_of(event)
            if news:
                self._put(number, news)

    def _lacks(self, number: int) -> bool:
        return not self._rooms.is_there(number, "technician")

    def _is_needed(self, number: int, subscription: PushSubscription) -> bool:
        """Still nobody is there, and whoever used that browser has not signed out meanwhile."""
        owner, name = subscription.technician_id, subscription.id
        is_wanted = push_subscriptions.find(self._journal, owner, name) is not None
        return is_wanted and self._lacks(number)

    def _put(self, number: int, news: News) -> None:
        waiting = self._waiting.get(number)
        if waiting is None:
            waiting = self._waiting[number] = deque(maxlen=MOST_WAITING)
            gevent.spawn(self._tell, number, waiting)
        waiting.append(news)

    def _tell(self, number: int, waiting: deque[News]) -> None:
        try:
            session = sessions.by_number(self._journal, number)
            if session is None:
                return
            told = push_subscriptions.of_technician(self._journal, session.technician_id)
            while waiting:
                news = waiting.popleft()
                for subscription in told:
                    if wants(subscription, news):
                        push = push_of(news, subscription.locale, session.id)
                        is_needed = partial(self._is_needed, number, subscription)
                        self._lanes.put(Waiting(subscription, push, is_needed))
        except Exception:
            log.exception("push_failed")
        finally:
            del self._waiting[number]


def wants(subscription: PushSubscription, news: News) -> bool:
    """Whether this browser's switches let the news through."""
    return subscription.arrivals if news.occasion == "arrival" else subscription.messages
