"""Beistand's mark, drawn: two bars standing by each other in a speech bubble.

The same shapes on the same 24 × 24 grid as the pages' mark.svg.
"""

from PIL import Image, ImageDraw

GRID = 24
BUBBLE = (3, 3, 21, 18)
CORNER = 5
TAIL = ((7, 17), (7, 18), (6, 21.5), (11, 18), (11, 17))
BARS = ((9, 7, 11, 14.5), (13, 9, 15, 14.5))
WHITE = "#ffffff"
#: In a tray nobody knows the panel's colour: this teal stands out on a white one and a black one.
TRAY_TEAL = "#1b8a77"
#: While the screen is seen, and while this computer is controlled.
VIEWED_AMBER = "#c26a00"
CONTROLLED_RED = "#c8321f"
#: Drawn this much larger and then reduced, which smooths the edges.
FINER = 8


def mark(
    size: int, bubble: str = TRAY_TEAL, bars: str = WHITE, has_dot: bool = False
) -> Image.Image:
    """The mark as a square picture with a transparent ground, filling it from edge to edge.

    :param has_dot: with a dot in its lower right corner, which says that something is going on
    """
    side = size * FINER
    picture = Image.new("RGBA", (side, side), (*_rgb(bubble), 0))
    draw = ImageDraw.Draw(picture)
    # The grid has a margin that an icon of few pixels can't afford.
    margin, top = 2.5, 2.75
    unit = side / (GRID - 2 * margin)

    def at(x: float, y: float) -> tuple[float, float]:
        return (x - margin) * unit, (y - top) * unit

    draw.rounded_rectangle((*at(*BUBBLE[:2]), *at(*BUBBLE[2:])), CORNER * unit, fill=bubble)
    draw.polygon([at(*point) for point in TAIL], fill=bubble)
    for left, upper, right, lower in BARS:
        draw.rounded_rectangle((*at(left, upper), *at(right, lower)), unit, fill=bars)
    if has_dot:
        # A ring without colour around it keeps it apart from the bubble.
        draw.ellipse((*at(14.5, 14.25), *at(22.5, 22.25)), fill=(0, 0, 0, 0))
        draw.ellipse((*at(15.5, 15.25), *at(21.5, 21.25)), fill=bubble)
    return picture.resize((size, size), Image.Resampling.LANCZOS)


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
