"""Peers that are slow, broken or hostile: each harms nobody but itself."""

import json
import os
import socket
import uuid
from collections.abc import Iterator

import pytest

from bench.client import Client
from server.stream.websocket import CLOSE
from tests.api.conftest import Talk
from tests.running_server import RunningServer

MASK = b"\1\2\3\4"
LONG = "x" * 9_900


@pytest.fixture
def talk(server: RunningServer) -> Iterator[Talk]:
    talk = Talk(server)
    yield talk
    talk.close()


def raw_stream(talk: Talk, *, piece: int = 65_536, buffer: int = 0) -> socket.socket:
    """A socket after the handshake, which was sent in pieces of this size."""
    raw = socket.socket()
    raw.settimeout(10)
    raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    if buffer:
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
    raw.connect(("127.0.0.1", talk.server.port))
    request = (
        f"GET /api/v1/sessions/{talk.id}/stream HTTP/1.1\r\nHost: localhost\r\n"
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
        f"Authorization: Bearer {talk.customer_token}\r\n\r\n"
    ).encode()
    send_in_pieces(raw, request, piece)
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        head += raw.recv(1)
    assert head.startswith(b"HTTP/1.1 101")
    return raw


def send_in_pieces(raw: socket.socket, data: bytes, piece: int) -> None:
    for start in range(0, len(data), piece):
        raw.sendall(data[start : start + piece])


def masked_frame(text: bytes) -> bytes:
    masked = bytes(byte ^ MASK[place % 4] for place, byte in enumerate(text))
    return bytes((0x81, 0x80 | len(text))) + MASK + masked


def read_to_the_end(raw: socket.socket) -> bytes:
    read = b""
    while data := raw.recv(65_536):
        read += data
    return read


def test_a_slow_reader_is_closed_with_1013_and_resumes(talk: Talk) -> None:
    technician, slow = talk.technician(), raw_stream(talk, buffer=64 * 1024)
    # More than the kernel holds on the way and the server's patience together.
    for _ in range(16):
        sent = [technician.say(LONG) for _ in range(50)]
        technician.wait("ack", client_id=sent[-1])
    last = technician.wait_for_seq(802)[-1]["seq"]
    *seen, (opcode, farewell) = Client(slow).frames(read_to_the_end(slow))
    assert (opcode, int.from_bytes(farewell[:2], "big")) == (CLOSE, 1013)
    numbers = [json.loads(text)["seq"] for code, text in seen if b'"type":"event"' in text]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) < last
    back = talk.customer(after=numbers[-1])
    back.wait_for_seq(last)
    assert [event["seq"] for event in back.events] == list(range(numbers[-1] + 1, last + 1))


def test_a_frame_that_comes_byte_by_byte_is_read_when_it_is_whole(talk: Talk) -> None:
    technician = talk.technician()
    dribbling = raw_stream(talk, piece=1)
    said = {"type": "message", "client_id": str(uuid.uuid4()), "text": "Tropf"}
    frame = masked_frame(json.dumps(said).encode())
    send_in_pieces(dribbling, frame[:-1], piece=1)
    technician.say("derweil")
    assert technician.wait("event", kind="message")["body"] == {"text": "derweil"}
    dribbling.sendall(frame[-1:])
    assert technician.wait("event", kind="message")["body"] == {"text": "Tropf"}
    dribbling.close()


@pytest.mark.parametrize(
    "bytes_sent",
    [
        os.urandom(4096),
        b"\x81\x05Hallo",
        b"\xf1\x80" + MASK,
        b"\x83\x80" + MASK,
        b"\x80\x80" + MASK,
    ],
    ids=["noise", "unmasked", "reserved bits", "unknown opcode", "continuation of nothing"],
)
def test_who_breaks_the_protocol_is_closed_and_the_others_are_not(
    talk: Talk, bytes_sent: bytes
) -> None:
    technician = talk.technician()
    broken = raw_stream(talk)
    broken.sendall(bytes_sent)
    broken.shutdown(socket.SHUT_WR)
    read_to_the_end(broken)
    technician.say("geht noch")
    technician.wait("event", kind="message")
    technician.agrees_with_the_log()


def test_who_vanishes_in_the_middle_of_a_frame_leaves_the_session_well(talk: Talk) -> None:
    technician = talk.technician()
    vanishing = raw_stream(talk)
    technician.wait("presence", role="customer", present=True)
    vanishing.sendall(masked_frame(b'{"type":"typing"}')[:-3])
    vanishing.close()
    technician.wait("presence", role="customer", present=False)
    technician.agrees_with_the_log()


@pytest.mark.parametrize("sent", [b"\x16\x03\x01\x02\x00\x01\x00", b"Hallo\r\n\r\n", b"\0" * 9000])
def test_what_is_no_http_is_turned_away(server: RunningServer, sent: bytes) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as raw:
        raw.sendall(sent)
        raw.shutdown(socket.SHUT_WR)
        assert read_to_the_end(raw)[:12] in (b"HTTP/1.1 400", b"HTTP/1.0 400", b"HTTP/1.1 414", b"")
    assert server.call("GET", "/sessions", token=server.token)[0] == 200
