"""The session that a downloaded app brings along: it joins it by itself, once.

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


def take_bound_session(folder: Path | None = None) -> BoundSession | None:
    """What lies beside the program, which is gone from there then; None where nothing does."""
    folder = folder or folder_of_program()
    if folder is None:
        return None
    file = folder / FILE
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
        server, code = server_url(told["server"]), str(told["code"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError, NotAnAddress):
        return None
    finally:
        with contextlib.suppress(OSError):
            file.unlink()
    return BoundSession(server, f"{SCHEME}:attach?{urlencode({'server': server, 'code': code})}")
