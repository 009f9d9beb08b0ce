"""A slow line between two TUN devices: a rate, a delay each way, and a queue that fills up.

Does what netem does with `rate`, `delay` and `limit`, for kernels that come without it. A process
of its own: `python -m bench.pictures.relay DESCRIPTOR DESCRIPTOR`, each open on a TUN device.
"""

import os
import select
import sys
from collections import deque
from time import monotonic

BITS_PER_SECOND = 5_000_000
#: Each way, so 50 ms there and back.
DELAY = 0.025
#: Packets of one way held at once, those under way among them; what comes then is dropped.
LIMIT = 100
PACKET = 2048


class Way:
    """One direction of the line."""

    def __init__(self, source: int, target: int) -> None:
        self.source, self._target = source, target
        self._held: deque[tuple[float, bytes]] = deque()
        self._free_at = 0.0
        self.dropped = 0

    @property
    def due(self) -> float | None:
        """When the next packet is to come out."""
        return self._held[0][0] if self._held else None

    def take(self) -> None:
        """Takes all packets that have come in."""
        while packet := _read(self.source):
            if len(self._held) >= LIMIT:
                self.dropped += 1
                continue
            self._free_at = max(monotonic(), self._free_at) + 8 * len(packet) / BITS_PER_SECOND
            self._held.append((self._free_at + DELAY, packet))

    def give(self) -> None:
        """Lets out what is due."""
        now = monotonic()
        while self._held and self._held[0][0] <= now:
            os.write(self._target, self._held.popleft()[1])


def relay(one: int, other: int) -> None:
    """Passes packets on between both devices until its standard input ends."""
    ways = {one: Way(one, other), other: Way(other, one)}
    while True:
        dues = [way.due for way in ways.values() if way.due is not None]
        patience = max(0.0, min(dues) - monotonic()) if dues else None
        for ready in select.select([sys.stdin, *ways], [], [], patience)[0]:
            if ready is sys.stdin:
                return
            ways[ready].take()
        for way in ways.values():
            way.give()


def _read(device: int) -> bytes:
    try:
        return os.read(device, PACKET)
    except BlockingIOError:
        return b""


if __name__ == "__main__":
    relay(*map(int, sys.argv[1:3]))
