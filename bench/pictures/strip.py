"""Numbers in colours that survive encoding: six blocks of eight colours and two of checksum."""

from collections.abc import Sequence

BLOCK_WIDTH, BLOCK_HEIGHT, BLOCKS = 64, 48, 8
WIDTH = BLOCK_WIDTH * BLOCKS
#: The number starts again at 0 from here.
MODULUS = 1 << 18
Colour = tuple[int, int, int]


def number(blocks: Sequence[Colour]) -> int | None:
    """The number that these colours say, or None where they are of two moments."""
    digits = [
        4 * (red > 127) + 2 * (green > 127) + (blue > 127) for red, green, blue in blocks
    ]  # fmt: skip
    # Plain black and plain white say nothing.
    total = 21 + sum(digit * (place + 1) for place, digit in enumerate(digits[:6]))
    if total % 64 != 8 * digits[6] + digits[7]:
        return None
    said = 0
    for digit in digits[:6]:
        said = said << 3 | digit
    return said
