"""Files in a folder of this machine."""

import errno
import os
import shutil
from pathlib import Path
from typing import BinaryIO, cast

import fsspec

from server.files.folders import fsync, lasting_folder

_NO_LINKS = frozenset(
    (errno.EXDEV, errno.EPERM, errno.EACCES, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK)
)


class LocalStore:
    """FileStore in a folder, in 256 folders of it so that none grows beyond reason."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files = fsspec.filesystem("file", auto_mkdir=False)
        self._lasting: set[Path] = set()

    def put(self, path: Path, name: str) -> None:
        """See FileStore: fsynced, then given a second name, then the folders fsynced."""
        target = self._path(name)
        self._have(target.parent)
        fsync(path)
        target.unlink(missing_ok=True)
        _give_second_name(path, target)
        fsync(target.parent)

    def open(self, name: str, offset: int = 0) -> BinaryIO:
        """See FileStore."""
        opened = cast(BinaryIO, self._files.open(str(self._path(name)), "rb"))
        opened.seek(offset)
        return opened

    def size(self, name: str) -> int | None:
        """See FileStore."""
        try:
            return int(self._files.size(str(self._path(name))))
        except FileNotFoundError:
            return None

    def delete(self, name: str) -> None:
        """See FileStore."""
        self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self._folder / name[:2] / name

    def _have(self, folder: Path) -> None:
        """The folder, lasting; each is made sure of once in the life of a server."""
        if folder in self._lasting:
            return
        if not self._lasting:
            lasting_folder(self._folder)
        lasting_folder(folder)
        self._lasting.add(folder)


def _give_second_name(path: Path, target: Path) -> None:
    """A link costs nothing; another disk, or one that knows no links, gets a copy."""
    try:
        os.link(path, target)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        _copy(path, target)


def _copy(path: Path, target: Path) -> None:
    beside = target.with_name(target.name + ".new")
    try:
        shutil.copyfile(path, beside)
        fsync(beside)
        beside.replace(target)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
