"""The server dies, hangs or is flooded while a screen is shared: rights hold, and stops stop."""

import json
import os
import signal
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed

from tests.api.conftest import Talk
from tests.api.streams import Refused, StreamClient
from tests.faults.raw_stream import RawStream
from tests.impatient_server import GONE
from tests.running_server import IMPATIENT, RunningServer, running_server
from tests.tray.desktop import wait_for


@pytest.fixture
def talk(own_server: RunningServer) -> Iterator[Talk]:
    talk = Talk(own_server)
    yield talk
    talk.close()


@pytest.fixture
def quick_talk(tmp_path: Path) -> Iterator[Talk]:
    """A session on a server of its own whose minutes are seconds."""
    with running_server(tmp_path / "home", IMPATIENT) as server:
        talk = Talk(server)
        yield talk
        talk.close()


def restart(talk: Talk) -> None:
    """Cut the power, and start again."""
    talk.server.kill()
    talk.server.start()


@contextmanager
def hanging(server: RunningServer) -> Iterator[None]:
    """The server does nothing meanwhile, though its sockets are open."""
    os.kill(server.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(server.pid, signal.SIGCONT)


def share(talk: Talk, sharer: StreamClient, request: int, source: str) -> int:
    """Begin to share, or go on: the seq of the share's beginning."""
    return sharer.decide("share", request=request, source=source)


def watch_and_see(sharer: StreamClient, viewer: StreamClient, request: int) -> None:
    """One picture gets from the one to the other."""
    viewer.send(type="watch", request=request, codecs=["vp8"])
    sharer.wait("watch")
    sharer.show(request, 0)
    viewer.wait("picture")


def kinds(client: StreamClient) -> list[str]:
    return [event["kind"] for event in client.catch_up().events]


# Killed


@pytest.mark.parametrize(("permission", "source"), [("view", "screen"), ("control", "helper")])
def test_after_a_restart_both_sides_go_on_under_the_same_request(
    talk: Talk, permission: str, source: str
) -> None:
    anna, kunde = talk.technician(), talk.customer()
    sharer = kunde if source == "screen" else talk.helper()
    request = talk.grant(permission, anna, kunde)
    began = share(talk, sharer, request, source)
    watch_and_see(sharer, anna, request)
    restart(talk)
    anna, kunde = talk.technician(after=began), talk.customer(after=began)
    consent = anna.welcome["session"]["consent"]
    assert consent["grants"] == [{"request": request, "permission": permission}]
    assert consent["share"] == {"request": request, "permission": permission, "source": source}
    sharer = kunde if source == "screen" else talk._keep(
        StreamClient(talk.server, talk.id, sharer.token, after=began)
    )  # fmt: skip
    assert share(talk, sharer, request, source) == began
    watch_and_see(sharer, anna, request)
    assert kinds(anna) == kinds(kunde) == []
    kunde.decide("withdraw", permission=permission)
    sharer.show(request, 1)
    assert sharer.wait("error")["code"] == "not_granted"


def test_what_was_withdrawn_before_the_power_failed_stays_so(talk: Talk) -> None:
    anna, kunde = talk.technician(), talk.customer()
    request = talk.grant("view", anna, kunde)
    share(talk, kunde, request, "screen")
    kunde.decide("withdraw", permission="view")
    restart(talk)
    kunde = talk.customer()
    with pytest.raises(Refused, match="not_granted"):
        share(talk, kunde, request, "screen")
    assert talk.consent()["grants"] == []


def test_a_question_that_is_open_over_a_restart_can_still_be_answered(talk: Talk) -> None:
    request = talk.technician().decide("request", permission="view")
    talk.customer()
    restart(talk)
    kunde = talk.customer()
    assert kunde.welcome["session"]["consent"]["question"]["request"] == request
    kunde.decide("answer", request=request, granted=True)
    assert len(talk.consent()["grants"]) == 1


def test_a_question_that_is_open_over_a_restart_ends_in_silence(quick_talk: Talk) -> None:
    talk = quick_talk
    request = talk.technician().decide("request", permission="view")
    restart(talk)
    anna = talk.technician(after=request)
    answered = anna.wait("event", kind="answered")
    assert answered["body"]["granted"] is False
    assert answered["body"]["reason"] == "silence"


def test_nobody_who_comes_back_after_a_restart_means_that_all_are_gone(quick_talk: Talk) -> None:
    talk = quick_talk
    anna, kunde = talk.technician(), talk.customer()
    request = talk.grant("view", anna, kunde)
    began = share(talk, kunde, request, "screen")
    restart(talk)
    wait_for("the grant gone", lambda: talk.consent()["grants"] == [])
    anna = talk.technician(after=began)
    assert [event["kind"] for event in anna.wait_for_seq(began + 2)] == [
        "share_stopped", "withdrawn",
    ]  # fmt: skip
    assert talk.consent()["grants"] == []


# Hanging


def test_a_server_that_hung_takes_nobody_for_gone_who_comes_back(quick_talk: Talk) -> None:
    talk = quick_talk
    anna, kunde = talk.technician(), talk.customer()
    request = talk.grant("view", anna, kunde)
    began = share(talk, kunde, request, "screen")
    with closing(Talk(talk.server)) as other:
        # Who shares elsewhere on this server hears its heart beat.
        witness = other.customer()
        share(other, witness, other.grant("view", other.technician(), witness), "screen")
        witness.wait("pulse")
        with hanging(talk.server):
            # As the customer's page does that hears nothing: it stops, and connects anew.
            kunde.vanish()
            time.sleep(GONE + 1)
        drain(witness)
        # By the next beat the server has looked who is there.
        witness.wait("pulse")
    kunde = talk.customer(after=began)
    assert share(talk, kunde, request, "screen") == began
    watch_and_see(kunde, anna, request)
    assert kinds(kunde) == []


def test_a_hanging_server_sends_nothing_by_which_a_sharer_would_go_on(talk: Talk) -> None:
    anna, kunde = talk.technician(), talk.customer()
    request = talk.grant("view", anna, kunde)
    share(talk, kunde, request, "screen")
    kunde.wait("pulse")
    with hanging(talk.server):
        time.sleep(0.5)
        heard = drain(kunde)
        began = time.monotonic()
        with pytest.raises(TimeoutError):
            kunde.socket.recv(timeout=5)
        assert time.monotonic() - began >= 5, heard


def drain(client: StreamClient) -> int:
    """Read what had come before; how much that was."""
    count = 0
    while True:
        try:
            client.socket.recv(timeout=0.2)
        except TimeoutError:
            return count
        except ConnectionClosed as closed:
            raise AssertionError from closed
        count += 1


# Flooded

EACH = 8_000


def test_a_flood_of_messages_holds_up_no_stop(talk: Talk) -> None:
    anna, kunde = talk.technician(), talk.customer()
    request = talk.grant("view", anna, kunde)
    share(talk, kunde, request, "screen")
    floods = [RawStream(talk, token=talk.server.token) for _ in range(4)]
    many = [
        b"".join(
            flood.frame(0x81, json.dumps(
                {"type": "message", "client_id": str(uuid.uuid4()), "text": "Bitte warten"}
            ).encode())
            for _ in range(EACH)
        )
        for flood in floods
    ]  # fmt: skip
    senders = [
        threading.Thread(target=flood_with, args=pair, daemon=True)
        for pair in zip(floods, many, strict=True)
    ]
    for sender in senders:
        sender.start()
    anna.wait_for_seq(1_000)
    stopped = kunde.decide("withdraw", permission="view")
    assert events_when_quiet(talk) > stopped + 1_000, "it waited until the flood was over"
    for flood in floods:
        flood.close()


def flood_with(flood: RawStream, messages: bytes) -> None:
    """Send all of it, while somebody else reads what comes back."""
    threading.Thread(target=flood.read_on, daemon=True).start()
    with suppress(OSError):
        flood.send(messages)


def events_when_quiet(talk: Talk) -> int:
    """How many events there are once no more come."""
    before, now = -1, 0
    while now != before:
        time.sleep(1)
        before, now = now, talk.consent()["last_seq"]
    return now
