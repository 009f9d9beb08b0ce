"""How much the way to the viewer takes, known from acknowledgements alone.

Two numbers come from each `shown`: how long the picture was on its way, and how long it occupied
the way after the one before it. The first tells of queues, the second of bandwidth. A tier says
how large a picture may be; the picture of the moment goes only when fewer than two are on their
way, so that no queue can grow.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

#: The contract: never more than two pictures without `shown`.
AT_ONCE = 2
#: Nobody said `shown` for this long: the pictures are lost, or the viewer is stuck.
LOST_AFTER = 3.0
#: The quickest way of this many seconds counts as the way without a queue.
WINDOW = 30.0
#: Smaller pictures say more about the viewer's speed than about the way, unless all are small.
TELLING_BYTES = 6_000
#: Later than the quickest by this much: the way, or a computer, is busy; or it is not at all.
QUEUED, FREE = 0.12, 0.08
#: A picture that occupies the way for so long is too large for it; for so short, more would fit.
TOO_LONG, SHORT = 0.1, 0.02
#: A tier that was too much is not tried again for so long; each time twice as long, to the last.
AVOIDED, AVOIDED_AT_MOST = 5.0, 60.0
#: On a way that takes at least this long, the next picture is made ready before there is room.
LONG_TRIP = 0.045


@dataclass(frozen=True)
class Tier:
    """What pictures may cost: bits per second, None for any; seconds of it for one; their size."""

    rate: int | None
    burst: float = 0.04
    scale: float = 1.0

    @property
    def bytes_at_once(self) -> float:
        """The largest picture."""
        return float("inf") if self.rate is None else self.rate * self.burst / 8


TIERS = (
    Tier(250_000, 0.2, 0.5),
    Tier(600_000, 0.12, 0.5),
    Tier(1_200_000, 0.08, 0.75),
    Tier(2_500_000, 0.05),
    Tier(4_000_000),
    Tier(8_000_000),
    Tier(16_000_000),
    Tier(None),
)
FIRST = 4
#: What a way must take before pictures may cost anything.
WIDE = 30_000_000


@dataclass
class _Flight:
    number: int
    size: int
    sent: float
    served_from: float = 0.0


class Pacing:
    """Which pictures are on their way, and what the next one may cost."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._tier = FIRST
        self._flights: list[_Flight] = []
        self._last_shown = self._usual_trip = 0.0
        self._trips: deque[tuple[float, float]] = deque()
        self._services: deque[tuple[int, float]] = deque(maxlen=8)
        self._sizes: deque[int] = deque(maxlen=8)
        self._changed = clock()
        self._slow = 0
        #: Tier → when it may be tried again, and for how long it was avoided.
        self._avoided: dict[int, tuple[float, float]] = {}

    @property
    def tier(self) -> Tier:
        """What the next picture may cost."""
        return TIERS[self._tier]

    @property
    def has_room(self) -> bool:
        """Whether another picture may go."""
        return len(self._flights) < AT_ONCE

    def room_in(self) -> float:
        """Seconds until another picture may probably go."""
        if self.has_room:
            return 0.0
        due = self._flights[0].sent + self._usual_trip - self._clock()
        return max(due, 0.001) if self._usual_trip > LONG_TRIP else float("inf")

    @property
    def is_stuck(self) -> bool:
        """Whether nobody acknowledged anything for so long that waiting is in vain."""
        return not self.has_room and self._clock() - self._flights[-1].sent > LOST_AFTER

    @property
    def bandwidth(self) -> float | None:
        """Bits per second that the way takes at least, None while too little went over it."""
        if len(self._services) < 3:
            return None
        sizes = sum(size for size, _ in self._services)
        return 8 * sizes / max(sum(seconds for _, seconds in self._services), 1e-6)

    def sent(self, number: int, size: int) -> None:
        """This picture went."""
        self._flights.append(_Flight(number, size, self._clock()))
        self._sizes.append(size)

    def shown(self, number: int) -> None:
        """This picture, and with it all before it, is before the technician's eyes."""
        seen = next((flight for flight in self._flights if flight.number == number), None)
        if seen is None:
            return
        self._flights = [flight for flight in self._flights if flight.number > number]
        now = self._clock()
        self._measure(seen, now)
        self._last_shown = now
        self._choose(seen, now)

    def forget(self) -> None:
        """What was on its way is lost; a stuck viewer gets less from now on."""
        self._flights.clear()
        self._last_shown = self._clock()

    def give_up(self) -> None:
        """As forget, after nobody acknowledged anything."""
        self.forget()
        self._go_to(max(0, self._tier - 2))

    def _measure(self, seen: _Flight, now: float) -> None:
        trip = now - seen.sent
        self._usual_trip = 0.8 * self._usual_trip + 0.2 * trip if self._usual_trip else trip
        self._trips.append((now, trip))
        while self._trips[0][0] < now - WINDOW and len(self._trips) > 1:
            self._trips.popleft()
        if self._is_telling(seen):
            # It had the way to itself from when the one before it was through.
            began = max(seen.sent + self._shortest() * 0.6, self._last_shown)
            self._services.append((seen.size, max(now - began, 0.001)))

    def _shortest(self) -> float:
        return min(trip for _, trip in self._trips)

    def _choose(self, seen: _Flight, now: float) -> None:
        queued, since = now - seen.sent - self._shortest(), now - self._changed
        # A small picture that comes late says that a computer is busy, not that the way is narrow.
        self._slow = self._slow + 1 if self._is_telling(seen) and queued > QUEUED else 0
        if since > 0.25 and (self._slow >= 2 or self._service() > TOO_LONG):
            self._give_less(now)
        elif queued < FREE and since > 0.4 and self._is_limited():
            self._give_more(now, since)

    def _give_less(self, now: float) -> None:
        bandwidth, rate = self.bandwidth, self.tier.rate
        if bandwidth is not None and bandwidth > (WIDE if rate is None else rate * 1.1):
            return
        if self._tier == 0:
            return
        _until, before = self._avoided.get(self._tier, (0.0, 0.0))
        pause = min(max(AVOIDED, 2 * before), AVOIDED_AT_MOST)
        self._avoided[self._tier] = (now + pause, pause)
        # Step by step: a moment in which a computer was busy looks the same.
        fits = self._below(bandwidth or (rate or WIDE) / 2)
        self._go_to(max(0, self._tier - 2, min(fits, self._tier - 1)))

    def _give_more(self, now: float, since: float) -> None:
        best = self._below((self.bandwidth or 0.0) * 0.8)
        if since > 1.5 and self._service() < SHORT:
            # What was measured on small pictures says too little: try.
            best = max(best, self._tier + 1)
        for tier in range(self._tier + 1, min(best, len(TIERS) - 1) + 1):
            if now < self._avoided.get(tier, (0.0, 0.0))[0]:
                best = tier - 1
                break
        self._go_to(max(self._tier, min(best, len(TIERS) - 1)))

    def _service(self) -> float:
        """Seconds that a picture occupies the way, on the average; 0 while too few went over it."""
        if len(self._services) < 3:
            return 0.0
        return sum(seconds for _, seconds in self._services) / len(self._services)

    def _is_telling(self, seen: _Flight) -> bool:
        return seen.size >= min(TELLING_BYTES, 0.3 * self.tier.bytes_at_once)

    def _is_limited(self) -> bool:
        """Whether pictures would be larger if they might: else nothing is won by a higher tier."""
        return sum(self._sizes) / max(len(self._sizes), 1) > 0.5 * self.tier.bytes_at_once

    def _below(self, bandwidth: float) -> int:
        """The highest tier that fits into the bandwidth."""
        if bandwidth >= WIDE:
            return len(TIERS) - 1
        fitting = [i for i, tier in enumerate(TIERS) if tier.rate and tier.rate <= bandwidth]
        return max(fitting, default=0)

    def _go_to(self, tier: int) -> None:
        if tier != self._tier:
            self._tier = tier
            self._changed = self._clock()
            self._slow = 0
            self._sizes.clear()
            self._services.clear()
