"""The app's icon: that of the organisation it was built for, else Beistand's mark."""

from pathlib import Path

from PIL import Image

from tray_app.icon.mark import TRAY_TEAL, WHITE, mark

GIVEN = Path(__file__).with_name("icon.png")


def given_icon(file: Path = GIVEN) -> Path | None:
    """The organisation's icon, a square PNG; None where it gave none."""
    return file if file.is_file() else None


def app_icon(size: int, bubble: str = TRAY_TEAL, bars: str = WHITE) -> Image.Image:
    """The icon as a square picture with a transparent ground.

    :param bubble, bars: the mark's colours; an organisation's icon keeps its own
    """
    given = given_icon()
    if given is None:
        return mark(size, bubble, bars)
    with Image.open(given) as opened:
        return opened.convert("RGBA").resize((size, size), Image.Resampling.LANCZOS)
