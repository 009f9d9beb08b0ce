"""Guessed keys over all addresses: raises the alarm, and leaves each address fewer tries."""

import time
from collections import deque

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from structlog import get_logger

from server.domain.refusal import Refusal

HOUR = 3600.0
# While strangers guess, an address may miss this often; who has a right key is never slowed.
TRIES_IN_ALARM = parse("5 per hour")
log = get_logger()


class Guessing:
    """Counts the keys and links that nobody has.

    No limit over all addresses refuses a right key: it would let strangers shut everybody out.
    Instead a guesser needs more addresses the more is guessed.
    """

    def __init__(self, alarm_misses: int) -> None:
        self._alarm_misses = alarm_misses
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._recent: deque[float] = deque(maxlen=alarm_misses)
        self._told = -HOUR
        self.misses = 0

    @property
    def is_alarm(self) -> bool:
        """Whether as many were missed within an hour as the administrator wants to hear of."""
        return len(self._recent) == self._alarm_misses and time.monotonic() - self._recent[0] < HOUR

    def check(self, place: str) -> None:
        """Before a try. Raises Refusal `too_many_tries` for a place that has missed too often."""
        if self.is_alarm and not self._limiter.test(TRIES_IN_ALARM, "join", place):
            until = self._limiter.get_window_stats(TRIES_IN_ALARM, "join", place).reset_time
            raise Refusal("too_many_tries", seconds=max(1, round(until - time.time())))

    def missed(self, place: str) -> None:
        """Count a key or link that nobody has."""
        now = time.monotonic()
        self.misses += 1
        self._recent.append(now)
        self._limiter.hit(TRIES_IN_ALARM, "join", place)
        if self.is_alarm and now - self._told >= HOUR:
            self._told = now
            log.error("many_keys_guessed", misses_within_an_hour=self._alarm_misses)
