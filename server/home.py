"""The folder of all data: taken by one server, and in words where it can't be used."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy.exc import DBAPIError


class HomeError(Exception):
    """The home can't be used; the message says why and what to do."""


class DamagedSecret(Exception):
    """The server's secret is not whole; the message names the file."""


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
