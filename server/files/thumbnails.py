"""Small pictures of images, made by another process that may die of it."""

import subprocess
import sys
from pathlib import Path

import msgspec
from gevent.lock import BoundedSemaphore
from structlog import get_logger

from server.files.threads import Threads

# The ones that server/files/thumbnail.py reads.
TYPES = frozenset(
    ("image/png", "image/jpeg", "image/gif", "image/webp", "image/x-ms-bmp", "image/bmp")
) | {"image/avif"}
SECONDS = 15
MOST_AT_ONCE = 2
_COMMAND = (sys.executable, "-m", "server.files.thumbnail")
log = get_logger()


class Thumbnail(msgspec.Struct, frozen=True):
    """A small picture in WebP, lying at `path`."""

    width: int
    height: int
    path: Path


class Thumbnails:
    """Makes a few at once; the others wait."""

    def __init__(self, threads: Threads) -> None:
        self._threads = threads
        self._room = BoundedSemaphore(MOST_AT_ONCE)

    def make(self, path: Path, media_type: str, target: Path) -> Thumbnail | None:
        """The small picture of this file, at `target`; None where it has none, or making failed."""
        if media_type not in TYPES:
            return None
        with self._room:
            return self._threads.long(_make, path, target)


def _make(image: Path, target: Path) -> Thumbnail | None:
    try:
        with image.open("rb") as source, target.open("wb") as written:
            # No environment: settings hold secrets.
            subprocess.run(
                _COMMAND, stdin=source, stdout=written, stderr=subprocess.PIPE, env={},
                timeout=SECONDS, check=True,
            )  # fmt: skip
        head, _, picture = target.read_bytes().partition(b"\n")
        width, height = map(int, head.split())
        target.write_bytes(picture)
    except (OSError, subprocess.SubprocessError, ValueError) as error:
        log.info("no_thumbnail", reason=type(error).__name__)
        target.unlink(missing_ok=True)
        return None
    return Thumbnail(width, height, target)
