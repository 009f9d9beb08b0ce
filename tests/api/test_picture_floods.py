"""Sharers that send too much and viewers that take nothing: the chat goes on."""

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.conftest import Talk
from tests.api.pictures import HEADER, Picture
from tests.api.shared import Shared
from tests.faults.raw_stream import RawStream
from tests.running_server import RunningServer

MEGABYTE = 1024 * 1024
FLOOD_SECONDS = 2


@pytest.fixture
def flooding(own_shared: Shared) -> Iterator[RawStream]:
    """A sharer that sends pictures as fast as the network takes them, to a viewer who looks."""
    own_shared.kunde.close()
    raw = RawStream(own_shared.talk)
    raw.decide("share", request=own_shared.request, source="screen")
    yield raw
    raw.close()


def pictures_without_end(raw: RawStream, request: int, size: int, stop: threading.Event) -> None:
    frame = raw.frame(0x82, Picture(request, 0, is_key=True, chunk=bytes(size)).encode())
    many = frame * max(1, MEGABYTE // len(frame))
    while not stop.is_set():
        try:
            raw.send(many)
        except OSError:
            return


def memory_of(server: RunningServer) -> int:
    """What the server holds at this moment, in bytes."""
    resident = Path(f"/proc/{server.pid}/statm").read_text().split()[1]
    return int(resident) * os.sysconf("SC_PAGESIZE")


@pytest.mark.parametrize("size", [1, 20_000, 4 * MEGABYTE - HEADER.size])
def test_a_sharer_that_sends_without_end_slows_nobody_and_fills_no_memory(
    own_shared: Shared, flooding: RawStream, size: int
) -> None:
    server, stop = own_shared.talk.server, threading.Event()
    other = Talk(server)
    anna, kunde = other.technician(), other.customer()
    before = memory_of(server)
    flood = threading.Thread(
        target=pictures_without_end, args=(flooding, own_shared.request, size, stop)
    )
    flood.start()
    waits: list[float] = []
    until = time.monotonic() + FLOOD_SECONDS
    try:
        while time.monotonic() < until:
            began = time.monotonic()
            text = str(len(waits))
            kunde.say(text)
            anna.wait("event", kind="message", body={"text": text})
            waits.append(time.monotonic() - began)
        grown = memory_of(server) - before
    finally:
        stop.set()
        flooding.close()
        flood.join()
    assert sorted(waits)[len(waits) // 2] < 0.25, waits
    assert grown < 64 * MEGABYTE
    other.close()


def test_a_viewer_who_reads_nothing_keeps_the_chat(own_shared: Shared) -> None:
    """Pictures that they can't take are dropped; what is said waits for them, or for a resume."""
    shared = own_shared
    blocked = RawStream(shared.talk, token=shared.talk.server.token, buffer=32 * 1024)
    blocked.text(type="watch", request=shared.request, codecs=["vp8"])
    shared.kunde.wait("watch")
    before = memory_of(shared.talk.server)
    for number in range(200):
        shared.show(number, is_key=True, chunk=os.urandom(200_000))
    assert memory_of(shared.talk.server) - before < 16 * MEGABYTE
    shared.kunde.say("Sehen Sie mich noch?")
    shared.anna.wait("event", kind="message")
    assert b"Sehen Sie mich noch?" in blocked.read_until(b"noch?")
    blocked.close()
