"""Has this person's desktop open `beistand:` links with this app.

Linux only: on Windows and macOS the installers say so to the system.
"""

import os
import subprocess
import sys
from pathlib import Path

from tray_app.attach import SCHEME
from tray_app.desktop_entry import desktop_entry
from tray_app.language import gettext as _
from tray_app.program import command

NAME = "beistand-tray-links.desktop"
MIME_TYPE = f"x-scheme-handler/{SCHEME}"
REGISTERED, NOT_REGISTERED = 0, 1


def register_links(server_option: str | None) -> int:
    """The exit code; what happened is printed as a sentence."""
    if not sys.platform.startswith("linux"):
        print(_("On this system the installer does that."), file=sys.stderr)
        return NOT_REGISTERED
    folder = data_home() / "applications"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / NAME).write_text(links_entry(server_option), encoding="utf-8")
    try:
        subprocess.run(("xdg-mime", "default", NAME, MIME_TYPE), check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        print(
            _("The links could not be registered: xdg-mime is missing or failed (xdg-utils)."),
            file=sys.stderr,
        )
        return NOT_REGISTERED
    print(_("Links that begin with beistand: now open this app."))
    return REGISTERED


def links_entry(server_option: str | None) -> str:
    """The file that says to the desktop how to open the links."""
    server = ("--server", server_option) if server_option else ()
    words = [*command(), *server, "--attach"]
    return desktop_entry(words, "NoDisplay=true", f"MimeType={MIME_TYPE};", suffix="%u")


def data_home() -> Path:
    """Where this person's desktop looks for such files (XDG Base Directory)."""
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share")
