"""What sessions cost that are open and silent, and how fast they are opened."""

import time

import msgspec

from bench.subjects import Subject, connect

WARM_UP = 50
SETTLING_SECONDS = 2.0


class Idle(msgspec.Struct):
    """Of one session with two open streams."""

    bytes_per_session: float
    connects_per_second: float


def idle(subject: Subject, sessions: int) -> Idle:
    """Open that many sessions and look at the server's memory before and after."""
    subject.seed(WARM_UP + sessions)
    # What the first ones bring along (caches, code read late) belongs to no session.
    connect(subject.pairs[:WARM_UP])
    time.sleep(SETTLING_SECONDS)
    before = subject.memory()
    measured = subject.pairs[WARM_UP : WARM_UP + sessions]
    began = time.perf_counter()
    connect(measured)
    took = time.perf_counter() - began
    time.sleep(SETTLING_SECONDS)
    grown = subject.memory() - before
    for pair in subject.pairs:
        pair.close()
    return Idle(grown / sessions, 2 * sessions / took)
