"""The icons of the packages, in the sizes and formats that each system wants."""

from pathlib import Path

from PIL import Image

from tray_app.icon.mark import mark

SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
SMALLEST_GIVEN = 256


def icons(folder: Path, given: Path | None) -> None:
    """Writes icon-SIZE.png, icon.ico and icon.icns; also icon.png where the icon was given.

    :raises ValueError: where the given picture is too small or not square
    """
    picture = _read(given) if given else None
    drawn = {size: _of_size(picture, size) for size in SIZES}
    for size, one in drawn.items():
        one.save(folder / f"icon-{size}.png")
    largest = drawn[SIZES[-1]]
    largest.save(folder / "icon.ico", sizes=[(size, size) for size in SIZES if size <= 256])
    largest.save(folder / "icon.icns", append_images=list(drawn.values()))
    if picture:
        # The tray shows it instead of the mark.
        drawn[SMALLEST_GIVEN].save(folder / "icon.png")


def _of_size(picture: Image.Image | None, size: int) -> Image.Image:
    return picture.resize((size, size), Image.Resampling.LANCZOS) if picture else mark(size)


def _read(file: Path) -> Image.Image:
    with Image.open(file) as opened:
        picture = opened.convert("RGBA")
    width, height = picture.size
    if width != height or width < SMALLEST_GIVEN:
        raise ValueError(f"{file} must be square, with at least {SMALLEST_GIVEN} pixels a side")
    return picture
