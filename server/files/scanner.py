"""ClamAV's scanner, clamd, by its own protocol: the file goes over the socket (INSTREAM)."""

import socket
import struct
import time
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

PIECE = 256 * 1024
SECONDS_TO_CONNECT = 5
# clamd says nothing while it looks; for a large archive that takes a while.
SECONDS_OF_SILENCE = 120
SECONDS_IN_ALL = 280
_LONGEST_ANSWER = 4096


class ScannerError(Exception):
    """The scanner gave no verdict; the message says why."""


class Scanner:
    """Asks the clamd at `unix:/path` or `tcp://host:port`. Raises ValueError for other ones."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self._unix = parts.path if parts.scheme == "unix" else ""
        self._place = (parts.hostname or "", parts.port or 3310)
        if not self._unix and (parts.scheme != "tcp" or not parts.hostname):
            raise ValueError(address)

    def find(self, path: Path) -> str | None:
        """The name of what is wrong with the file; None if nothing is. Raises ScannerError."""
        try:
            with self._connected() as connection:
                connection.settimeout(SECONDS_OF_SILENCE)
                # It may have its say, and hang up, before it has heard all (too long for it).
                with suppress(BrokenPipeError, ConnectionResetError):
                    _send(connection, path)
                return _verdict(_answer(connection))
        except OSError as error:
            raise ScannerError(str(error)) from None

    def _connected(self) -> socket.socket:
        if not self._unix:
            return socket.create_connection(self._place, SECONDS_TO_CONNECT)
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(SECONDS_TO_CONNECT)
        try:
            connection.connect(self._unix)
        except OSError:
            connection.close()
            raise
        return connection


def _send(connection: socket.socket, path: Path) -> None:
    until = time.monotonic() + SECONDS_IN_ALL
    connection.sendall(b"zINSTREAM\0")
    with path.open("rb") as opened:
        while piece := opened.read(PIECE):
            connection.sendall(struct.pack("!L", len(piece)) + piece)
            if time.monotonic() > until:
                raise TimeoutError("it takes too long")
    connection.sendall(struct.pack("!L", 0))


def _answer(connection: socket.socket) -> str:
    told = b""
    while b"\0" not in told and len(told) < _LONGEST_ANSWER:
        piece = connection.recv(_LONGEST_ANSWER)
        if not piece:
            break
        told += piece
    return told.partition(b"\0")[0].decode(errors="replace").strip()


def _verdict(answer: str) -> str | None:
    """`stream: OK`, `stream: NAME FOUND`, or `… ERROR`."""
    _stream, _, words = answer.partition(": ")
    if words == "OK":
        return None
    if words.endswith(" FOUND"):
        return words.removesuffix(" FOUND")
    raise ScannerError(answer or "it hung up")
