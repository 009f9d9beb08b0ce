"""`python -m bench.pictures`: measure shared pictures alone, and write their section."""

import argparse
import sys
from pathlib import Path

from bench.pictures.measure import Plan, pictures
from bench.pictures.needs import missing
from bench.pictures.report import insert, section

REPORT = Path("docs/benchmarks.md")


def main() -> int:
    """Measure, print as it goes, and write the section."""
    plan = Plan()
    parser = argparse.ArgumentParser(prog="python -m bench.pictures", description=__doc__)
    parser.add_argument("--turns", type=int, default=plan.turns, help=f"({plan.turns})")
    parser.add_argument(
        "--seconds", type=float, default=plan.seconds, help=f"of a turn ({plan.seconds})"
    )
    parser.add_argument(
        "--slow-seconds", type=float, default=plan.slow_seconds,
        help=f"of a turn through the slow line ({plan.slow_seconds})",
    )  # fmt: skip
    parser.add_argument(
        "--long-seconds", type=float, default=plan.long_seconds,
        help=f"of the first of them ({plan.long_seconds})",
    )  # fmt: skip
    parser.add_argument("--output", type=Path, default=REPORT, help=f"where to write ({REPORT})")
    wanted = parser.parse_args()
    if lacking := missing():
        print(lacking, file=sys.stderr)
        return 1
    chosen = Plan(wanted.turns, wanted.seconds, wanted.slow_seconds, wanted.long_seconds)
    insert(wanted.output, text := section(pictures(chosen)))
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
