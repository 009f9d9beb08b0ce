"""`/download`: the tray app's packages, as they lie in `downloads` in the home."""

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Literal

import gevent
import msgspec
from flask import Blueprint, Response, abort, render_template, request, send_from_directory

from server.services import services
from server.transcripts.sizes import size_in_words

FOLDER = "downloads"
System = Literal["windows", "macos", "linux", "phone", "other"]
_ENDINGS: dict[System, tuple[str, ...]] = {
    "windows": (".exe", ".msi", ".msix"),
    "macos": (".dmg", ".pkg"),
    "linux": (".deb", ".rpm", ".appimage", ".tar.gz", ".tar.xz"),
}
# In this order: a phone with Android says "Linux" too, and an iPad "Mac OS X".
_SPOKEN: tuple[tuple[str, System], ...] = (
    ("android", "phone"),
    ("iphone", "phone"),
    ("ipad", "phone"),
    ("windows", "windows"),
    ("macintosh", "macos"),
    ("linux", "linux"),
)
blueprint = Blueprint("download", __name__)


class Package(msgspec.Struct, frozen=True):
    """A file to download, its size in bytes, and its SHA-256 in hexadecimal."""

    name: str
    size: int
    sha256: str
    system: System
    ending: str


@blueprint.get("/download")
def page() -> str:
    """What there is, first what fits the visitor's system, and how to go on with it."""
    system = system_of(request.user_agent.string)
    found = [_package(path) for path in _files()]
    fitting = [package for package in found if package.system == system]
    others = sorted(
        (package for package in found if package not in fitting), key=lambda one: one.system
    )
    return render_template(
        "download.html",
        system=system,
        fitting=fitting,
        others=others,
        size_in_words=size_in_words,
    )


@blueprint.get("/download/<name>")
def file(name: str) -> Response:
    """The file, to be kept and not to be shown; 404 for everything that the page does not list."""
    if name not in {path.name for path in _files()}:
        abort(404)
    return send_from_directory(
        _folder(), name, as_attachment=True, mimetype="application/octet-stream"
    )


def system_of(user_agent: str) -> System:
    """The system that a browser says it runs on."""
    said = user_agent.lower()
    return next((system for word, system in _SPOKEN if word in said), "other")


def _folder() -> Path:
    return services().settings.folder / FOLDER


def _files() -> list[Path]:
    """What lies there openly: no hidden files, nothing that leads out of the folder."""
    folder = _folder()
    if not folder.is_dir():
        return []
    inside = folder.resolve()
    return sorted(
        path
        for path in folder.iterdir()
        if path.is_file() and not path.name.startswith(".") and path.resolve().parent == inside
    )


def _package(path: Path) -> Package:
    found = path.stat()
    sha256 = gevent.get_hub().threadpool.apply(_sha256, (path, found.st_size, found.st_mtime_ns))
    system, ending = _made_for(path.name)
    return Package(path.name, found.st_size, sha256, system, ending)


@lru_cache(maxsize=64)
def _sha256(path: Path, _size: int, _changed: int) -> str:
    """Counted once for each state of a file."""
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _made_for(name: str) -> tuple[System, str]:
    """The system that runs such a file, and the ending that says so."""
    for system, endings in _ENDINGS.items():
        for ending in endings:
            if name.lower().endswith(ending):
                return system, ending
    return "other", ""
