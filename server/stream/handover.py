"""Takes a WebSocket's socket out of the web server, so that no greenlet has to stay with it."""

import base64
import binascii
import socket
from contextlib import suppress
from typing import Any

import flask_sock
from gevent.pywsgi import WSGIHandler
from simple_websocket import Server
from websockets.utils import accept_key

from server.domain.refusal import Refusal

_HANDLER = "beistand.handler"
# Who opens a connection and says nothing for so long in the middle of it is hung up on.
SILENCE_SECONDS = 60


class HandoverServer(Server):  # type: ignore[misc]
    """flask-sock's server object, reduced to the handshake; afterwards the socket is free.

    Nothing of simple-websocket's own reading and writing runs: it keeps a thread and 40 KiB for
    each socket (docs/decisions/0003).
    """

    mode = "gevent"

    def __init__(self, environ: dict[str, Any], **_options: Any) -> None:
        handler: TakeableHandler = environ[_HANDLER]
        key = _check_handshake(environ)
        answer = (
            "HTTP/1.1 101 Switching Protocols\r\n"
            "Upgrade: websocket\r\n"
            "Connection: Upgrade\r\n"
            f"Sec-WebSocket-Accept: {accept_key(key)}\r\n\r\n"
        )
        self.socket = handler.take_socket()
        self.socket.sendall(answer.encode())

    def close(self, reason: int | None = None, message: str | None = None) -> None:
        """Nothing: the connection outlives the request that opened it."""


# flask-sock has no option for the class of its server objects.
flask_sock.Server = HandoverServer


class TakeableHandler(WSGIHandler):
    """pywsgi's handler that can give its socket away, with Nagle's delay switched off."""

    _is_taken = False

    def get_environ(self) -> dict[str, Any]:
        environ: dict[str, Any] = super().get_environ()
        environ[_HANDLER] = self
        return environ

    def handle(self) -> None:
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.settimeout(SILENCE_SECONDS)
        super().handle()

    def take_socket(self) -> socket.socket:
        """The client's socket as a plain one; this handler has none any more."""
        taken = socket.socket(fileno=self.socket.detach())
        self._is_taken = True
        return taken

    def handle_one_request(self) -> Any:
        result = super().handle_one_request()
        if self._is_taken:
            self.__dict__["socket"] = None  # so that `handle` neither reads nor closes it
            return None
        return result

    def log_request(self) -> None:
        """Nothing: requests are logged by the application, without secrets in their paths."""


def end_body(environ: dict[str, Any]) -> None:
    """Have the request's body end here: who reads it gets no more of it."""
    handler: TakeableHandler = environ[_HANDLER]
    with suppress(OSError):
        handler.socket.shutdown(socket.SHUT_RD)


def _check_handshake(environ: dict[str, Any]) -> str:
    """The client's key (RFC 6455, 4.2.1). Raises Refusal `websocket_needed`."""
    upgrade = environ.get("HTTP_UPGRADE", "").lower()
    key = environ.get("HTTP_SEC_WEBSOCKET_KEY", "")
    try:
        nonce = base64.b64decode(key, validate=True)
    except (binascii.Error, ValueError):
        nonce = b""
    version = environ.get("HTTP_SEC_WEBSOCKET_VERSION")
    if upgrade != "websocket" or len(nonce) != 16 or version != "13":
        raise Refusal("websocket_needed")
    return str(key)
