"""Whether the screen moves or stands still, and what a picture that stands still still lacks."""

from collections.abc import Callable
from dataclasses import replace
from time import monotonic

from tray_app.share.pacing import Tier

#: Between two refinements of a picture that stands still, in seconds.
REFINE_EVERY = 0.06
#: A refinement of fewer bytes added nothing that can be seen.
SHARP_BYTES = 700
MOST_REFINEMENTS = 60
#: Pictures that are made smaller for a narrow way come in full size once nothing moved for so long.
STILL_AFTER = 0.7


class Motion:
    """What the pictures so far say. A picture that changes a lot comes blurred where the way is
    narrow; while it stands still the same one is encoded again, until nothing is left to add.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._began = self._moved = self._encoded = float("-inf")
        self._refinements = 0

    def saw(self, changed: bool) -> None:
        """A picture was taken; whether it is another one than the last."""
        now = self._clock()
        if not changed:
            return
        if now - self._moved > STILL_AFTER:
            self._began = now
        self._moved = now
        self._refinements = 1

    def encoded(self, size: int, tier: Tier) -> None:
        """The picture took so many bytes."""
        self._encoded = self._clock()
        is_sharp = size <= SHARP_BYTES and tier.scale == 1
        self._refinements = 0 if is_sharp else self._refinements + 1

    @property
    def is_refining(self) -> bool:
        """Whether the same picture is to be encoded again."""
        return 0 < self._refinements <= MOST_REFINEMENTS

    def next_refinement(self) -> float | None:
        """Seconds until then, None where nothing is left to add."""
        if not self.is_refining:
            return None
        return max(0.0, self._encoded + REFINE_EVERY - self._clock())

    def tier(self, tier: Tier) -> Tier:
        """The same tier; in full size and with more patience unless things keep moving."""
        now = self._clock()
        moves = self._moved - self._began > STILL_AFTER and now - self._moved < STILL_AFTER
        if tier.scale == 1 or moves:
            return tier
        return replace(tier, scale=1.0, burst=max(tier.burst, 0.4))
