"""`kill -9` in the middle of load: is everything still there that was acknowledged?

`python -m bench.kill` runs five rounds; tests/faults/ runs a few as a test.
"""

import contextlib
import select
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec

from bench.client import READ_SIZE, Client, Target, open_all
from bench.load import message
from bench.subjects import Beistand
from tests.running_server import RunningServer, running_server

SESSIONS, WINDOW, LOAD_SECONDS, PATIENCE_SECONDS = 20, 20, 1.5, 60.0


class _Frame(msgspec.Struct):
    """The frames that matter here, in one shape."""

    type: str
    seq: int = 0
    at: str = ""
    author: msgspec.Raw = msgspec.Raw()
    kind: str = ""
    body: msgspec.Raw = msgspec.Raw()
    client_id: str = ""
    last_seq: int = 0

    @property
    def event(self) -> tuple[str, str, bytes, bytes]:
        """What everyone must see alike."""
        return self.at, self.kind, bytes(self.author), bytes(self.body)

    @property
    def number(self) -> int:
        """Which message this is."""
        return int(msgspec.json.decode(self.body)["text"][:12])


class Round(msgspec.Struct):
    """What one kill did. All but the first two have to be 0."""

    acknowledged: int
    resent: int
    missing: int
    doubled: int
    gaps: int
    differing: int


class Side:
    """One side of a session that remembers what a browser does: the log it saw, its outbox."""

    def __init__(self, target: Target, first: int) -> None:
        self.target = target
        self.client: Client | None = None
        self.log: dict[int, _Frame] = {}
        self.outbox: dict[int, bytes] = {}
        self.acked: dict[int, int] = {}
        self.last_seq = 0
        self.said_last_seq = 0
        self.out_of_order = 0
        self._next = first

    def write(self, window: int) -> None:
        """Say something new while the window has room."""
        frames = []
        while len(self.outbox) < window:
            self.outbox[self._next] = message(self._next)
            frames.append(self.outbox[self._next])
            self._next += 1
        if frames and self.client:
            self.client.send(b"".join(frames))

    def resend(self) -> int:
        """Say again what was not acknowledged; how many that is."""
        if self.outbox and self.client:
            self.client.send(b"".join(self.outbox.values()))
        return len(self.outbox)

    def take(self, data: bytes) -> None:
        """Note events and acks."""
        assert self.client
        for opcode, payload in self.client.frames(data):
            if opcode != 1:
                continue
            frame = msgspec.json.decode(payload, type=_Frame)
            if frame.type == "event":
                self.out_of_order += frame.seq != self.last_seq + 1
                self.log[frame.seq] = frame
                self.last_seq = frame.seq
            elif frame.type == "ack":
                number = int(frame.client_id[24:])
                self.acked[number] = frame.seq
                self.outbox.pop(number, None)
            elif frame.type == "welcome":
                self.said_last_seq = frame.last_seq
            else:
                assert frame.type in ("head", "presence"), payload


def _open(sides: Sequence[Side]) -> None:
    """Connect each side, from what it has on."""
    clients = open_all([side.target.after(side.last_seq) for side in sides])
    for side, client in zip(sides, clients, strict=True):
        side.client = client
        side.take(b"")


def _pump(sides: Sequence[Side], window: int, until: Callable[[], bool]) -> None:
    """Write and read until it is so."""
    poll, owners = select.epoll(), {}
    for side in sides:
        assert side.client
        owners[side.client.sock.fileno()] = side, side.client
        poll.register(side.client.sock, select.EPOLLIN)
        side.write(window)
    patience = time.monotonic() + PATIENCE_SECONDS
    while not until():
        assert time.monotonic() < patience, "the sides do not come to rest"
        for descriptor, _ in poll.poll(0.1):
            side, client = owners[descriptor]
            data = client.read()
            assert data, "the server closed a stream"
            side.take(data)
            side.write(window)
    poll.close()


def _read_the_rest(sides: Sequence[Side]) -> None:
    """What the kernel still holds of a server that is gone."""
    for side in sides:
        assert side.client
        side.client.sock.settimeout(PATIENCE_SECONDS)
        with contextlib.suppress(ConnectionResetError):
            while data := side.client.sock.recv(READ_SIZE):
                side.take(data)
        side.client.close()


class Chats:
    """Several sessions, both sides writing; survives the server."""

    def __init__(self, server: RunningServer, sessions: int) -> None:
        self._server = server
        subject = Beistand(server)
        subject.seed(sessions)
        # Whose message it is shows in its number: no two sides share one.
        self._pairs = [
            [Side(side, (2 * place + which) * 10**8) for which, side in enumerate(pair.sides)]
            for place, pair in enumerate(subject.pairs)
        ]
        self._sides = [side for pair in self._pairs for side in pair]

    def kill_under_load(self, seconds: float) -> Round:
        """Load, kill, start again, resume, and compare everything with everything."""
        acked_before = self._acked()
        self._load(seconds)
        self._server.kill()
        _read_the_rest(self._sides)
        acknowledged = self._acked() - acked_before
        self._server.start()
        resent = self._resume()
        readers = self._read_afresh()
        for side in (*self._sides, *readers):
            assert side.client
            side.client.close()
        found = [_compare(*sides) for sides in zip(self._pairs, readers, strict=True)]
        return Round(acknowledged, resent, *(sum(column) for column in zip(*found, strict=True)))

    def _acked(self) -> int:
        return sum(len(side.acked) for side in self._sides)

    def _load(self, seconds: float) -> None:
        _open(self._sides)
        until = time.monotonic() + seconds
        _pump(self._sides, WINDOW, lambda: time.monotonic() > until)

    def _resume(self) -> int:
        """Every side comes back and says again what was not acknowledged; how many that was."""
        _open(self._sides)
        resent = sum(side.resend() for side in self._sides)
        _pump(self._sides, 0, lambda: not any(side.outbox for side in self._sides))
        return resent

    def _read_afresh(self) -> list[Side]:
        """A reader for each session, who reads all of it; the sides have read as far by then."""
        readers = [Side(pair[0].target, 0) for pair in self._pairs]
        _open(readers)
        _pump(readers, 0, lambda: all(r.last_seq >= r.said_last_seq > 0 for r in readers))
        _pump(self._sides, 0, lambda: all(
            side.last_seq >= reader.last_seq
            for pair, reader in zip(self._pairs, readers, strict=True) for side in pair
        ))  # fmt: skip
        return readers


def _compare(pair: list[Side], reader: Side) -> tuple[int, int, int, int]:
    """Acknowledged messages that are missing, doubled ones, gaps, events seen differently."""
    log = reader.log
    messages = {seq: frame.number for seq, frame in log.items() if frame.kind == "message"}
    missing = sum(
        messages.get(seq) != number for side in pair for number, seq in side.acked.items()
    )
    doubled = sum(times - 1 for times in Counter(messages.values()).values())
    gaps = sum(side.out_of_order for side in (*pair, reader))
    seen = {seq: frame.event for seq, frame in log.items()}
    differing = sum({s: f.event for s, f in side.log.items()} != seen for side in pair)
    return missing, doubled, gaps, differing


def kill_rounds(rounds: int) -> Iterator[Round]:
    """One round after the other on one home, whose log grows."""
    with (
        tempfile.TemporaryDirectory(prefix="beistand-kill-") as home,
        running_server(Path(home)) as server,
    ):
        chats = Chats(server, SESSIONS)
        for _ in range(rounds):
            yield chats.kill_under_load(LOAD_SECONDS)


if __name__ == "__main__":
    for done in kill_rounds(5):
        print(done, flush=True)
