"""The app's log: in the platform's folder for logs, never large, without keys and tokens."""

import logging
import sys
from contextlib import suppress
from logging.handlers import RotatingFileHandler

from tray_app.places import log_folder

LARGEST, KEPT = 500_000, 2
FORM = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def keep_log() -> None:
    """Writes to it from now on; where that can't be, the app runs without."""
    handlers: list[logging.Handler] = []
    with suppress(OSError):
        log_folder().mkdir(parents=True, exist_ok=True)
        file = log_folder() / "beistand-tray.log"
        handlers.append(
            RotatingFileHandler(file, maxBytes=LARGEST, backupCount=KEPT, encoding="utf-8")
        )
    # A program without a terminal, as from a menu on Windows, has no standard error.
    if sys.stderr:
        handlers.append(logging.StreamHandler())
        handlers[-1].setLevel(logging.WARNING)
    logging.basicConfig(level=logging.INFO, format=FORM, handlers=handlers)
