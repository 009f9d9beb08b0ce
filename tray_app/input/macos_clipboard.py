"""The clipboard on macOS, by its own programs pbcopy and pbpaste. Not yet tried on macOS."""

import os
import subprocess

from tray_app.input.clipboard import NoClipboard

#: Without a character set in the environment, as in a program started by the desktop, both take
#: text for MacRoman.
IN_UTF8 = {"LC_CTYPE": "UTF-8"}
PATIENCE = 2.0


def read() -> str:
    """The text in the clipboard, "" where there is none."""
    return _run(("pbpaste",)).decode("utf-8", "replace").replace("\r\n", "\n")


def write(text: str) -> None:
    """Puts the text into the clipboard."""
    _run(("pbcopy",), text.encode("utf-8", "replace"))


def _run(command: tuple[str, ...], given: bytes = b"") -> bytes:
    try:
        done = subprocess.run(
            command,
            input=given,
            env=os.environ | IN_UTF8,
            capture_output=True,
            timeout=PATIENCE,
            check=True,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise NoClipboard(str(error)) from error
    return done.stdout
