"""Hands a push to its push service: encrypted for one browser, on a thread, with time limits."""

from collections.abc import Mapping
from enum import Enum, auto

import gevent
import msgspec
import requests
from gevent.threadpool import ThreadPool
from structlog import get_logger

from server.domain.push_services import PushServices, host_of
from server.push.keys import PushKey
from server.push.news import Push
from server.store.push_subscriptions import PushSubscription

# A service that hangs holds up as many pushes as it likes, and nothing else.
THREADS = 16
CONNECT_SECONDS, ANSWER_SECONDS, SECONDS = 4, 8, 15
_LATER = frozenset({408, 425, 429})
_GONE = frozenset({404, 410})
log = get_logger()


class Outcome(Enum):
    """What became of a push."""

    SENT = auto()
    # The browser has given the subscription up.
    GONE = auto()
    # It may work later; or never.
    LATER = auto()
    REFUSED = auto()


class Sender:
    """Sends pushes in the server's name; `contact` is whom a service may turn to."""

    def __init__(self, key: PushKey, services: PushServices, contact: str) -> None:
        self._key = key
        self._services = services
        self._contact = contact
        self._threads = ThreadPool(THREADS)

    def send(self, subscription: PushSubscription, push: Push) -> Outcome:
        """Try it once. The hub goes on meanwhile."""
        if not self._services.take(subscription.endpoint):
            return Outcome.GONE  # the administrator allows it no more
        asked = self._threads.spawn(self._send, subscription, push)
        try:
            answer: int | str | None = asked.get(timeout=SECONDS)
        except gevent.Timeout:
            answer = "silent"
        outcome = outcome_of(answer or "silent")
        if outcome in (Outcome.LATER, Outcome.REFUSED):
            service = host_of(subscription.endpoint)
            log.warning("push_not_taken", service=service, answer=answer, outcome=outcome.name)
        return outcome

    def _send(self, subscription: PushSubscription, push: Push) -> int | str:
        """On a native thread: the status, or why there is none."""
        try:
            headers = {
                "Authorization": self._key.authorization(subscription.endpoint, self._contact),
                "Content-Encoding": "aes128gcm",
                "Content-Type": "application/octet-stream",
                "TTL": str(push.seconds),
                "Urgency": "high",
                "Topic": push.topic,
            }
            return _post(subscription.endpoint, _encrypted(subscription, push.text), headers)
        except Exception as error:  # noqa: BLE001 - its words would hold the whole address
            return type(error).__name__


def outcome_of(answer: int | str) -> Outcome:
    """What a service's status, or the lack of one, means."""
    if isinstance(answer, str) or answer in _LATER or answer >= 500:
        return Outcome.LATER
    if answer in _GONE:
        return Outcome.GONE
    return Outcome.SENT if 200 <= answer < 300 else Outcome.REFUSED


def _encrypted(subscription: PushSubscription, text: bytes) -> bytes:
    # Half a second to load, on a thread and only where somebody is told.
    from pywebpush import WebPusher

    keys = msgspec.structs.asdict(subscription)
    told = {name: keys[name] for name in ("p256dh", "auth")}
    pusher = WebPusher({"endpoint": subscription.endpoint, "keys": told})
    body: bytes = pusher.encode(text)["body"]
    return body


def _post(endpoint: str, body: bytes, headers: Mapping[str, str]) -> int:
    # A redirect would lead to where nobody looked; of the answer only the status counts.
    with requests.post(
        endpoint,
        data=body,
        headers=headers,
        timeout=(CONNECT_SECONDS, ANSWER_SECONDS),
        allow_redirects=False,
        stream=True,
    ) as answer:
        return answer.status_code
