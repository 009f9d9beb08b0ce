"""When each number of the clock appears on the customer's own screen, which is the change itself.

A process of its own, `python -m bench.pictures.observer DISPLAY`: one line for each new number,
the number and the time in microseconds since 1970. It wakes when the X server says that something
was drawn, and reads one line of the clock's pixels.
"""

import sys
import time

from Xlib import X
from Xlib.display import Display
from Xlib.ext import damage

from bench.pictures.strip import BLOCK_HEIGHT, BLOCK_WIDTH, BLOCKS, WIDTH, number


def observe(name: str) -> None:
    """Says each new number, until it is ended."""
    display = Display(name)
    root = display.screen().root
    display.damage_query_version()
    watched = root.damage_create(damage.DamageReportNonEmpty)
    before: int | None = None
    while True:
        display.next_event()
        now = time.time_ns() // 1000
        display.damage_subtract(watched)
        found = _clock(root)
        if found is not None and found != before:
            before = found
            print(found, now, flush=True)


def _clock(root: "X") -> int | None:
    row = root.get_image(0, BLOCK_HEIGHT // 2, WIDTH, 1, X.ZPixmap, 0xFFFFFFFF).data
    middles = range(BLOCK_WIDTH // 2 * 4, WIDTH * 4, BLOCK_WIDTH * 4)
    # 24 bits of colour in 32, blue first.
    return number([(row[at + 2], row[at + 1], row[at]) for at in list(middles)[:BLOCKS]])


if __name__ == "__main__":
    observe(sys.argv[1])
