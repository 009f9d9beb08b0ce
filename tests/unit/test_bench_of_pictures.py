"""What the bench of shared pictures stands on: its slow line, its clock, its place in the page."""

import os
import socket
from pathlib import Path
from time import monotonic

import pytest

from bench.pictures.relay import BITS_PER_SECOND, DELAY, LIMIT, Way
from bench.pictures.report import HEADING, insert
from bench.pictures.strip import number


@pytest.fixture
def line() -> tuple[Way, socket.socket, socket.socket]:
    """One direction, with what goes in and what comes out."""
    (sender, source), (target, receiver) = (
        socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM) for _ in range(2)
    )
    for end in (sender, source, target, receiver):
        end.setblocking(False)
    return Way(os.dup(source.fileno()), os.dup(target.fileno())), sender, receiver


def test_packets_come_out_late_and_one_after_the_other(
    line: tuple[Way, socket.socket, socket.socket],
) -> None:
    way, sender, receiver = line
    began = monotonic()
    for content in (b"a", b"b"):
        sender.send(content * 1250)
        way.take()
    way.give()
    with pytest.raises(BlockingIOError):
        receiver.recv(2048)

    while way.due is not None:
        way.give()
    assert monotonic() - began >= DELAY + 2 * 8 * 1250 / BITS_PER_SECOND
    assert [receiver.recv(2048)[:1] for _ in range(2)] == [b"a", b"b"]


def test_what_the_line_cannot_hold_is_lost(
    line: tuple[Way, socket.socket, socket.socket],
) -> None:
    way, sender, _receiver = line
    for _ in range(LIMIT + 7):
        sender.send(bytes(1000))
        way.take()
    assert way.dropped == 7


def test_a_clock_between_two_moments_says_nothing() -> None:
    digits = [0, 0, 0, 0, 1, 2]
    total = (21 + sum(digit * place for place, digit in enumerate(digits, 1))) % 64
    shown = [
        (255 * (d >> 2), 255 * (d >> 1 & 1), 255 * (d & 1)) for d in [*digits, *divmod(total, 8)]
    ]
    assert number(shown) == 0o12
    assert number([*shown[:5], (255, 255, 255), *shown[6:]]) is None
    assert number([(0, 0, 0)] * 8) is None
    assert number([(255, 255, 255)] * 8) is None


def test_the_section_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    page = tmp_path / "benchmarks.md"
    page.write_text(
        f"# Benchmarks\n\n{HEADING}\n\nold\n\n### deeper\n\nold\n\n## `kill -9`\n\nkept\n"
    )
    insert(page, f"{HEADING}\n\nnew\n")
    assert page.read_text() == f"# Benchmarks\n\n{HEADING}\n\nnew\n\n## `kill -9`\n\nkept\n"


def test_the_first_section_comes_last(tmp_path: Path) -> None:
    page = tmp_path / "benchmarks.md"
    page.write_text("# Benchmarks\n\n## Files\n\nkept\n")
    insert(page, f"{HEADING}\n\nnew\n")
    assert page.read_text() == f"# Benchmarks\n\n## Files\n\nkept\n\n{HEADING}\n\nnew\n"
