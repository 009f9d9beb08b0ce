"""One WebSocket on the hub: no greenlet, no thread, no buffer while it is idle."""

import socket
from collections.abc import Callable
from typing import Any

import gevent
from gevent.event import Event

from server.stream import websocket
from server.stream.flusher import Flusher

READ_SIZE = 64 * 1024
# A reader that is this far behind is closed with 1013 and resumes from its seq.
MOST_WAITING = 1024 * 1024
# Where a replay waits until its reader has taken some, and a picture is rather left out.
PLENTY_WAITING = 256 * 1024


class Connection:
    """Sends and receives the frames of one peer.

    Runs in callbacks of gevent's loop: a readable socket is read there and then, what is sent
    in one turn of the loop leaves in one system call at its end. `on_text` and `on_closed` must
    therefore not wait.
    """

    __slots__ = (
        "_drained",
        "_flusher",
        "_out",
        "_out_size",
        "_pauses",
        "_picture_size",
        "_reader",
        "_socket",
        "_watcher",
        "_write_watcher",
        "alive",
        "closed",
        "closing",
        "is_fresh",
        "on_binary",
        "on_closed",
        "on_text",
    )

    def __init__(self, sock: socket.socket, flusher: Flusher, limit: int) -> None:
        sock.setblocking(False)
        self._socket = sock
        self._flusher = flusher
        self._reader = websocket.FrameReader(limit)
        self._out: list[bytes] = []
        self._out_size = 0
        self._picture_size = 0
        self._pauses = 0
        self._drained: Event | None = None
        self._watcher: Any = gevent.get_hub().loop.io(sock.fileno(), 1)
        self._write_watcher: Any = None
        self.alive = True
        # Whether something was heard since somebody who asks more often set this to false.
        self.is_fresh = True
        self.closing = False
        self.closed = False
        self.on_text: Callable[[bytes], None] = _ignore
        self.on_binary: Callable[[bytes], None] = _ignore
        self.on_closed: Callable[[], None] = _ignore_end

    def open(self) -> None:
        """Begin to listen."""
        self._watcher.start(self._on_readable)

    def send(self, frame: bytes) -> None:
        """Queue an encoded frame; it leaves at the end of this turn of the loop."""
        if self.closing or self.closed:
            return
        if self._out_size - self._picture_size > MOST_WAITING:
            self.close(websocket.TRY_AGAIN, "slow reader")
            return
        self._queue(frame)

    def offer(self, frame: bytes) -> bool:
        """Queue a frame that may be lost, unless much waits before it; whether it is queued."""
        if self.closing or self.closed or self._out_size > PLENTY_WAITING:
            return False
        self._picture_size += len(frame)
        self._queue(frame)
        return True

    def take_large(self, binary_limit: int) -> None:
        """Let binary messages have so many bytes from now on."""
        self._reader.binary_limit = binary_limit

    def wait_for_room(self) -> None:
        """Wait, in a greenlet, until little of what was sent still waits, or all is over."""
        while self._out_size > PLENTY_WAITING and not self.closed:
            self._drained = Event()
            self._drained.wait()

    def close(self, code: int, reason: str = "") -> None:
        """Say goodbye with this code; the socket goes when the peer answers or stays silent."""
        if self.closing or self.closed:
            return
        self._queue(websocket.encode_close(code, reason))
        self.closing = True

    def check_pulse(self, frame: bytes) -> None:
        """Drop a peer that said nothing since the last time, else send `frame` (a ping)."""
        if not self.alive or self.closing:
            self.drop()
            return
        self.alive = False
        self.send(frame)

    def pause(self) -> None:
        """Read nothing more for now: the kernel's buffers slow the peer down."""
        self._pauses += 1
        if not self.closed:
            self._watcher.stop()

    def resume(self) -> None:
        """Read again, once there was one for each `pause`."""
        self._pauses -= 1
        if not self.closed and not self._pauses:
            self._watcher.start(self._on_readable)

    def drop(self) -> None:
        """End it now, whatever still waits."""
        if self.closed:
            return
        self.closed = True
        for watcher in (self._watcher, self._write_watcher):
            if watcher is not None:
                watcher.stop()
                watcher.close()
        self._watcher = self._write_watcher = None
        self._socket.close()
        self._out, self._out_size = [], 0
        self._tell_drained()
        on_closed, self.on_closed = self.on_closed, _ignore_end
        self.on_text = self.on_binary = _ignore
        on_closed()

    def flush(self) -> None:
        """Hand what is queued to the kernel, and wait for room for the rest."""
        if self.closed or self._write_watcher is not None:
            return
        data = self._out[0] if len(self._out) == 1 else b"".join(self._out)
        try:
            sent = self._socket.send(data)
        except BlockingIOError:
            sent = 0
        except OSError:
            self.drop()
            return
        if sent < len(data):
            self._out = [data[sent:]]
            self._out_size = len(data) - sent
            self._picture_size = min(self._picture_size, self._out_size)
            self._write_watcher = gevent.get_hub().loop.io(self._socket.fileno(), 2)
            self._write_watcher.start(self._on_writable)
            return
        self._out, self._out_size, self._picture_size = [], 0, 0
        self._tell_drained()
        if self.closing:
            self._shut()

    def _queue(self, frame: bytes) -> None:
        if not self._out:
            self._flusher.add(self)
        self._out.append(frame)
        self._out_size += len(frame)

    def _on_writable(self) -> None:
        watcher, self._write_watcher = self._write_watcher, None
        watcher.stop()
        watcher.close()
        self.flush()

    def _on_readable(self) -> None:
        try:
            data = self._socket.recv(READ_SIZE)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self.drop()
            return
        self.alive = self.is_fresh = True
        # What comes after our goodbye is not even kept: a peer that reads nothing could go on.
        if self.closing:
            return
        try:
            for opcode, payload in self._reader.feed(data):
                self._on_message(opcode, payload)
        except websocket.ProtocolError as error:
            self.close(error.code, str(error))

    def _on_message(self, opcode: int, payload: bytes) -> None:
        if opcode == websocket.TEXT:
            if not self.closing:
                self.on_text(payload)
        elif opcode == websocket.BINARY:
            if not self.closing:
                self.on_binary(payload)
        elif opcode == websocket.PING:
            self.send(websocket.encode(websocket.PONG, payload))
        elif opcode == websocket.CLOSE:
            code = websocket.read_close(payload)
            answer = websocket.NORMAL if code == websocket.NO_STATUS else code
            self.close(answer)

    def _shut(self) -> None:
        try:
            self._socket.shutdown(socket.SHUT_WR)
        except OSError:
            self.drop()

    def _tell_drained(self) -> None:
        if self._drained is not None:
            self._drained.set()
            self._drained = None


def _ignore(_payload: bytes) -> None:
    """Nobody listens yet, or any more."""


def _ignore_end() -> None:
    """Nobody waits for the end."""
