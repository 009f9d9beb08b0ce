"""What lies in the home's `downloads`: each package with its size, hash, system and version."""

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Literal

import gevent
import msgspec
from structlog import get_logger

FOLDER = "downloads"
System = Literal["windows", "macos", "linux", "phone", "other"]
Kind = Literal["install", "portable"]
_ENDINGS: dict[System, tuple[str, ...]] = {
    "windows": (".exe", ".msi", ".msix"),
    "macos": (".dmg", ".pkg"),
    "linux": (".deb", ".rpm", ".appimage", ".tar.gz", ".tar.xz"),
}
# What is unpacked or started, but never installed.
_PORTABLE = (".tar.gz", ".tar.xz", ".appimage")
# `make package` writes one beside each package, with the same name before it.
FACTS = ".json"
_LARGEST_FACTS = 10_000
log = get_logger()


class Package(msgspec.Struct, frozen=True):
    """A file to download: size in bytes, SHA-256 in hexadecimal; `version` is "" if unknown."""

    name: str
    size: int
    sha256: str
    system: System
    ending: str
    kind: Kind
    version: str
    path: Path


class Facts(msgspec.Struct, frozen=True):
    """What a build said of the package that it made."""

    sha256: str
    version: str
    kind: Kind


def packages(home: Path) -> list[Package]:
    """All of them, in the order of their names. Hashing runs beside the hub."""
    return [package for path in _files(home) if (package := _package(path))]


def find(home: Path, name: str) -> Package | None:
    """The package of this name, None where the page would not list it."""
    return next((_package(path) for path in _files(home) if path.name == name), None)


def _files(home: Path) -> list[Path]:
    """What lies there openly: no hidden files, nothing that leads out of the folder, no facts."""
    folder = home / FOLDER
    if not folder.is_dir():
        return []
    inside = folder.resolve()
    openly = {
        path.name: path
        for path in folder.iterdir()
        if path.is_file() and not path.name.startswith(".") and path.resolve().parent == inside
    }
    return [
        path
        for name, path in sorted(openly.items())
        if not (name.endswith(FACTS) and name.removesuffix(FACTS) in openly)
    ]


def _package(path: Path) -> Package | None:
    """None for a file that is just being replaced, or that the server may not read."""
    try:
        found = path.stat()
        known = (path, found.st_size, found.st_mtime_ns)
        sha256 = gevent.get_hub().threadpool.apply(_sha256, known)
    except OSError as error:
        log.warning("unreadable_download", name=path.name, reason=error.strerror)
        return None
    system, ending = _made_for(path.name)
    facts = _facts(path)
    if facts is None or facts.sha256 != sha256:
        # Of another build, or of none: what the ending says is all that is known.
        facts = Facts(sha256, "", "portable" if ending in _PORTABLE else "install")
    return Package(
        path.name, found.st_size, sha256, system, ending, facts.kind, facts.version, path
    )


@lru_cache(maxsize=64)
def _sha256(path: Path, _size: int, _changed: int) -> str:
    """Counted once for each state of a file."""
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _facts(path: Path) -> Facts | None:
    try:
        with path.with_name(path.name + FACTS).open("rb") as file:
            return msgspec.json.decode(file.read(_LARGEST_FACTS), type=Facts)
    except (OSError, msgspec.DecodeError):
        return None


def _made_for(name: str) -> tuple[System, str]:
    """The system that runs such a file, and the ending that says so."""
    for system, endings in _ENDINGS.items():
        for ending in endings:
            if name.lower().endswith(ending):
                return system, ending
    return "other", ""
