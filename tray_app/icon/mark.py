"""Beistand's mark, drawn: two bars standing by each other in a speech bubble.

The same shapes on the same 24 × 24 grid as the pages' mark.svg.
"""

from PIL import Image, ImageChops, ImageDraw

GRID = 24
#: The grid has a margin that an icon of few pixels can't afford.
MARGIN, TOP = 2.5, 2.75
BUBBLE = (3, 3, 21, 18)
CORNER = 5
TAIL = ((7, 17), (7, 18), (6, 21.5), (11, 18), (11, 17))
BARS = ((9, 7, 11, 14.5), (13, 9, 15, 14.5))
DOT_AT, DOT, RING = (18.5, 18.25), 3, 4
WHITE = "#ffffff"
#: In a tray nobody knows the panel's colour: this teal stands out on a white one and a black one.
TRAY_TEAL = "#1b8a77"
#: While the screen is seen, and while this computer is controlled.
VIEWED_AMBER = "#c26a00"
CONTROLLED_RED = "#c8321f"
#: Drawn this much larger and then reduced, which smooths the edges.
FINER = 8


def mark(size: int, bubble: str = TRAY_TEAL, bars: str = WHITE) -> Image.Image:
    """The mark as a square picture with a transparent ground, filling it from edge to edge."""
    side = size * FINER
    picture = Image.new("RGBA", (side, side), (*_rgb(bubble), 0))
    draw = ImageDraw.Draw(picture)
    unit = side / (GRID - 2 * MARGIN)

    def at(x: float, y: float) -> tuple[float, float]:
        return (x - MARGIN) * unit, (y - TOP) * unit

    draw.rounded_rectangle((*at(*BUBBLE[:2]), *at(*BUBBLE[2:])), CORNER * unit, fill=bubble)
    draw.polygon([at(*point) for point in TAIL], fill=bubble)
    for left, upper, right, lower in BARS:
        draw.rounded_rectangle((*at(left, upper), *at(right, lower)), unit, fill=bars)
    return picture.resize((size, size), Image.Resampling.LANCZOS)


def with_dot(icon: Image.Image, colour: str) -> Image.Image:
    """The icon with a dot in its lower right corner, which says that something is going on."""
    # A ring without colour around it keeps it apart from what it lies on.
    outside = ImageChops.invert(_disc(icon.width, RING))
    picture = icon.copy()
    picture.putalpha(ImageChops.multiply(picture.getchannel("A"), outside))
    dot = Image.new("RGBA", icon.size, colour)
    dot.putalpha(_disc(icon.width, DOT))
    return Image.alpha_composite(picture, dot)


def _disc(size: int, radius: float) -> Image.Image:
    """Where the dot covers a picture of this size: white there, black elsewhere."""
    side = size * FINER
    unit = side / (GRID - 2 * MARGIN)
    x, y, around = (DOT_AT[0] - MARGIN) * unit, (DOT_AT[1] - TOP) * unit, radius * unit
    disc = Image.new("L", (side, side), 0)
    ImageDraw.Draw(disc).ellipse((x - around, y - around, x + around, y + around), fill=255)
    return disc.resize((size, size), Image.Resampling.LANCZOS)


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
