"""A portable archive that brings a session along: the app in it joins that session by itself.

The stored file stays as it is. A gzip file may have several members, which are read as one (RFC
1952, 2.2), and a tar file is its entries one after the other: so one member with one entry is put
before what is stored.
"""

import gzip
import io
import json
import tarfile
import zlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import gevent

from server.downloads.packages import Package

ENDING = ".tar.gz"
#: Read by the app beside its program (tray_app/bound_session.py).
FILE = "session.toml"
_PIECE = 256 * 1024


def can_be_bound(package: Package) -> bool:
    """Whether a session can be brought along in it."""
    return package.ending == ENDING and package.kind == "portable" and _top(package) is not None


def session_member(package: Package, server: str, code: str, now: int) -> bytes:
    """The member to put before the archive: where to attach, and with which one-time code.

    :param now: seconds since 1970
    """
    content = f"server = {json.dumps(server)}\ncode = {json.dumps(code)}\n".encode()
    entry = tarfile.TarInfo(f"{_top(package)}/{FILE}")
    entry.size, entry.mode, entry.mtime = len(content), 0o600, now
    padding = b"\0" * (-len(content) % tarfile.BLOCKSIZE)
    header = entry.tobuf(tarfile.USTAR_FORMAT)
    return gzip.compress(header + content + padding, 9, mtime=now)


def pieces(member: bytes, path: Path) -> Iterator[bytes]:
    """The member, then what is stored; read beside the hub."""
    yield member
    pool = gevent.get_hub().threadpool
    with path.open("rb") as stored:
        while piece := pool.apply(stored.read, (_PIECE,)):
            yield piece


def _top(package: Package) -> str | None:
    changed = package.path.stat().st_mtime_ns
    top: str | None = gevent.get_hub().threadpool.apply(
        _read_top, (package.path, package.size, changed)
    )
    return top


@lru_cache(maxsize=64)
def _read_top(path: Path, _size: int, _changed: int) -> str | None:
    """The folder that everything in the archive lies in; None where it is no such archive."""
    try:
        with path.open("rb") as stored, gzip.open(stored) as unpacked:
            start = io.BytesIO(unpacked.read(tarfile.BLOCKSIZE * 4))
            with tarfile.open(fileobj=start, mode="r:") as packed:
                first = packed.next()
    except (OSError, EOFError, zlib.error, tarfile.TarError):
        return None
    top = first.name.partition("/")[0] if first else ""
    return top if top not in {"", ".", ".."} else None
