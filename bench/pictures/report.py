"""The section of docs/benchmarks.md on shared pictures."""

import datetime
import importlib.metadata
import re
import subprocess
from collections.abc import Callable
from math import isnan
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from bench.pictures import chat, relay
from bench.pictures.beistand import Beistand
from bench.pictures.measure import KEYS, STILL_SECONDS, Pictures
from bench.pictures.novnc import NoVnc
from bench.pictures.watching import Watched, quantile

HEADING = "## A shared screen"
_SECTION = Path(__file__).with_name("section.md").read_text()
_PACKAGES = ("x11vnc", "novnc", "websockify", "chromium")
#: More than this, in ms, is no chance: the delay grows.
GROWTH = 25
By = dict[str, list[Watched]]


class Target(NamedTuple):
    """PERFORMANCE's word for a row: at most, or at least, so much."""

    words: str
    holds: Callable[[float], bool]

    def verdict(self, value: float) -> str:
        """The target, and whether it is met."""
        return f"{self.words}: {'met' if self.holds(value) else '**missed**'}"


def at_least(limit: float, unit: str = "") -> Target:
    """Not less than this."""
    return Target(f"≥ {limit:g}{unit}", lambda value: value >= limit)


def at_most(limit: float, unit: str = "") -> Target:
    """Not more than this."""
    return Target(f"≤ {limit:g}{unit}", lambda value: value <= limit)


def section(found: Pictures) -> str:
    """The section, from its heading on."""
    plan, link, talks = found.plan, found.link, found.chat
    return _SECTION.format(
        heading=HEADING,
        date=datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d %H:%M UTC"),
        commit=_output("git", "rev-parse", "--short", "HEAD"),
        busy=f"{found.busy_before:.1f}",
        versions=", ".join(f"{name} {_version(name)}" for name in _PACKAGES)
        + f", PyAV {importlib.metadata.version('av')}",
        turns=plan.turns,
        seconds=f"{plan.seconds:g}",
        slow_seconds=f"{plan.slow_seconds:g}",
        long_seconds=f"{plan.long_seconds:g}",
        still_seconds=f"{STILL_SECONDS:g}",
        keys=KEYS,
        local="\n".join(_local_rows(found)),
        slow="\n".join(_slow_rows(found)),
        chats=_chat_row(found),
        chat_load=f"{chat.RATE} messages a second over {chat.SESSIONS} sessions",
        chat_frames=f"{median(one.frames for one in talks):.1f}",
        limit=relay.LIMIT,
        ping=f"{link.ping:.1f}",
        ping_greatest=f"{link.ping_greatest:.1f}",
        bulk=f"{link.bulk:.2f}",
        bulk_ping=f"{link.bulk_ping:.0f}",
        congestion=link.congestion,
    )


def insert(path: Path, text: str) -> None:
    """Puts the section in place of the one with its heading in the page, or at its end."""
    page = path.read_text() if path.exists() else "# Benchmarks\n"
    before, _, rest = page.partition(text.partition("\n")[0])
    after = re.search(r"^## ", rest, re.MULTILINE)
    path.write_text(
        before.rstrip("\n") + "\n\n" + text.rstrip("\n") + "\n"
        + ("\n" + rest[after.start() :] if after else "")
    )  # fmt: skip


def _local_rows(found: Pictures) -> list[str]:
    moving = found.local
    return [
        *_common_rows(moving, at_least(25), at_most(70, " ms")),
        *_processor_rows(moving),
        _row("still screen: sharer, % of a core", "{:.1f}", found.still, lambda share: 100 * share,
             at_most(5, " %")),
    ]  # fmt: skip


def _slow_rows(found: Pictures) -> list[str]:
    moving, echoes = found.slow, found.echoes
    return [
        *_common_rows(moving, at_least(20), at_most(250, " ms")),
        _growth_row(moving[Beistand.name]),
        *_processor_rows(moving),
        _row("key to its echo, p50, ms", "{:.0f}", echoes, lambda e: quantile(e, 0.5)),
        _row("– p95, ms", "{:.0f}", echoes, lambda e: quantile(e, 0.95), at_most(250, " ms")),
    ]  # fmt: skip


def _growth_row(turns: list[Watched]) -> str:
    """How the delay grows in the longest turn; the peer has none."""
    longest = max(turns, key=lambda turn: turn.seconds)
    target = at_most(GROWTH, " ms").verdict(longest.growth)
    words = f"– last third of {longest.seconds:g} s later than the first, p50, ms"
    return f"| {words} | {longest.growth:.0f} | – | – | {target} |"


def _common_rows(moving: By, frames: Target, delay: Target) -> list[str]:
    return [
        _row("frames a second", "{:.1f}", moving, lambda w: w.frames, frames),
        _row("– the page itself draws", "{:.1f}", moving, lambda w: w.source_frames),
        _row("change to pixel p50, ms", "{:.0f}", moving, lambda w: quantile(w.delays, 0.5)),
        _row("– p95, ms", "{:.0f}", moving, lambda w: quantile(w.delays, 0.95), delay),
        _row("– p95 from the page's own clock, ms", "{:.0f}", moving,
             lambda w: quantile(w.page_delays, 0.95)),
        _row("KB a frame", "{:.1f}", moving, lambda w: w.bytes_per_frame / 1000),
        _row("sharpness while it moves", "{:.2f}", moving, lambda w: w.sharpness),
    ]  # fmt: skip


def _processor_rows(moving: By) -> list[str]:
    names = (
        ("sharer", "tray app, x11vnc"),
        ("server", "server, websockify"),
        ("viewer", "technician's browser"),
    )
    return [
        _row(f"{words}: % of a core", "{:.0f}", moving, _share_of(name)) for name, words in names
    ]


def _share_of(name: str) -> Callable[[Watched], float]:
    return lambda watched: 100 * watched.processor[name]


def _chat_row(found: Pictures) -> str:
    ratio = median(one.beside / one.alone for one in found.chat)
    beside, alone = (
        median(getattr(one, name) for one in found.chat) for name in ("beside", "alone")
    )
    numbers = f"{beside:.2f} | {alone:.2f} | {ratio:.2f}"
    return f"| delivery p99, ms | {numbers} | {at_most(2).verdict(ratio)} |"


def _row(
    what: str, form: str, measured: dict[str, list[Any]], value: Callable[[Any], float],
    target: Target | None = None,
) -> str:  # fmt: skip
    """One line: this project, the peer, the first by the second; medians of the turns."""
    ours, theirs = (median(map(value, measured[name])) for name in (Beistand.name, NoVnc.name))
    has_ratio = theirs and not isnan(theirs)
    cells = (
        what, form.format(ours), form.format(theirs),
        f"{ours / theirs:.2f}" if has_ratio else "–", target.verdict(ours) if target else "",
    )  # fmt: skip
    return f"| {' | '.join(cells)} |"


def _version(package: str) -> str:
    return _output("dpkg-query", "--show", "--showformat=${Version}", package)


def _output(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
