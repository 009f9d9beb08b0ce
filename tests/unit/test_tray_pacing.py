"""How fast and how large pictures may be, on ways that are simulated by their arithmetic."""

from itertools import pairwise

import pytest

from tray_app.share.motion import MOST_REFINEMENTS, STILL_AFTER, Motion
from tray_app.share.pacing import LOST_AFTER, TIERS, Pacing, Tier


class Clock:
    """Time that passes only when it is told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Way:
    """A way with a bandwidth (bits per second) and a delay there and back (s)."""

    def __init__(self, bandwidth: float, delay: float) -> None:
        self.bandwidth, self.delay = bandwidth, delay
        self.clock = Clock()
        self.pacing = Pacing(self.clock)
        self._free_at = 0.0
        self._arrivals: list[tuple[float, int]] = []
        self._number = 0
        self.trips: list[float] = []
        self._sent: dict[int, float] = {}

    def run(self, seconds: float, wanted_bytes: float, pause: float = 0.033) -> float:
        """Sends pictures that want to be so large for a while; gives how many arrived a second."""
        until, shown = self.clock.now + seconds, 0
        next_at = self.clock.now
        while self.clock.now < until:
            if self.pacing.has_room and self.clock.now >= next_at:
                self._send(int(min(wanted_bytes, self.pacing.tier.bytes_at_once)))
                next_at = self.clock.now + pause
            self.clock.now += 0.001
            while self._arrivals and self._arrivals[0][0] <= self.clock.now:
                _at, number = self._arrivals.pop(0)
                self.pacing.shown(number)
                self.trips.append(self.clock.now - self._sent[number])
                shown += 1
        return shown / seconds

    def _send(self, size: int) -> None:
        self._free_at = max(self._free_at, self.clock.now) + 8 * size / self.bandwidth
        self._arrivals.append((self._free_at + self.delay, self._number))
        self._sent[self._number] = self.clock.now
        self.pacing.sent(self._number, size)
        self._number += 1


def test_no_more_than_two_without_an_acknowledgement() -> None:
    pacing = Pacing(Clock())
    pacing.sent(0, 1000)
    assert pacing.has_room
    pacing.sent(1, 1000)
    assert not pacing.has_room
    pacing.shown(0)
    assert pacing.has_room


def test_a_later_acknowledgement_counts_for_those_before() -> None:
    pacing = Pacing(Clock())
    pacing.sent(0, 1000)
    pacing.sent(1, 1000)
    pacing.shown(1)
    pacing.sent(2, 1000)
    assert pacing.has_room


def test_an_acknowledgement_of_nothing_is_nothing() -> None:
    pacing = Pacing(Clock())
    pacing.sent(0, 1000)
    pacing.sent(1, 1000)
    pacing.shown(7)
    assert not pacing.has_room


def test_a_wide_way_gets_all_it_wants() -> None:
    way = Way(200_000_000, 0.002)
    way.run(5, wanted_bytes=150_000)
    assert way.pacing.tier == TIERS[-1]
    assert way.run(2, wanted_bytes=150_000) > 25


@pytest.mark.parametrize("megabits", [0.5, 1, 2, 5, 10])
def test_on_a_narrow_way_no_queue_grows(megabits: float) -> None:
    way = Way(megabits * 1e6, 0.05)
    way.run(10, wanted_bytes=150_000)
    way.trips.clear()
    way.run(20, wanted_bytes=150_000)
    late = sorted(way.trips)[int(len(way.trips) * 0.95)]
    assert late < 0.25 if megabits >= 2 else late < 0.45


def test_through_five_megabits_and_fifty_milliseconds_twenty_pictures_a_second() -> None:
    way = Way(5e6, 0.05)
    way.run(5, wanted_bytes=12_000)
    assert way.run(10, wanted_bytes=12_000) > 20


def test_a_way_that_gets_narrow_is_noticed() -> None:
    way = Way(100e6, 0.01)
    way.run(5, wanted_bytes=100_000)
    way.bandwidth = 2e6
    way.run(5, wanted_bytes=100_000)
    way.trips.clear()
    way.run(5, wanted_bytes=100_000)
    assert sorted(way.trips)[len(way.trips) // 2] < 0.25


def test_small_pictures_are_no_reason_for_another_tier() -> None:
    way = Way(200_000_000, 0.002)
    before = way.pacing.tier
    way.run(10, wanted_bytes=2_000)
    assert way.pacing.tier == before


def test_who_never_acknowledges_is_given_less_in_the_end() -> None:
    clock = Clock()
    pacing = Pacing(clock)
    tier = pacing.tier
    pacing.sent(0, 10_000)
    pacing.sent(1, 10_000)
    clock.now += LOST_AFTER + 0.1
    assert pacing.is_stuck
    pacing.give_up()
    assert pacing.has_room
    assert (pacing.tier.rate or 0) < (tier.rate or 0)


# Standing still


def test_a_change_is_refined_until_nothing_is_left_to_add() -> None:
    clock = Clock()
    motion = Motion(clock)
    motion.saw(True)
    motion.encoded(20_000, TIERS[-1])
    assert motion.is_refining
    motion.saw(False)
    motion.encoded(100, TIERS[-1])
    assert not motion.is_refining
    assert motion.next_refinement() is None


def test_refining_ends_even_if_every_picture_stays_large() -> None:
    clock = Clock()
    motion = Motion(clock)
    motion.saw(True)
    for _ in range(MOST_REFINEMENTS + 1):
        motion.encoded(20_000, TIERS[-1])
    assert not motion.is_refining


def test_what_was_made_smaller_comes_in_full_size_when_it_stands_still() -> None:
    clock = Clock()
    motion, small = Motion(clock), Tier(250_000, 0.2, 0.5)
    for _ in range(20):
        clock.now += 0.1
        motion.saw(True)
    assert motion.tier(small) == small
    clock.now += STILL_AFTER + 0.1
    motion.encoded(100, small)
    assert motion.is_refining
    assert motion.tier(small).scale == 1


def test_a_busy_computer_is_no_narrow_way() -> None:
    way = Way(200_000_000, 0.05)
    way.run(3, wanted_bytes=2_000)
    before = way.pacing.tier
    way.delay = 0.3
    way.run(5, wanted_bytes=2_000)
    assert way.pacing.tier == before


def test_on_a_long_way_the_next_picture_is_made_ready_before_there_is_room() -> None:
    way = Way(5e6, 0.08)
    way.run(3, wanted_bytes=10_000)
    while way.pacing.has_room:
        way.run(0.001, wanted_bytes=10_000, pause=0)
    assert 0 < way.pacing.room_in() < 0.1


def test_on_a_short_way_the_newest_state_waits_for_room() -> None:
    way = Way(200e6, 0.01)
    way.run(3, wanted_bytes=10_000)
    while way.pacing.has_room:
        way.run(0.001, wanted_bytes=10_000, pause=0)
    assert way.pacing.room_in() == float("inf")


def test_what_a_busy_moment_took_comes_back() -> None:
    way = Way(100e6, 0.03)
    way.run(5, wanted_bytes=30_000)
    before = TIERS.index(way.pacing.tier)
    for _ in range(4):
        way.delay = 0.3
        way.run(1, wanted_bytes=30_000)
        way.delay = 0.03
        way.run(1, wanted_bytes=30_000)
    way.run(40, wanted_bytes=30_000)
    assert TIERS.index(way.pacing.tier) >= min(before, 5)


def test_on_a_narrow_way_too_much_is_tried_seldom() -> None:
    way = Way(2e6, 0.05)
    way.run(20, wanted_bytes=150_000)
    tiers = []
    for _ in range(40):
        way.run(1, wanted_bytes=150_000)
        tiers.append(way.pacing.tier)
    changes = sum(one != other for one, other in pairwise(tiers))
    assert changes <= 6
