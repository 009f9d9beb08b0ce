"""Messages through both servers: as many as they take, or at a rate with a watch on each."""

import re
import select
import time
from itertools import count

import msgspec

from bench.client import Client, text_frame
from bench.subjects import Pair, Subject

TEXT_BYTES = 200
WINDOW = 50
_number = count(1)
_ACK, _EVENT, _ERROR = b'"type":"ack"', b'"text":"', b'"type":"error"'
_NUMBER = re.compile(rb'"text":"(\d{12}) |"type":"ack","client_id":"[0-9a-f-]{24}(\d{12})')
_FILLER = b"Guten Tag, mein Drucker druckt nur noch halbe Seiten. " * 4


def message(number: int) -> bytes:
    """A message frame; its number is in the text and in the client_id."""
    text = (b"%012d " % number + _FILLER)[:TEXT_BYTES]
    return text_frame(
        b'{"type":"message","client_id":"00000000-0000-4000-8000-%012d","text":"%b"}'
        % (number, text)
    )


class Flow:
    """One session under full load: a sender with a window, a receiver who counts."""

    def __init__(self, pair: Pair, sender: int, acks: bool) -> None:
        self.pair = pair
        self.sender, self.receiver = pair.clients[sender], pair.clients[1 - sender]
        self.acks = acks
        self.sent = self.acked = self.delivered = 0
        self._tails = {self.sender: b"", self.receiver: b""}

    @property
    def done(self) -> int:
        """Messages that arrived and, where the server acknowledges, are acknowledged."""
        return min(self.acked, self.delivered) if self.acks else self.delivered

    def read(self, client: Client) -> None:
        """Count what arrived on this side."""
        data = client.read()
        assert data, "the server closed a stream under load"
        assert _ERROR not in data, data
        if client is self.sender:
            self.acked += self._count(client, data, _ACK)
        else:
            self.delivered += self._count(client, data, _EVENT)

    def send(self, most: int) -> None:
        """Fill the window."""
        free = self.done + most - self.sent
        if free > 0:
            self.sender.send(b"".join(message(next(_number)) for _ in range(free)))
            self.sent += free

    def _count(self, client: Client, data: bytes, what: bytes) -> int:
        data = self._tails[client] + data
        # Too short to hold `what`, long enough for one that is cut in two.
        self._tails[client] = data[-(len(what) - 1) :]
        return data.count(what)


class Saturated(msgspec.Struct):
    """`busy` is the part of the time that the server's process was running."""

    messages_per_second: float
    busy: float

    @property
    def processor_seconds(self) -> float:
        """Processor time of one message, which tells also where others use the machine."""
        return self.busy / self.messages_per_second


def saturate(subject: Subject, sessions: int, seconds: float, window: int = WINDOW) -> Saturated:
    """Messages per second, each counted when it is done, with every session's window full."""
    with subject.connected(sessions) as pairs:
        flows = [Flow(pair, place % 2, subject.acks) for place, pair in enumerate(pairs)]
        _pump(flows, window, 1.0)
        before, processor = sum(flow.done for flow in flows), subject.processor()
        began = time.perf_counter()
        _pump(flows, window, seconds)
        took = time.perf_counter() - began
        messages = sum(flow.done for flow in flows) - before
        busy = (subject.processor() - processor) / took
        _pump(flows, 0, 10.0)
        for flow in flows:
            # The peer has no acks to hold it to; under load it does lose a message now and then.
            assert flow.done == flow.sent or not flow.acks
            flow.pair.last_seq += flow.sent
    return Saturated(messages / took, busy)


def _pump(flows: list[Flow], window: int, seconds: float) -> None:
    """Keep the windows full for some time; with no window, until all is done."""
    poll, owners = select.epoll(), {}
    for flow in flows:
        for client in (flow.sender, flow.receiver):
            owners[client.sock.fileno()] = flow, client
            poll.register(client.sock, select.EPOLLIN)
        flow.send(window)
    until = time.perf_counter() + seconds
    while time.perf_counter() < until and (window or any(f.done < f.sent for f in flows)):
        touched = set()
        for descriptor, _ in poll.poll(0.1):
            flow, client = owners[descriptor]
            flow.read(client)
            touched.add(flow)
        for flow in touched:
            flow.send(window)
    poll.close()


class Latency(msgspec.Struct):
    """Seconds from sending to arrival at the other side, and to the sender's ack; sorted."""

    delivery: list[float]
    ack: list[float]

    def __str__(self) -> str:
        """The middle and the slow end, for who watches."""
        middle, slow = (self.delivery[int(len(self.delivery) * share)] for share in (0.5, 0.99))
        return f"delivered in {middle * 1000:.2f} ms, 99 % in {slow * 1000:.2f} ms"


def latency(
    subject: Subject, sessions: int, rate: float, seconds: float, patience: float = 0
) -> Latency:
    """Delays at a given rate over all sessions, both sides sending in turn.

    With `patience` the watch sleeps up to so many seconds between two looks.
    """
    with subject.connected(sessions) as pairs:
        watch = _Watch(pairs)
        # The greetings of all streams are read first, else the load would begin late and at once.
        greeted = time.perf_counter() + 1
        while time.perf_counter() < greeted:
            watch.read()
        began, sent = time.perf_counter(), 0
        while (now := time.perf_counter()) - began < seconds + 1:
            # Without patience the watch is always awake: else it measures its own waking up, too.
            if now - began < seconds and sent <= (now - began) * rate:
                watch.send(pairs[sent % sessions], sent // sessions % 2)
                sent += 1
            watch.read(patience)
        assert len(watch.delivery) == sent, f"{sent - len(watch.delivery)} did not arrive"
        assert len(watch.ack) == (sent if subject.acks else 0)
    return Latency(sorted(watch.delivery), sorted(watch.ack))


class _Watch:
    """Knows of each message when it left, and of each arrival which message it is."""

    def __init__(self, pairs: list[Pair]) -> None:
        self._poll = select.epoll()
        self._clients = {}
        for pair in pairs:
            for client in pair.clients:
                self._clients[client.sock.fileno()] = client
                self._poll.register(client.sock, select.EPOLLIN)
        self._left: dict[tuple[int, Client], float] = {}
        self.delivery: list[float] = []
        self.ack: list[float] = []

    def send(self, pair: Pair, side: int) -> None:
        number = next(_number)
        sender, receiver = pair.clients[side], pair.clients[1 - side]
        frame = message(number)
        pair.last_seq += 1
        self._left[number, receiver] = self._left[-number, sender] = time.perf_counter()
        sender.send(frame)

    def read(self, patience: float = 0) -> None:
        for descriptor, _ in self._poll.poll(patience):
            client = self._clients[descriptor]
            data = client.read()
            now = time.perf_counter()
            for _opcode, payload in client.frames(data):
                if found := _NUMBER.search(payload):
                    self._note(client, found, now)

    def _note(self, client: Client, found: re.Match[bytes], now: float) -> None:
        text, acked = found.groups()
        left = self._left.get((int(text) if text else -int(acked), client))
        if left is not None:
            (self.delivery if text else self.ack).append(now - left)
