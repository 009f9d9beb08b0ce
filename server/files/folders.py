"""Folders and files that are there also after a power failure."""

import os
from pathlib import Path


def lasting_folder(folder: Path) -> None:
    """Make the folder where it is missing, with those above it.

    Its own entry is synced in any case: who made it may have been killed before that.
    """
    missing = [folder, *(above for above in folder.parents if not above.exists())]
    for each in reversed(missing):
        each.mkdir(exist_ok=True, mode=0o700)
        fsync(each.parent)


def fsync(path: Path) -> None:
    """Wait until the file, or the folder's entries, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
