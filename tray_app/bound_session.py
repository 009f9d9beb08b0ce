"""The session that a downloaded app brings along: it joins it by itself, once.

What tells of it stays until the server has answered: who was offline can start the app again.

The server puts it into the archive for the customer who downloads it (server/downloads/).
"""

import contextlib
import tomllib
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from tray_app.attach import SCHEME
from tray_app.program import folder_of_program
from tray_app.settings import NotAnAddress, server_url

FILE = "session.toml"


@dataclass(frozen=True)
class BoundSession:
    """The server that the app came from, and a link into one of its sessions, which works once."""

    server: str
    link: str


def bound_session() -> BoundSession | None:
    """What lies beside the program; None where nothing does. What can't be used goes from there."""
    file = _file()
    if file is None or not file.is_file():
        return None
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
        server, code = server_url(told["server"]), str(told["code"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError, NotAnAddress):
        _remove(file)
        return None
    return BoundSession(server, f"{SCHEME}:attach?{urlencode({'server': server, 'code': code})}")


def forget_bound_session(link: str) -> None:
    """Takes away what lies beside the program, where it has this link: the server answered it."""
    bound, file = bound_session(), _file()
    if bound and file and bound.link == link:
        _remove(file)


def _file() -> Path | None:
    folder = folder_of_program()
    return folder / FILE if folder else None


def _remove(file: Path) -> None:
    with contextlib.suppress(OSError):
        file.unlink()
