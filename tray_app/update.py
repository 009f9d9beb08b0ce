"""Whether the support server offers a newer version of this app than the one that runs.

A process of its own asks: what calls over https need would stay in memory from then on.
"""

import json
import logging
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from tray_app.built import built
from tray_app.program import command
from tray_app.server_call import CallFailed, call
from tray_app.settings import Server

if TYPE_CHECKING:
    from packaging.version import Version

log = logging.getLogger(__name__)

#: The option of the process that asks.
OPTION = "--look-for-update"
#: Seconds that it may take.
PATIENCE = 60.0
#: Seconds until the first look, when whoever started the app has what they wanted, and between all.
FIRST, EVERY = 20.0, 24 * 60 * 60.0
#: The list's word for this system.
SYSTEM = {"win32": "windows", "darwin": "macos"}.get(sys.platform, "linux")


@dataclass(frozen=True)
class Update:
    """A newer version, and the page where it can be downloaded. Nothing is installed by itself."""

    version: str
    page: str


def find_update(server: Server, running: str, system: str = SYSTEM) -> Update | None:
    """The newest version for this system, where it is newer than the one that runs."""
    try:
        answer = call(server, "/api/v1/downloads")
    except CallFailed:
        return None
    offered = answer.body.get("downloads")
    versions = [
        version
        for one in (offered if isinstance(offered, list) else [])
        if isinstance(one, dict) and one.get("system") == system
        if (version := _version(one.get("version")))
    ]
    newest, own = max(versions, default=None), _version(running)
    if newest is None or own is None or newest <= own:
        return None
    return Update(str(newest), answer.server.url + "/download")


def print_update(server: Server | None) -> int:
    """What the process that asks does: a line of JSON where there is a newer version."""
    update = find_update(server, built().version) if server else None
    if update:
        print(json.dumps(asdict(update)))
    return 0


def ask_for_update(server: Server) -> Update | None:
    """What that process found."""
    words = [*command(), OPTION, "--server", server.url]
    try:
        done = subprocess.run(words, capture_output=True, text=True, timeout=PATIENCE, check=True)
        return Update(**json.loads(done.stdout)) if done.stdout.strip() else None
    except (OSError, subprocess.SubprocessError, ValueError, TypeError) as error:
        log.warning("no word about newer versions: %s", error)
        return None


class UpdateWatch:
    """Looks for a newer version some time after the start, and once a day."""

    def __init__(
        self, server: Callable[[], Server | None], found: Callable[[Update], None]
    ) -> None:
        """:param server: gives the app's own server, None while it is not known
        :param found: called from a thread with each newer version, once
        """
        self._server, self._found = server, found
        self._closing = threading.Event()
        self._known: Update | None = None

    def start(self) -> None:
        """Looks from now on, in the background."""
        threading.Thread(target=self._run, name="update", daemon=True).start()

    def close(self) -> None:
        """Looks no more."""
        self._closing.set()

    def _run(self) -> None:
        pause = FIRST
        while not self._closing.wait(pause):
            pause = EVERY
            server = self._server()
            update = ask_for_update(server) if server else None
            if update and update != self._known:
                self._known = update
                self._found(update)


def _version(text: Any) -> "Version | None":
    from packaging.version import InvalidVersion, Version

    try:
        return Version(text) if isinstance(text, str) else None
    except InvalidVersion:
        return None
