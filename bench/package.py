"""`python -m bench.package`: how large the tray app is, how soon it is there, what it costs."""

import argparse
import datetime
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import msgspec
from PIL import ImageGrab

from bench.pictures.processes import processor
from bench.pictures.report import at_most, insert
from tests.tray.desktop import TRAY_TEAL, Desktop, wait_for
from tests.tray.desktops import xembed_desktop

REPORT = Path("docs/benchmarks.md")
HEADING = "## The tray app's packages"
TURNS = 7
#: After so many seconds nothing is left of the start, also not the question for a newer version;
#: then it is looked at for so long.
SETTLING, REST_SECONDS = 30.0, 30.0
MB = 1_000_000
KEY_WINDOW = "^Einer Sitzung beitreten"


class Found(msgspec.Struct):
    """Bytes of each package by its name and unpacked; seconds; bytes of memory at rest."""

    sizes: dict[str, int]
    unpacked: int
    icon: list[float] = []
    window: list[float] = []
    memory: list[int] = []
    processor: list[float] = []


def main() -> None:
    """Build, measure, and write the section."""
    parser = argparse.ArgumentParser(prog="python -m bench.package", description=__doc__)
    parser.add_argument("--turns", type=int, default=TURNS, help=f"({TURNS})")
    parser.add_argument("--output", type=Path, default=REPORT, help=f"where to write ({REPORT})")
    wanted = parser.parse_args()
    insert(wanted.output, text := _section(measured(wanted.turns)))
    print(text)


def measured(turns: int) -> Found:
    """Builds as a release is built, and starts the unpacked archive so many times."""
    # What ended with its desktop may still be writing.
    with tempfile.TemporaryDirectory(
        prefix="beistand-bench-", ignore_cleanup_errors=True
    ) as folder:
        place = Path(folder)
        subprocess.run((sys.executable, "packaging/build.py", "--output", folder), check=True)
        packages = [*place.glob("*.deb"), *place.glob("*.tar.gz")]
        [archive] = place.glob("*.tar.gz")
        subprocess.run(("tar", "-xf", str(archive), "-C", folder), check=True)
        [program] = place.glob("beistand-tray-*/beistand-tray")
        files = [one for one in program.parent.rglob("*") if one.is_file() and not one.is_symlink()]
        found = Found(
            {one.name: one.stat().st_size for one in packages},
            sum(one.stat().st_size for one in files),
        )
        for turn in range(turns):
            with xembed_desktop(place / f"desktop{turn}") as desktop:
                _look(found, desktop, str(program), is_last=turn == turns - 1)
    return found


def _look(found: Found, desktop: Desktop, program: str, *, is_last: bool) -> None:
    began = time.monotonic()
    # A server that is not there: nothing but the question for a newer version goes to it.
    app = desktop.start(program, "--server", "http://127.0.0.1:9")
    while not _has_icon(desktop):
        assert time.monotonic() - began < 30, desktop.log("beistand-tray")
        time.sleep(0.002)
    found.icon.append(time.monotonic() - began)
    if is_last:
        time.sleep(SETTLING)
        used = processor(app.pid)
        time.sleep(REST_SECONDS)
        found.processor.append((processor(app.pid) - used) / REST_SECONDS)
        found.memory.append(_memory(app.pid))
    place = desktop.spot(TRAY_TEAL)
    assert place
    desktop.click(place)
    began = time.monotonic()
    wait_for("the window", lambda: desktop.window(KEY_WINDOW))
    found.window.append(time.monotonic() - began)


def _has_icon(desktop: Desktop) -> bool:
    """Whether the mark's colour is where the tray is: at the top."""
    strip = ImageGrab.grab((1000, 0, 1280, 30), xdisplay=desktop.environment["DISPLAY"])
    colours = strip.convert("RGB").getcolors(maxcolors=10_000) or []
    return any(colour == TRAY_TEAL for _count, colour in colours)


def _memory(pid: int) -> int:
    """What of the process is in memory, in bytes."""
    [line] = [
        line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if "VmRSS" in line
    ]
    return int(line.split()[1]) * 1024


def _section(found: Found) -> str:
    rows = [
        (f"`{name}`, MB", f"{size / MB:.1f}", at_most(70, " MB").verdict(size / MB))
        for name, size in sorted(found.sizes.items())
    ]
    rows.append(("unpacked, MB", f"{found.unpacked / MB:.0f}", ""))
    icon, window = median(found.icon), median(found.window)
    rows += [
        ("start to icon, s", f"{icon:.2f}", at_most(0.5, " s").verdict(icon)),
        ("– the slowest of all, which is the first", f"{max(found.icon):.2f}", ""),
        ("click to the window for the key, s", f"{window:.2f}", ""),
        (
            "at rest: memory, MB",
            f"{found.memory[0] / MB:.1f}",
            at_most(50, " MB").verdict(found.memory[0] / MB),
        ),
        (
            "at rest: % of a core",
            f"{found.processor[0]:.1%}".rstrip("%"),
            at_most(0, " %").verdict(round(found.processor[0] * 100, 1)),
        ),
    ]
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    now = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d %H:%M UTC")
    commit = subprocess.run(
        ("git", "rev-parse", "--short", "HEAD"), capture_output=True, text=True, check=True
    ).stdout.strip()
    turns = len(found.icon)
    return f"""{HEADING}

`python -m bench.package`, measured {now} at commit {commit}. Built as
`make package` builds them, the archive unpacked and started {turns} times, each time on a
fresh Xvfb with openbox and trayer; medians. Memory is the resident set; at rest means
{REST_SECONDS:.0f} s with the icon in the tray and nothing going on.

| | | target |
|---|---|---|
{table}
"""


if __name__ == "__main__":
    main()
