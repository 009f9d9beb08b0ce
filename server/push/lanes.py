"""A lane for each browser: one push after another, of each session the newest, tried again."""

from collections.abc import Callable

import gevent
import msgspec
from structlog import get_logger

from server.domain.push_services import host_of
from server.push.news import Push
from server.push.sender import Outcome
from server.store.push_subscriptions import PushSubscription

# Before it is tried again; after the last one it is given up.
PAUSES = (2.0, 8.0, 30.0)
log = get_logger()


class Waiting(msgspec.Struct, frozen=True):
    """A push on its way; `is_needed` tells whether its reader still lacks it."""

    subscription: PushSubscription
    push: Push
    is_needed: Callable[[], bool]


class Lanes:
    """Delivers without anyone waiting. What waits lives in memory only, and dies with the server.

    As a push service does, a lane keeps of each topic only the newest: who writes much costs
    their technician one notification, and the server little.
    """

    def __init__(
        self,
        send: Callable[[PushSubscription, Push], Outcome],
        forget: Callable[[PushSubscription], None],
    ) -> None:
        self._send = send
        self._forget = forget
        self._lanes: dict[str, dict[str, Waiting]] = {}

    def put(self, waiting: Waiting) -> None:
        """Have it delivered."""
        name = waiting.subscription.id
        lane = self._lanes.get(name)
        if lane is None:
            lane = self._lanes[name] = {}
            gevent.spawn(self._run, name, lane)
        lane.pop(waiting.push.topic, None)
        lane[waiting.push.topic] = waiting

    def _run(self, name: str, lane: dict[str, Waiting]) -> None:
        try:
            while lane:
                self._deliver(lane.pop(next(iter(lane))), lane)
        except Exception:
            log.exception("push_failed")
        finally:
            del self._lanes[name]

    def _deliver(self, waiting: Waiting, lane: dict[str, Waiting]) -> None:
        subscription, push = waiting.subscription, waiting.push
        for pause in (*PAUSES, None):
            if not waiting.is_needed():
                return
            outcome = self._send(subscription, push)
            if outcome is Outcome.GONE:
                lane.clear()
                self._forget(subscription)
                return
            if outcome is not Outcome.LATER:
                return
            if pause is not None:
                gevent.sleep(pause)
                if push.topic in lane:
                    return  # a newer one is there
        log.warning("push_given_up", service=host_of(subscription.endpoint))
