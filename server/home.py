"""The folder of all data: taken by one server, and in words where it can't be used."""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy.exc import DBAPIError


class HomeError(Exception):
    """The home can't be used; the message says why and what to do."""


class DamagedSecret(Exception):
    """A secret of the server's is not whole; the message names the file."""


def lock_home(home: Path) -> FileLock:
    """The home, taken for this process. Raises HomeError where another one has it."""
    with usable(home):
        lock = FileLock(home / "lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            raise HomeError(
                f"Another Beistand is running on {home}. Stop it first, or give this one a folder"
                " of its own with BEISTAND_HOME."
            ) from None
    return lock


@contextmanager
def usable(home: Path) -> Iterator[None]:
    """Make the home, and do something in it. Raises HomeError where that fails."""
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        yield
    except OSError as error:
        raise HomeError(
            f"The home {home} can't be used: {error.strerror or error}."
            " Choose another with BEISTAND_HOME."
        ) from None
    except DBAPIError as error:
        raise HomeError(f"{home / 'beistand.db'} can't be used: {error.orig}.") from None
    except DamagedSecret as error:
        raise HomeError(str(error)) from None


def keep_secret(path: Path, text: str) -> None:
    """Write a whole secret or none, for its owner only; of two who draw at once, the first counts.

    Raises OSError.
    """
    with tempfile.NamedTemporaryFile("w", dir=path.parent, prefix=f"{path.name}.") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(file.name, path)
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)
