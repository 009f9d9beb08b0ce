"""What programs cost: processor time of a process and all that it started."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

FIRST = -19
TICK = 1 / os.sysconf("SC_CLK_TCK")


def tree(root: int) -> list[int]:
    """The process and its descendants, as of now."""
    children: dict[int, list[int]] = {}
    for pid, parent, _ in _all():
        children.setdefault(parent, []).append(pid)
    found = [root]
    for pid in found:
        found += children.get(pid, [])
    return found


def processor(root: int) -> float:
    """Seconds of processor time that the process and its living descendants have used."""
    times = {pid: ticks for pid, _, ticks in _all()}
    return TICK * sum(times.get(pid, 0) for pid in tree(root))


def pin(root: int, cores: set[int]) -> None:
    """Runs the process and its descendants, and what they start from now on, on these cores."""
    for pid in tree(root):
        with suppress(OSError):  # gone meanwhile
            for thread in Path(f"/proc/{pid}/task").iterdir():
                os.sched_setaffinity(int(thread.name), cores)


def prefer(pid: int, *, wanted: bool = True) -> None:
    """Has this process go before whatever else wants a core, or no longer; needs root.

    Linux may share cores out among sessions first (autogroups), so the whole session goes before:
    the process should lead one of its own.
    """
    nice = FIRST if wanted else 0
    os.setpriority(os.PRIO_PROCESS, pid, nice)
    with suppress(OSError):  # a kernel without autogroups
        Path(f"/proc/{pid}/autogroup").write_text(str(nice))


def started_with(word: str) -> int:
    """The process that has this word in its command line."""
    for pid, _, _ in _all():
        try:
            words = Path(f"/proc/{pid}/cmdline").read_text().split("\0")
        except OSError:
            continue
        if word in words:
            return pid
    raise AssertionError(f"no process was started with {word}")


def _all() -> Iterator[tuple[int, int, int]]:
    """(process, parent, ticks used) of each."""
    for place in Path("/proc").iterdir():
        if place.name.isdigit():
            try:
                fields = (place / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            yield int(place.name), int(fields[1]), int(fields[11]) + int(fields[12])
