"""Shares that are interrupted, taken up again, and replaced by control."""

import time

import pytest

from tests.api.conftest import Talk
from tests.api.shared import Shared, refusal_of
from tests.api.streams import Refused
from tests.faults.raw_stream import RawStream
from tests.impatient_server import SHARE_LOST


def test_who_lost_the_connection_shares_on_under_the_same_request(shared: Shared) -> None:
    first = shared.share(shared.kunde)
    last = shared.talk.consent()["last_seq"]
    shared.kunde.close()
    assert shared.anna.wait("condition", name="lost")["on"] is True
    shared.kunde = shared.talk.customer()
    assert shared.share(shared.kunde) == first
    assert shared.anna.wait("condition", name="lost")["on"] is False
    assert shared.kunde.wait("watch")["request"] == shared.request
    shared.show(0)
    assert shared.numbers(shared.anna) == [0]
    assert shared.talk.consent()["last_seq"] == last, "nothing new happened"


def test_a_viewer_who_had_not_shown_all_before_the_loss_sees_on(shared: Shared) -> None:
    shared.show(0)
    shared.show(1)
    shared.kunde.close()
    shared.anna.wait("condition", name="lost", on=True)
    shared.kunde = shared.talk.customer()
    shared.share(shared.kunde)
    shared.show(0)
    shared.show(1)
    assert shared.numbers(shared.anna) == [0, 1, 0, 1]


def test_a_sharer_who_stays_away_is_said_to_be_lost_and_keeps_the_right(quick_talk: Talk) -> None:
    shared = Shared(quick_talk)
    shared.kunde.close()
    began = time.monotonic()
    stopped = shared.anna.wait("event", kind="share_stopped")
    assert stopped["body"] == {
        "request": shared.request, "permission": "view", "reason": "lost",
    }  # fmt: skip
    assert stopped["author"]["role"] == "system"
    assert time.monotonic() - began < SHARE_LOST + 3
    consent = quick_talk.consent()
    assert (consent["share"], len(consent["grants"])) == (None, 1)
    shared.kunde = quick_talk.customer()
    shared.share(shared.kunde)
    assert shared.kunde.wait("watch")
    shared.show(0)
    assert shared.numbers(shared.anna) == [0]


def test_a_sharer_whose_connection_is_dead_makes_room_for_their_next_one(talk: Talk) -> None:
    anna, kunde = talk.technician(), talk.customer()
    request = talk.grant("view", anna, kunde)
    kunde.close()
    dead = RawStream(talk)
    dead.decide("share", request=request, source="screen")
    began = time.monotonic()
    assert talk.customer().decide("share", request=request, source="screen")
    assert time.monotonic() - began < 4
    dead.close()


def test_a_sharer_whose_connection_is_dead_is_lost(quick_talk: Talk) -> None:
    anna, kunde = quick_talk.technician(), quick_talk.customer()
    request = quick_talk.grant("view", anna, kunde)
    dead = RawStream(quick_talk)
    dead.decide("share", request=request, source="screen")
    assert anna.wait("event", kind="share_stopped")["body"]["reason"] == "lost"
    dead.close()


def test_the_sharer_may_stop_and_start_again(shared: Shared) -> None:
    shared.kunde.decide("unshare", request=shared.request, reason="person")
    assert shared.anna.wait("event", kind="share_stopped")["body"]["reason"] == "person"
    shared.kunde.show(shared.request, 0)
    assert refusal_of(shared.kunde) == "not_granted"
    shared.share(shared.kunde)
    shared.show(0)
    assert shared.numbers(shared.anna) == [0]


def test_the_same_share_said_again_after_its_end_shares_nothing(talk: Talk) -> None:
    anna, kunde = talk.technician(), talk.customer()
    request = talk.grant("view", anna, kunde)
    name = "0b9fa0f0-6a14-4bd5-8e93-2d5a14a4ea0d"
    kunde.decide("share", name, request=request, source="screen")
    kunde.decide("withdraw", permission="view")
    kunde.decide("share", name, request=request, source="screen")
    kunde.show(request, 0)
    assert refusal_of(kunde) == "not_granted"
    again = talk.grant("view", anna, kunde)
    other = talk.customer()
    assert other.decide("share", request=again, source="screen")


def test_control_takes_the_place_of_a_view(shared: Shared) -> None:
    app = shared.talk.helper()
    control = shared.talk.grant("control", shared.anna, shared.kunde)
    app.decide("share", request=control, source="helper")
    stopped = shared.kunde.wait("event", kind="share_stopped")
    assert stopped["body"] == {
        "request": shared.request, "permission": "view", "reason": "control",
    }  # fmt: skip
    assert shared.kunde.catch_up().got("unwatch")
    shared.kunde.show(shared.request, 1)
    assert refusal_of(shared.kunde) == "not_granted"
    with pytest.raises(Refused, match="already_shared"):
        shared.share(shared.kunde)
    shared.watch(shared.anna, request=control)
    app.wait("watch")
    app.show(control, 0)
    app.catch_up()
    assert [p.request for p in shared.anna.catch_up().pictures] == [control]
    consent = shared.talk.consent()
    assert consent["share"] == {"request": control, "permission": "control", "source": "helper"}
    assert [grant["permission"] for grant in consent["grants"]] == ["view", "control"]
