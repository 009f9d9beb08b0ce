"""Where the bytes of files lie: a folder in the home, or S3. On fsspec."""

from pathlib import Path
from typing import BinaryIO, Protocol
from urllib.parse import parse_qs, urlsplit


class FileStore(Protocol):
    """The seam to the bytes. Every call may take a while: never on the hub.

    Names are of our own making: letters, digits, dots. Raises OSError where the store fails.
    """

    def put(self, path: Path, name: str) -> None:
        """Keep what the finished local file `path` is: durable afterwards. `path` stays; nobody
        writes to it any more. The same name again is the new file.
        """
        ...

    def open(self, name: str, offset: int = 0) -> BinaryIO:
        """The bytes from `offset` on. Raises FileNotFoundError."""
        ...

    def size(self, name: str) -> int | None:
        """How many bytes there are; None where there is no such file."""
        ...

    def delete(self, name: str) -> None:
        """Forget the file; nothing where there is none."""
        ...


class StorageError(Exception):
    """The store can't be used; the message says why and what to do."""


def open_store(url: str, folder: Path) -> FileStore:
    """The store at this address; the folder where there is none. Raises StorageError."""
    if not url:
        from server.files.local_store import LocalStore

        return LocalStore(folder)
    parts = urlsplit(url)
    if parts.scheme != "s3" or not parts.netloc:
        raise StorageError(f"{url!r} is no storage: write it like s3://bucket/folder")
    try:
        from server.files.s3_store import S3Store
    except ImportError:
        raise StorageError(
            "Files in S3 need the package s3fs:"
            " .venv/bin/pip install --require-hashes -r requirements/s3.txt"
        ) from None
    endpoint = parse_qs(parts.query).get("endpoint", [""])[0]
    return S3Store(parts.netloc, parts.path.strip("/"), endpoint)
