"""Files in a folder of this machine."""

import errno
import os
import shutil
from pathlib import Path
from typing import BinaryIO, cast

import fsspec


class LocalStore:
    """FileStore in a folder, in 256 folders of it so that none grows beyond reason."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files = fsspec.filesystem("file", auto_mkdir=False)

    def put(self, path: Path, name: str) -> None:
        """See FileStore: fsynced, then renamed, then the folder fsynced."""
        target = self._path(name)
        _make_folder(target.parent)
        _fsync(path)
        try:
            path.replace(target)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            self._move_between_disks(path, target)
        _fsync(target.parent)

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

    def _move_between_disks(self, path: Path, target: Path) -> None:
        beside = target.with_name(target.name + ".new")
        try:
            shutil.copyfile(path, beside)
            _fsync(beside)
            beside.replace(target)
        except OSError:
            beside.unlink(missing_ok=True)
            raise
        path.unlink()


def _make_folder(folder: Path) -> None:
    """The folder, there also after a power failure."""
    if folder.is_dir():
        return
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    _fsync(folder.parent)


def _fsync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
