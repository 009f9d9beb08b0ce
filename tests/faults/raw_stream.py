"""A stream without a library: it sends any bytes, and answers nothing by itself."""

import json
import socket
import uuid
from contextlib import suppress
from typing import Any

from server.stream.websocket import TEXT
from tests.api.conftest import Talk

MASK = b"\0\0\0\0"


class RawStream:
    """A socket after the handshake; by default the customer's, after all that was said."""

    def __init__(self, talk: Talk, token: str = "", buffer: int = 0) -> None:
        self._socket = socket.socket()
        self._socket.settimeout(20)
        if buffer:
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
        self._socket.connect(("127.0.0.1", talk.server.port))
        request = (
            f"GET /api/v1/sessions/{talk.id}/stream?after=1000000 HTTP/1.1\r\n"
            "Host: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
            f"Authorization: Bearer {token or talk.customer_token}\r\n\r\n"
        )
        self._socket.sendall(request.encode())
        assert self.read_until(b"\r\n\r\n").startswith(b"HTTP/1.1 101")

    def frame(self, first: int, payload: bytes) -> bytes:
        """The bytes of a client's frame; its mask changes nothing."""
        length = len(payload)
        if length < 126:
            head = bytes((first, 0x80 | length))
        elif length < 0x10000:
            head = bytes((first, 0xFE)) + length.to_bytes(2, "big")
        else:
            head = bytes((first, 0xFF)) + length.to_bytes(8, "big")
        return head + MASK + payload

    def send(self, data: bytes) -> None:
        """Send bytes as they are."""
        self._socket.sendall(data)

    def text(self, **frame: Any) -> None:
        """Send a JSON frame."""
        self.send(self.frame(0x80 | TEXT, json.dumps(frame).encode()))

    def decide(self, frame_type: str, **facts: Any) -> None:
        """Have something decided, and wait for the ack."""
        client_id = str(uuid.uuid4())
        self.text(type=frame_type, client_id=client_id, **facts)
        read = self.read_until(f'"client_id":"{client_id}","seq"'.encode(), b'"type":"error"')
        assert b'"type":"error"' not in read, read

    def read_until(self, *marks: bytes) -> bytes:
        """What came, up to and with the first of these."""
        read = b""
        while not any(mark in read for mark in marks):
            data = self._socket.recv(65_536)
            assert data, read[-200:]
            read += data
        return read

    def read_on(self) -> None:
        """Read until the end, and keep nothing."""
        with suppress(OSError):
            while self._socket.recv(1024 * 1024):
                continue

    def close(self) -> None:
        """Go away without a word."""
        self._socket.close()
