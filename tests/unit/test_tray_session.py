"""A session of the tray app: it shares while it may, and stops before anybody is asked."""

import itertools
import threading
import time
from typing import Any

import pytest

from tray_app.join import Access
from tray_app.session import attached
from tray_app.session.attached import AttachedSession
from tray_app.session.news import News
from tray_app.session.status import Status


class FakeStream:
    """Takes what is sent; the test says what comes."""

    def __init__(self, _access: Access, _listener: Any) -> None:
        self.sent: list[dict[str, Any]] = []
        self.hangs = threading.Event()
        self.hangs.set()
        self.last_seq = 0
        self.is_impatient = self.is_closed = False

    def start(self, after: int) -> None:
        self.last_seq = after

    def send(self, frame: dict[str, Any]) -> bool:
        self.hangs.wait(10)
        self.sent.append(frame)
        return True

    def send_bytes(self, _message: bytes) -> bool:
        return True

    def close(self) -> None:
        self.is_closed = True


class FakeShare:
    """A share that only remembers."""

    def __init__(self, request: int, numbers: Any, allowed: Any, _send: Any, noticed: Any) -> None:
        self.request, self.numbers, self.allowed, self.noticed = request, numbers, allowed, noticed
        self.is_running = False
        self.heard_frames: list[dict[str, Any]] = []

    def start(self) -> None:
        self.is_running = True

    def stop(self) -> None:
        self.is_running = False

    def wait_stopped(self, _seconds: float) -> None:
        assert not self.is_running

    def heard(self, frame: dict[str, Any]) -> None:
        self.heard_frames.append(frame)


class Customer:
    """What the customer is shown."""

    def __init__(self) -> None:
        self.statuses: list[Status] = []
        self.sees_a_window = True
        self.is_over = False
        self.news: list[News | None] = []

    def may_begin(self, _status: Status) -> bool:
        return self.sees_a_window

    def changed(self, status: Status) -> None:
        self.statuses.append(status)

    def unread(self, news: News | None) -> None:
        self.news.append(news)

    def over(self) -> None:
        self.is_over = True


class Story:
    """A session that is told frame by frame."""

    def __init__(self) -> None:
        self.customer = Customer()
        self.shares: list[FakeShare] = []

        def share(*facts: Any) -> FakeShare:
            self.shares.append(FakeShare(*facts))
            return self.shares[-1]

        self.session = AttachedSession(
            Access("http://127.0.0.1", "s1", "t"), self.customer, share  # type: ignore[arg-type]
        )  # fmt: skip
        self.stream: FakeStream = self.session._stream  # type: ignore[assignment]
        self._seq = itertools.count(10)

    def welcome(self, *grants: int, state: str = "active") -> None:
        granted = [{"request": one, "permission": "control"} for one in grants]
        consent = {"grants": granted, "share": None, "last_seq": 9}
        session = {"technician": {"name": "Anna Berg"}, "state": state, "consent": consent}
        self.session.heard({"type": "welcome", "session": session, "last_seq": 9})

    def event(self, kind: str, **body: Any) -> None:
        seq = next(self._seq)
        event = {"type": "event", "seq": seq, "kind": kind, "author": {"name": "Ada"}, "body": body}
        self.session.heard(event)

    def granted(self, request: int = 8) -> None:
        self.event("answered", request=request, permission="control", granted=True)

    def asked(self, kind: str) -> list[dict[str, Any]]:
        self.settle()
        return [frame for frame in self.stream.sent if frame["type"] == kind]

    def acknowledge(self, kind: str = "share") -> None:
        client_id = self.asked(kind)[-1]["client_id"]
        self.session.heard({"type": "ack", "client_id": client_id, "seq": 20})

    def refuse(self, code: str) -> None:
        client_id = self.asked("share")[-1]["client_id"]
        self.session.heard({"type": "error", "client_id": client_id, "code": code})

    def sharing(self) -> "Story":
        self.welcome()
        self.granted()
        self.acknowledge()
        return self

    @property
    def is_sharing(self) -> bool:
        return any(share.is_running for share in self.shares)

    def settle(self) -> None:
        """Waits until what was to be sent has left."""
        self.session._outbox.wait_empty(5)


@pytest.fixture
def story(monkeypatch: pytest.MonkeyPatch) -> Story:
    monkeypatch.setattr(attached, "Stream", FakeStream)
    return Story()


def test_without_a_grant_nothing_is_asked_or_shared(story: Story) -> None:
    story.welcome()
    assert story.stream.sent == []
    assert not story.is_sharing


def test_a_grant_is_shared_at_once(story: Story) -> None:
    story.welcome()
    story.granted()
    [asked] = story.asked("share")
    assert (asked["request"], asked["source"]) == (8, "helper")
    assert not story.is_sharing, "not before the server took it"
    story.acknowledge()
    assert story.is_sharing
    assert story.stream.is_impatient
    assert story.customer.statuses[-1].kind == "controlled"


def test_a_grant_that_stands_already_is_shared_too(story: Story) -> None:
    story.welcome(4)
    story.acknowledge()
    assert story.is_sharing


def test_without_a_window_that_says_so_nothing_is_shared(story: Story) -> None:
    story.customer.sees_a_window = False
    story.welcome()
    story.granted()
    assert story.asked("share") == []
    assert story.asked("withdraw")


@pytest.mark.parametrize("kind", ["withdrawn", "ended", "expired", "admitted"])
def test_what_the_log_ends_is_ended(story: Story, kind: str) -> None:
    story.sharing().event(kind, request=8, permission="control", reason="person")
    assert not story.is_sharing


def test_the_end_of_the_session_is_the_end(story: Story) -> None:
    story.sharing().event("ended", reason="technician")
    assert story.stream.is_closed
    assert story.customer.is_over


def test_the_customer_stops_first_and_says_so_afterwards(story: Story) -> None:
    story.sharing()
    story.session.stop_sharing()
    assert not story.is_sharing
    assert not story.shares[0].allowed()
    assert story.customer.statuses[-1].kind == "attached"
    story.settle()
    [withdrawal] = story.asked("withdraw")
    assert withdrawal["permission"] == "control"


def test_a_server_that_hangs_holds_up_nobody(story: Story) -> None:
    story.sharing()
    story.stream.hangs.clear()
    began = time.monotonic()
    story.session.stop_sharing()
    threading.Event().wait(0.1)
    story.session.heard({"type": "presence"})
    assert story.customer.statuses[-1].kind == "attached"
    assert story.stream.is_impatient, "it has not said yet that it knows"
    story.session.close()
    assert time.monotonic() - began < 2.5
    story.stream.hangs.set()


def test_a_withdrawal_that_is_acknowledged_leaves_time_again(story: Story) -> None:
    story.sharing()
    story.session.stop_sharing()
    story.acknowledge("withdraw")
    assert not story.stream.is_impatient


def test_what_waits_to_be_said_is_not_said_to_the_next_connection(story: Story) -> None:
    story.stream.hangs.clear()
    story.welcome()
    story.granted(8)
    story.event("withdrawn", request=8, permission="control", reason="person")
    story.granted(30)
    story.session.lost()
    story.stream.hangs.set()
    assert [one["request"] for one in story.asked("share")] in ([], [8])


def test_what_was_stopped_offline_is_withdrawn_with_the_next_connection(story: Story) -> None:
    story.sharing()
    story.session.lost()
    story.session.stop_sharing()
    story.settle()
    assert story.asked("withdraw") == []
    story.welcome(8)
    assert story.asked("withdraw")
    assert len(story.asked("share")) == 1, "it is not shared again"


def test_a_lost_connection_stops_everything_and_the_next_one_goes_on(story: Story) -> None:
    story.sharing()
    story.session.lost()
    assert not story.is_sharing
    assert "lost" in story.customer.statuses[-1].conditions
    story.welcome(8)
    story.acknowledge()
    assert story.is_sharing
    assert story.shares[0].numbers is story.shares[1].numbers, "no number comes twice"
    assert story.customer.statuses[-1].conditions == frozenset()


def test_a_grant_that_is_gone_when_the_connection_is_back(story: Story) -> None:
    story.sharing()
    story.session.lost()
    story.welcome()
    assert not story.is_sharing
    assert story.customer.statuses[-1].kind == "attached"


def test_another_computer_shares_already(story: Story) -> None:
    story.welcome()
    story.granted()
    story.refuse("already_shared")
    assert not story.is_sharing
    assert story.asked("withdraw") == [], "the grant is not this one's to end"
    story.event("share_stopped", request=8, permission="control", reason="lost")
    story.acknowledge()
    assert story.is_sharing


def test_a_share_that_the_server_stopped_is_not_begun_again(story: Story) -> None:
    story.sharing().event("share_stopped", request=8, permission="control", reason="replaced")
    assert not story.is_sharing
    assert len(story.asked("share")) == 1


def test_a_new_grant_after_a_stop_is_another_one(story: Story) -> None:
    story.sharing()
    story.session.stop_sharing()
    story.settle()
    story.event("withdrawn", request=8, permission="control", reason="person")
    story.granted(30)
    story.acknowledge()
    assert story.is_sharing
    assert story.shares[-1].request == 30


def test_the_browsers_picture_is_told(story: Story) -> None:
    story.welcome()
    story.event("share_started", request=8, permission="view", source="screen")
    assert story.customer.statuses[-1].kind == "viewed"


def test_leaving_withdraws(story: Story) -> None:
    story.sharing()
    story.session.close()
    assert not story.is_sharing
    assert story.asked("withdraw")
    assert story.stream.is_closed


def test_a_message_that_nobody_reads_is_told_once_and_taken_away_once(story: Story) -> None:
    story.welcome()
    story.session.heard({"type": "presence", "role": "customer", "present": False})
    message = {"kind": "message", "author": {"role": "technician", "name": "Anna Berg"}}
    story.session.heard({"type": "event", "seq": 10, "body": {"text": "Hallo?"}, **message})
    story.session.heard({"type": "head", "last_seq": 10})
    story.session.heard({"type": "presence", "role": "customer", "present": True})
    assert story.customer.news == [News(10, "message", "Anna Berg", "Hallo?"), None]
