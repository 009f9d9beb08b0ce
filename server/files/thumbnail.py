"""`python -m server.files.thumbnail`: an image on standard input, a small WebP on the output.

A program of its own, with limits that it sets itself, because it may die of what it reads. The
first line of the output is the picture's size, `WIDTH HEIGHT`.
"""

import io
import os
import resource
import sys
from typing import IO

from PIL import Image, ImageOps

LONGEST_SIDE = 480
# What Pillow decodes here; of rarer formats its readers are less looked at.
FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "AVIF")
MOST_PIXELS = 40_000_000
# JPEG is decoded at an eighth of its size: a photo of a phone's large camera is no bomb.
MOST_PIXELS_OF_JPEG = 250_000_000
_LIMITS = (
    (resource.RLIMIT_AS, 1024 * 1024 * 1024),
    (resource.RLIMIT_CPU, 10),
    (resource.RLIMIT_FSIZE, 512 * 1024),
    (resource.RLIMIT_CORE, 0),
)


class NotAllowed(Exception):
    """An image that is not worth the risk."""


def main() -> None:
    """Make the thumbnail, or end with an error and a word on the error output."""
    for limit, most in _LIMITS:
        resource.setrlimit(limit, (most, most))
    os.nice(10)
    try:
        size, picture = thumbnail(sys.stdin.buffer)
    except (NotAllowed, OSError, ValueError, SyntaxError, MemoryError) as error:
        sys.exit(f"no thumbnail: {error}")
    sys.stdout.buffer.write(b"%d %d\n" % size + picture)


def thumbnail(source: IO[bytes]) -> tuple[tuple[int, int], bytes]:
    """(width and height, WebP) of the image, upright, without anything that is not a picture."""
    # Its own guard only warns up to twice the number.
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS_OF_JPEG
    with Image.open(source, formats=FORMATS) as image:
        most = MOST_PIXELS_OF_JPEG if image.format == "JPEG" else MOST_PIXELS
        if image.width * image.height > most:
            raise NotAllowed(f"{image.width} x {image.height} pixels")
        image.draft("RGB", (2 * LONGEST_SIDE, 2 * LONGEST_SIDE))
        small = ImageOps.exif_transpose(_colours(image))
    small.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    written = io.BytesIO()
    small.save(written, "WEBP", quality=80, exif=b"", icc_profile=b"", xmp=b"")
    return small.size, written.getvalue()


def _colours(image: Image.Image) -> Image.Image:
    """The image in colours that WebP has; a palette or a mask may make parts transparent."""
    is_transparent = image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or (
        "transparency" in image.info
    )
    return image.convert("RGBA" if is_transparent else "RGB")


if __name__ == "__main__":
    main()
