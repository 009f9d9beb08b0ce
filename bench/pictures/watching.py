"""One look at a shared screen: frames, delays, bytes and what it costs."""

import time
from collections.abc import Callable
from math import nan
from statistics import mean, median

import msgspec
from playwright.sync_api import Page

from bench.pictures.desk import Desk
from bench.pictures.processes import processor
from bench.pictures.strip import MODULUS
from bench.pictures.viewer import Seen, begin, end

WARM_UP = 3.0
BETWEEN_KEYS_MS = 250
NEVER_MS = 10_000


class Watched(msgspec.Struct):
    """A moving screen. Delays in ms and in order of time; processor as shares of a core."""

    seconds: float
    source_frames: float
    frames: float
    bytes_per_frame: float
    delays: list[float]
    page_delays: list[float]
    processor: dict[str, float]
    #: Contrast between neighbouring pixels, as a share of that on the customer's own screen.
    sharpness: float

    def __str__(self) -> str:
        """In words, for who watches."""
        costs = ", ".join(f"{name} {share:.0%}" for name, share in self.processor.items())
        return (
            f"{self.frames:.1f} frames/s of {self.source_frames:.1f}, delay p50"
            f" {quantile(self.delays, 0.5):.0f} ms, p95 {quantile(self.delays, 0.95):.0f} ms"
            f" (growing by {self.growth:.0f}), {self.bytes_per_frame / 1000:.1f} KB a frame,"
            f" sharpness {self.sharpness:.2f}; {costs}"
        )

    @property
    def growth(self) -> float:
        """How much later the last third is than the first, ms (medians)."""
        third = len(self.delays) // 3
        return median(self.delays[-third:]) - median(self.delays[:third]) if third else 0.0


def quantile(values: list[float], share: float) -> float:
    """The value that this share of them does not exceed; not a number where there are none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else nan


def watch(desk: Desk, page: Page, pids: dict[str, int], seconds: float) -> Watched:
    """Has the customer's page scroll, and looks at it for so long."""
    desk.scroll(True)
    time.sleep(WARM_UP)
    desk.forget()
    begin(page)
    contrasts: list[float] = []

    def compare() -> None:
        contrasts.append(desk.contrast())
        page.evaluate("bench.noteContrast()")

    shares = costs(pids, seconds, compare)
    changes, seen = desk.changes(), end(page)
    desk.scroll(False)
    sharpness = mean(seen.contrasts) / mean(contrasts)
    return _watched(seconds, changes, seen, shares, sharpness)


def costs(
    pids: dict[str, int], seconds: float, each_second: Callable[[], None] = lambda: None
) -> dict[str, float]:
    """What each of these takes of a core, over so many seconds from now."""
    before, began = {name: processor(pid) for name, pid in pids.items()}, time.monotonic()
    while (left := began + seconds - time.monotonic()) > 0:
        time.sleep(min(left, 1.0))
        each_second()
    took = time.monotonic() - began
    return {name: (processor(pid) - before[name]) / took for name, pid in pids.items()}


def typed(page: Page, keys: int) -> list[float]:
    """Milliseconds from each key to its echo in the picture."""
    begin(page)
    for number in range(keys):
        page.keyboard.press("etaoinshrd"[number % 10])
        page.wait_for_timeout(BETWEEN_KEYS_MS)
    page.wait_for_timeout(1500)
    return _echoes(end(page))


def _watched(
    seconds: float,
    changes: dict[int, int],
    seen: Seen,
    shares: dict[str, float],
    sharpness: float,
) -> Watched:
    delays = [(at - changes[number]) / 1000 for number, at in seen.clock if number in changes]
    on_page = [(at / 1000 - number) % MODULUS for number, at in seen.clock]
    return Watched(
        seconds, len(changes) / seconds, len(seen.clock) / seconds,
        seen.bytes / max(len(seen.clock), 1), delays, on_page, shares,
        sharpness,
    )  # fmt: skip


def _echoes(seen: Seen) -> list[float]:
    """For each key the first picture that shows at least so many keys; NEVER where none did."""
    before = seen.typed[0][0] if seen.typed else 0
    found = []
    for place, pressed in enumerate(seen.pressed, 1):
        echoes = (at for number, at in seen.typed if number >= before + place)
        found.append((next(echoes, pressed + NEVER_MS * 1000) - pressed) / 1000)
    return found
