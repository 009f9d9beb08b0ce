"""One app for a person and a screen: whoever starts it again talks to the one that runs.

They talk through a socket (on Windows a named pipe) in a folder that only this person can enter,
and each proves to the other that it can read a secret there: a token is said to nobody else.
"""

import json
import os
import secrets
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client, Connection, Listener
from pathlib import Path
from typing import Any

from tray_app.places import APPLICATION, is_portable, meeting_folder

LARGEST_WORD = 64 * 1024
PATIENCE = 3.0
HEARD = b"heard"
Word = dict[str, Any]


class SingleInstance:
    """The app that others talk to."""

    def __init__(self, listener: Listener, heard: Callable[[Word], None]) -> None:
        self._listener, self._heard = listener, heard
        threading.Thread(target=self._listen, name="instance", daemon=True).start()

    def close(self) -> None:
        """Listens no more."""
        self._listener.close()

    def _listen(self) -> None:
        while True:
            try:
                connection = self._listener.accept()
            except (AuthenticationError, EOFError, ConnectionError):
                continue
            except OSError:
                return
            threading.Thread(target=self._hear, args=[connection], daemon=True).start()

    def _hear(self, connection: "Connection[Any, Any]") -> None:
        with connection, suppress(OSError, EOFError, ValueError):
            if connection.poll(PATIENCE):
                word = json.loads(connection.recv_bytes(LARGEST_WORD))
                connection.send_bytes(HEARD)
                self._heard(word)


def claim(heard: Callable[[Word], None]) -> SingleInstance | None:
    """Hears from now on what others say, where `tell` found nobody; None where that can't be."""
    try:
        address = _address()
        if sys.platform != "win32":
            # What lies there is of one that ended without saying so.
            Path(address).unlink(missing_ok=True)
        return SingleInstance(Listener(address, authkey=_secret()), heard)
    except OSError:
        return None


def tell(word: Word) -> bool:
    """Says something to the one that runs; whether there is one, and it heard."""
    outcome: list[bool] = []
    # One that hangs must not hold up who has something to say.
    saying = threading.Thread(target=lambda: outcome.append(_say(word)), daemon=True)
    saying.start()
    saying.join(PATIENCE)
    return outcome == [True]


def _say(word: Word) -> bool:
    try:
        with Client(_address(), authkey=_secret()) as connection:
            connection.send_bytes(json.dumps(word).encode())
            return connection.poll(PATIENCE) and connection.recv_bytes(100) == HEARD
    except (OSError, EOFError, AuthenticationError):
        return False


def _address() -> str:
    if sys.platform == "win32":
        kind = "-portable" if is_portable() else ""
        return rf"\\.\pipe\{APPLICATION}{kind}-{os.environ.get('USERNAME', '')}"
    # A person may have several screens, each with an app of its own.
    screen = "".join(sign if sign.isalnum() else "-" for sign in os.environ.get("DISPLAY", ""))
    return str(meeting_folder() / f"screen{screen}")


def _secret() -> bytes:
    """What only this person can read; made by whoever comes first."""
    file = meeting_folder() / "secret"
    with suppress(FileExistsError):
        descriptor = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "wb") as made:
            made.write(secrets.token_bytes(32))
    return file.read_bytes()
