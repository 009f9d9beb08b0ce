"""`python -m bench`: measure both servers in turn and write docs/benchmarks.md."""

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from bench.files import transfers
from bench.idle import idle
from bench.kill import kill_rounds
from bench.load import latency, saturate
from bench.opening import openings
from bench.pictures.measure import Plan, pictures
from bench.pictures.needs import missing
from bench.pictures.report import insert, section
from bench.report import Results, write
from bench.subjects import Subject, subjects

REPORT = Path("docs/benchmarks.md")
SATURATED_SESSIONS, IDLE_SESSIONS, KILLS = 100, 2_000, 5
LATENCY_SESSIONS, LATENCY_RATE = 1_000, 500
FILE_TURNS = 3
T = TypeVar("T")


def main() -> None:
    """Measure, print as it goes, and write the report."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="turns of each server (5)")
    parser.add_argument("--seconds", type=float, default=5, help="of load in each turn (5)")
    parser.add_argument("--output", type=Path, default=REPORT, help=f"where to write ({REPORT})")
    wanted = parser.parse_args()
    results = Results(wanted.rounds, wanted.seconds, busy_before=os.getloadavg()[0])
    with subjects() as both:
        for _ in range(wanted.rounds):
            _each(
                both, results.saturated, lambda s: saturate(s, SATURATED_SESSIONS, wanted.seconds)
            )
        for _ in range(wanted.rounds):
            _each(both, results.latency, lambda s: latency(
                s, LATENCY_SESSIONS, LATENCY_RATE, wanted.seconds
            ))  # fmt: skip
    for _ in range(2):
        # A process does not give memory back, so each look takes a fresh one.
        with subjects() as both:
            _each(both, results.idle, lambda s: idle(s, IDLE_SESSIONS))
    for _ in range(FILE_TURNS):
        moved = transfers(seconds=wanted.seconds)
        print(f"Files: {moved}", flush=True)
        results.files.append(moved)
    for opening in openings():
        print(f"Opening: {opening}", flush=True)
        results.openings.append(opening)
    for done in kill_rounds(KILLS):
        print(done, flush=True)
        results.kills.append(done)
    write(wanted.output, results)
    if lacking := missing():
        print(lacking, file=sys.stderr)
    else:
        insert(wanted.output, section(pictures(Plan())))


def _each(
    both: tuple[Subject, ...], into: dict[str, list[T]], measure: Callable[[Subject], T]
) -> None:
    """One turn of each server, so that a slow moment of the machine meets both."""
    for subject in both:
        measured = measure(subject)
        print(f"{subject.name}: {measured}", flush=True)
        into.setdefault(subject.name, []).append(measured)


if __name__ == "__main__":
    main()
