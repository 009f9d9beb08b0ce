"""The session's stream: a connection that comes back by itself and misses no event."""

import json
import socket
import ssl
import threading
from contextlib import suppress
from time import monotonic, time
from typing import Any, Protocol
from urllib.parse import quote

import truststore
from websockets.exceptions import ConnectionClosed, InvalidStatus, WebSocketException
from websockets.sync.client import ClientConnection, connect

from tray_app.join import Access
from tray_app.language import language

#: Seconds until the first try after a loss; each further one waits twice as long, up to the last.
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 8.0
#: The server says something at least every 20 s, and every second while something is shared.
SILENCE, IMPATIENT_SILENCE = 45.0, 5.0
LOOK_EVERY = 0.25
#: Seconds of the calendar between two looks after which this computer must have slept.
SLEPT = 10.0
LARGEST_FRAME = 1024 * 1024
#: Closed for good: by nobody's fault, another device took over, or the session is not ours.
CLOSED_FOR_GOOD = frozenset({4401, 4403, 4404, 4410})
REFUSED_FOR_GOOD = frozenset({401, 404, 410})
#: A person who waits to be let in may not listen yet.
WAITING, WAITING_PAUSE = frozenset({403, 409}), 3.0


class Listener(Protocol):
    """Who hears what the stream says; called by the stream's own thread, one call at a time."""

    def heard(self, frame: dict[str, Any]) -> None:
        """A frame came."""

    def lost(self) -> None:
        """The connection is gone, or the server says nothing any more; it is tried again."""

    def over(self) -> None:
        """The connection is gone for good."""


class Stream:
    """One side's connection to a session, as helper."""

    def __init__(self, access: Access, listener: Listener) -> None:
        self._access, self._listener = access, listener
        self.last_seq = 0
        self._is_impatient = False
        self._socket: ClientConnection | None = None
        self._closing = threading.Event()
        self._heard = 0.0
        self._thread = threading.Thread(target=self._run, name="stream", daemon=True)

    @property
    def is_impatient(self) -> bool:
        """Whether something is shared or not answered yet, so silence is noticed within seconds."""
        return self._is_impatient

    @is_impatient.setter
    def is_impatient(self, is_impatient: bool) -> None:
        if is_impatient and not self._is_impatient:
            # So far nothing had to be heard for long.
            self._heard = monotonic()
        self._is_impatient = is_impatient

    def start(self, after: int) -> None:
        """Connects, and hears all events after this one."""
        self.last_seq = after
        self._thread.start()

    def send(self, frame: dict[str, Any]) -> bool:
        """Whether the frame left."""
        return self._send(json.dumps(frame, ensure_ascii=False))

    def send_bytes(self, message: bytes) -> bool:
        """Whether the picture left."""
        return self._send(message)

    def close(self) -> None:
        """Leaves, without waiting for the server."""
        self._closing.set()
        self._drop()

    def _send(self, message: str | bytes) -> bool:
        connection = self._socket
        if connection is None:
            return False
        try:
            connection.send(message)
        except (ConnectionClosed, OSError):
            return False
        return True

    # The thread

    def _run(self) -> None:
        pause = FIRST_PAUSE
        while not self._closing.is_set():
            connected = False
            try:
                with self._connected() as connection:
                    connected = True
                    self._listen(connection)
            except ConnectionClosed as closed:
                if closed.rcvd and closed.rcvd.code in CLOSED_FOR_GOOD:
                    break
            except InvalidStatus as refused:
                status = refused.response.status_code
                if status in REFUSED_FOR_GOOD:
                    break
                pause = max(pause, WAITING_PAUSE) if status in WAITING else pause
            except (WebSocketException, OSError):
                pass
            finally:
                self._socket = None
            if self._closing.is_set():
                break
            self._listener.lost()
            pause = FIRST_PAUSE if connected else pause
            self._closing.wait(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
        if not self._closing.is_set():
            self._listener.over()

    def _connected(self) -> ClientConnection:
        url = self._access.server_url.replace("http", "ws", 1)
        secure = url.startswith("wss:")
        connection = connect(
            f"{url}/api/v1/sessions/{quote(self._access.session_id, safe='')}/stream"
            f"?after={self.last_seq}&as=helper",
            additional_headers={
                "Authorization": f"Bearer {self._access.token}",
                "Accept-Language": language(),
            },
            # What the operating system trusts, as for every other call (server_call.py).
            ssl=truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT) if secure else None,
            compression=None,
            open_timeout=5,
            close_timeout=1,
            # The server pings; and silence is measured here.
            ping_interval=None,
            max_size=LARGEST_FRAME,
            legacy=True,
        )
        self._heard = monotonic()
        self._socket = connection
        return connection

    def _listen(self, connection: ClientConnection) -> None:
        looked = time()
        while not self._closing.is_set():
            before, looked = looked, time()
            if looked - before > SLEPT:
                # Whatever became of the connection meanwhile, a new one is sooner than finding out.
                self._drop()
                return
            try:
                message = connection.recv(timeout=LOOK_EVERY)
            except TimeoutError:
                patience = IMPATIENT_SILENCE if self._is_impatient else SILENCE
                if monotonic() - self._heard > patience:
                    self._drop()
                    return
                continue
            self._heard = monotonic()
            frame = _decoded(message)
            if frame is not None:
                self._take(frame)

    def _take(self, frame: dict[str, Any]) -> None:
        if frame["type"] == "event":
            self.last_seq = max(self.last_seq, frame["seq"])
        self._listener.heard(frame)

    def _drop(self) -> None:
        """Cuts the connection; a proper goodbye would wait for a server that may hang."""
        connection, self._socket = self._socket, None
        if connection:
            with suppress(OSError):
                connection.socket.shutdown(socket.SHUT_RDWR)


def _decoded(message: str | bytes) -> dict[str, Any] | None:
    """The frame, None for what is none."""
    try:
        frame = json.loads(message)
    except ValueError:
        return None
    return frame if isinstance(frame, dict) and isinstance(frame.get("type"), str) else None
