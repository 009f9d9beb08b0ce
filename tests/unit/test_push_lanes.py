"""How a push is tried again, and what takes its place meanwhile."""

from collections.abc import Callable

import gevent
import pytest
from gevent.event import Event

from server.push import lanes
from server.push.lanes import Lanes, Waiting
from server.push.news import Push
from server.push.sender import Outcome, outcome_of
from server.store.push_subscriptions import PushSubscription

BROWSER = PushSubscription("b1", "t1", "https://a.de/1", "", "", "de", True, True, 0)
OTHER = PushSubscription("b2", "t1", "https://a.de/2", "", "", "de", True, True, 0)


class Service:
    """Notes what it is sent; answers as told, and takes everything after that."""

    def __init__(self, *answers: Outcome) -> None:
        self.sent: list[tuple[str, bytes]] = []
        self.gone: list[str] = []
        self.answers = list(answers)
        self.goes_on = Event()
        self.goes_on.set()
        self.lanes = Lanes(self._send, lambda subscription: self.gone.append(subscription.id))

    def put(
        self,
        text: bytes,
        topic: str = "s1",
        browser: PushSubscription = BROWSER,
        is_needed: Callable[[], bool] = lambda: True,
    ) -> None:
        """Have it delivered to the browser."""
        self.lanes.put(Waiting(browser, Push(text, 60, topic), is_needed))

    def settle(self) -> list[tuple[str, bytes]]:
        """All that was sent, once nothing waits any more."""
        gevent.wait(timeout=5)
        return self.sent

    def _send(self, subscription: PushSubscription, push: Push) -> Outcome:
        self.sent.append((subscription.id, push.text))
        self.goes_on.wait()
        return self.answers.pop(0) if self.answers else Outcome.SENT


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lanes, "PAUSES", (0.001, 0.002, 0.003))


def test_each_push_goes_out_once_and_in_order() -> None:
    service = Service()
    service.put(b"a", "s1")
    service.put(b"b", "s2")
    assert service.settle() == [("b1", b"a"), ("b1", b"b")]


def test_what_may_work_later_is_tried_four_times() -> None:
    service = Service(*[Outcome.LATER] * 9)
    service.put(b"a")
    assert service.settle() == [("b1", b"a")] * 4


def test_a_no_is_a_no() -> None:
    service = Service(Outcome.REFUSED)
    service.put(b"a")
    assert service.settle() == [("b1", b"a")]
    assert service.gone == []


def test_a_browser_that_is_gone_is_forgotten_with_all_that_waits_for_it() -> None:
    service = Service(Outcome.GONE)
    service.put(b"a", "s1")
    service.put(b"b", "s2")
    assert service.settle() == [("b1", b"a")]
    assert service.gone == ["b1"]


def test_of_a_session_only_the_newest_waits() -> None:
    service = Service()
    service.goes_on.clear()
    service.put(b"first")
    gevent.sleep(0)
    for text in (b"second", b"third"):
        service.put(text)
    service.goes_on.set()
    assert service.settle() == [("b1", b"first"), ("b1", b"third")]


def test_a_newer_one_takes_the_place_of_one_that_is_tried_again() -> None:
    service = Service(Outcome.LATER)
    service.goes_on.clear()
    service.put(b"old")
    gevent.sleep(0)
    service.put(b"new")
    service.goes_on.set()
    assert service.settle() == [("b1", b"old"), ("b1", b"new")]


def test_who_opens_the_console_meanwhile_is_not_told() -> None:
    service = Service(Outcome.LATER)
    needed = [True, False]
    service.put(b"a", is_needed=lambda: needed.pop(0))
    assert service.settle() == [("b1", b"a")]


def test_one_browser_does_not_keep_another_waiting() -> None:
    service = Service()
    service.goes_on.clear()
    service.put(b"a")
    service.put(b"a", browser=OTHER)
    gevent.sleep(0)
    assert service.sent == [("b1", b"a"), ("b2", b"a")]
    service.goes_on.set()
    service.settle()


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (201, Outcome.SENT),
        (200, Outcome.SENT),
        (404, Outcome.GONE),
        (410, Outcome.GONE),
        (429, Outcome.LATER),
        (503, Outcome.LATER),
        ("ConnectTimeout", Outcome.LATER),
        (400, Outcome.REFUSED),
        (403, Outcome.REFUSED),
        (307, Outcome.REFUSED),
    ],
)
def test_what_a_status_means(answer: int | str, outcome: Outcome) -> None:
    assert outcome_of(answer) is outcome
