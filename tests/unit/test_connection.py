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
from server.stream.websocket import BINARY, TEXT, encode
from tests.unit.test_websocket import frame

LIMIT = 1_000
MEGABYTE = 1024 * 1024


PICTURE_LIMIT = 400_000


@pytest.fixture
def pair() -> Iterator[tuple[Connection, socket.socket]]:
    """An open connection and its other end."""
    ours, theirs = socket.socketpair()
    theirs.setblocking(False)
    connection = Connection(ours, Flusher(), LIMIT)
    connection.take_large(PICTURE_LIMIT)
    connection.open()
    yield connection, theirs
    connection.drop()
    theirs.close()


@pytest.fixture
def peer(pair: tuple[Connection, socket.socket]) -> socket.socket:
    """The other end of a connection that has something to say to it, which it does not read."""
    connection, theirs = pair
    # More than the kernel takes, so that some of it waits while the peer reads nothing.
    connection.send(encode(TEXT, b"x" * MEGABYTE))
    return theirs


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


@pytest.mark.parametrize("fragments", [False, True])
def test_a_picture_that_comes_in_tiny_pieces_takes_its_own_size(
    peer: socket.socket, fragments: bool
) -> None:
    if fragments:
        peer.send(frame(0x02, b""))
        assert send_and_measure(peer, frame(0x00, b"x"), 7 * 100_000) < 400_000
    else:
        peer.send(frame(0x82, bytes(PICTURE_LIMIT))[:14])
        assert send_and_measure(peer, b"x", 100_000) < 400_000


def test_of_two_reasons_to_read_nothing_both_must_be_over(
    pair: tuple[Connection, socket.socket],
) -> None:
    connection, peer = pair
    read: list[bytes] = []
    connection.on_text = read.append
    connection.pause()
    connection.pause()
    peer.send(frame(0x81, b"hallo"))
    connection.resume()
    gevent.sleep(0.01)
    assert read == []
    connection.resume()
    gevent.sleep(0.01)
    assert read == [b"hallo"]


def test_a_picture_is_left_out_where_much_waits_and_a_text_is_not(
    pair: tuple[Connection, socket.socket],
) -> None:
    connection, peer = pair
    offered = [connection.offer(encode(BINARY, bytes(100_000))) for _ in range(6)]
    assert offered[0]
    assert not offered[-1]
    connection.send(encode(TEXT, b"hallo"))
    read = b""
    while not read.endswith(b"hallo"):
        gevent.sleep(0)
        try:
            read += peer.recv(65_536)
        except BlockingIOError:
            continue
    assert len(read) < 5 * 100_000
    assert connection.offer(encode(BINARY, b"x"))


def test_pictures_that_wait_close_no_slow_reader(pair: tuple[Connection, socket.socket]) -> None:
    connection, _peer = pair
    connection.offer(encode(BINARY, bytes(3 * MEGABYTE)))
    gevent.sleep(0)
    for _ in range(9):
        connection.send(encode(TEXT, bytes(100_000)))
    assert not connection.closing
    for _ in range(40):
        connection.send(encode(TEXT, bytes(100_000)))
    assert connection.closing
