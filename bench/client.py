"""A WebSocket client that costs next to nothing, so that the server is what gets measured."""

import os
import select
import socket
from collections.abc import Iterator, Sequence

import msgspec

READ_SIZE = 256 * 1024
OPENING_AT_ONCE = 64
# Masked with zeros: a server has to unmask it all the same, and the client need not.
_NO_MASK = b"\0\0\0\0"
PONG = b"\x8a\x80" + _NO_MASK
_PING = b"\x89\x00"


class Target(msgspec.Struct, frozen=True):
    """Where one side of a session connects, and with which token."""

    port: int
    path: str
    token: str = ""

    def after(self, seq: int) -> "Target":
        """The same, asking for what comes after this seq."""
        return msgspec.structs.replace(self, path=self.path.format(after=seq))

    def handshake(self) -> bytes:
        """The request that opens the stream."""
        authorization = f"Authorization: Bearer {self.token}\r\n" if self.token else ""
        return (
            f"GET {self.path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n"
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            f"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n{authorization}\r\n"
        ).encode()


class Client:
    """One open stream."""

    __slots__ = ("_rest", "sock")

    def __init__(self, sock: socket.socket, rest: bytes = b"") -> None:
        self.sock = sock
        self._rest = rest

    def send(self, frames: bytes) -> None:
        """Send ready-made frames; what is outstanding is bounded, so the kernel takes them all."""
        sent = self.sock.send(frames)
        assert sent == len(frames), "the kernel's buffer is full: the server does not read"

    def read(self) -> bytes:
        """What has arrived, raw; pings are answered. b"" when the server has closed."""
        try:
            data = self.sock.recv(READ_SIZE)
        except BlockingIOError:
            return b""
        # No frame here is so long that its length could look like a ping's head.
        if _PING in data:
            self.send(PONG)
        return data

    def frames(self, data: bytes) -> Iterator[tuple[int, bytes]]:
        """The frames complete with `data`: (opcode, payload)."""
        data = self._rest + data
        position, end = 0, len(data)
        while end - position >= 2:
            start, length = position + 2, data[position + 1]
            if length == 126:
                start += 2
                length = int.from_bytes(data[position + 2 : start], "big")
            elif length == 127:
                start += 8
                length = int.from_bytes(data[position + 2 : start], "big")
            if end < start + length:
                break
            yield data[position] & 0x0F, data[start : start + length]
            position = start + length
        self._rest = data[position:]

    def close(self) -> None:
        """Go without a word, as a lost network does."""
        self.sock.close()


def text_frame(payload: bytes) -> bytes:
    """One client frame of up to 64 KiB."""
    length = len(payload)
    head = bytes((0x81, 0x80 | length)) if length < 126 else b"\x81\xfe" + length.to_bytes(2, "big")
    return head + _NO_MASK + payload


def open_all(targets: Sequence[Target]) -> list[Client]:
    """A stream to each target, in their order; many handshakes run at once."""
    clients: list[Client | None] = [None] * len(targets)
    waiting = list(enumerate(targets))[::-1]
    opening: dict[int, tuple[int, socket.socket]] = {}
    poll = select.epoll()
    while waiting or opening:
        while waiting and len(opening) < OPENING_AT_ONCE:
            place, target = waiting.pop()
            sock = socket.create_connection(("127.0.0.1", target.port))
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            sock.sendall(target.handshake())
            sock.setblocking(False)
            opening[sock.fileno()] = place, sock
            poll.register(sock, select.EPOLLIN)
        for descriptor, _ in poll.poll(10):
            place, sock = opening.pop(descriptor)
            poll.unregister(sock)
            head, _, rest = sock.recv(READ_SIZE).partition(b"\r\n\r\n")
            assert head.startswith(b"HTTP/1.1 101"), head
            clients[place] = Client(sock, rest)
    poll.close()
    return [client for client in clients if client]


def unpin() -> None:
    """Run this process, and what it starts from now on, on any core."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, range(os.cpu_count() or 1))


def pin(core: int) -> None:
    """Run this process, and what it starts from now on, on one core (where the system can)."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {core % (os.cpu_count() or 1)})
