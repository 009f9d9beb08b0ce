"""What has arrived of files on their way: one file each in the home, under names of our own."""

import errno
import os
import re
from collections.abc import Iterable
from pathlib import Path

from server.files.folders import lasting_folder

# Files leave so much of the disk free: for the log, and with it the chat, there is always room.
KEPT_FREE = 64 * 1024 * 1024
# Written so much, it is sent to the disk: else one fsync of the log, and with it a message,
# would wait for all of it (p99 of such an fsync beside a writing file: 6 ms, with 32 MB 20 ms).
SYNC_EVERY = 1024 * 1024
_NAME = re.compile(r"[0-9a-f]{32}")


class Parts:
    """The folder of parts. Every call but `size` touches the disk: not on the hub."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        lasting_folder(folder)

    def path(self, name: str) -> Path:
        """Where the part of this upload lies."""
        if not _NAME.fullmatch(name):
            raise ValueError(name)
        return self._folder / name

    def create(self, name: str) -> None:
        """An empty part."""
        self.path(name).touch(mode=0o600, exist_ok=False)

    def size(self, name: str) -> int | None:
        """How much has arrived; None where there is no part."""
        try:
            return self.path(name).stat().st_size
        except FileNotFoundError:
            return None

    def remove(self, name: str) -> None:
        """Forget the part and its small picture; nothing where there is none."""
        for path in (self.path(name), self.thumbnail(name)):
            path.unlink(missing_ok=True)

    def thumbnail(self, name: str) -> Path:
        """Where the small picture of this upload lies until it is stored."""
        return self._folder / f"{name}.thumbnail"

    def names(self) -> set[str]:
        """The uploads that there are parts of; what else lies there is removed."""
        found = set()
        for path in self._folder.iterdir():
            if _NAME.fullmatch(path.name):
                found.add(path.name)
            else:
                path.unlink(missing_ok=True)
        return found

    def has_room_for(self, size: int, promised: Iterable[tuple[str, int]]) -> bool:
        """Whether the disk has it, what is still to come of these parts, and what is kept free."""
        coming = sum(max(0, length - (self.size(name) or 0)) for name, length in promised)
        return _free(self._folder) >= size + coming + KEPT_FREE


class Writing:
    """A part that is being written to; as a context it ends by being closed."""

    def __init__(self, path: Path) -> None:
        self._descriptor = os.open(path, os.O_WRONLY | os.O_APPEND)
        self._folder = path.parent
        self._unsynced = 0

    def write(self, piece: bytes) -> None:
        """Append the piece. Raises OSError, ENOSPC also where only what is kept free is left."""
        if _free(self._folder) < KEPT_FREE:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        left = memoryview(piece)
        while left:
            left = left[os.write(self._descriptor, left) :]
        self._unsynced += len(piece)
        if self._unsynced >= SYNC_EVERY:
            os.fdatasync(self._descriptor)
            self._unsynced = 0

    def close(self) -> None:
        """Nothing more will be written."""
        os.close(self._descriptor)


def is_full(error: OSError) -> bool:
    """Whether the disk, or one's share of it, has no room."""
    return error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def _free(folder: Path) -> int:
    found = os.statvfs(folder)
    return found.f_bavail * found.f_frsize
