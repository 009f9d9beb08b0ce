"""A connection keeps no more for its peer than it promises, whatever the peer sends."""

import fcntl
import socket
import sys
import termios
import tracemalloc
from collections.abc import Iterator

import gevent
import pytest

from server.stream.connection import Connection
from server.stream.flusher import Flusher
from server.stream.websocket import TEXT, encode
from tests.unit.test_websocket import frame

LIMIT = 1_000
MEGABYTE = 1024 * 1024


@pytest.fixture
def peer() -> Iterator[socket.socket]:
    """The other end of an open connection."""
    ours, theirs = socket.socketpair()
    theirs.setblocking(False)
    connection = Connection(ours, Flusher(), LIMIT, LIMIT)
    connection.open()
    # More than the kernel takes, so that some of it waits while the peer reads nothing.
    connection.send(encode(TEXT, b"x" * MEGABYTE))
    yield theirs
    connection.drop()
    theirs.close()


def unread(peer: socket.socket) -> int:
    """How many of the bytes that were sent the other end has not read yet."""
    return int.from_bytes(fcntl.ioctl(peer, termios.TIOCOUTQ, bytes(4)), sys.byteorder)


def send_and_measure(peer: socket.socket, chunk: bytes, size: int) -> int:
    """Send `size` bytes; gives how much more memory is in use afterwards."""
    gevent.sleep(0)
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    sent = 0
    while sent < size:
        try:
            sent += peer.send(chunk[sent % len(chunk) :])
        except BlockingIOError:
            gevent.sleep(0)
    while unread(peer):
        gevent.sleep(0)
    used = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    return used


def test_what_comes_after_a_refused_frame_is_not_kept(peer: socket.socket) -> None:
    peer.send(frame(0x81, b"x" * (LIMIT + 1))[:8])
    assert send_and_measure(peer, b"x" * 65536, 4 * MEGABYTE) < MEGABYTE


def test_fragments_without_content_are_not_kept(peer: socket.socket) -> None:
    peer.send(frame(0x01, b""))
    assert send_and_measure(peer, frame(0x00, b"") * 1_000, 2 * MEGABYTE) < MEGABYTE
