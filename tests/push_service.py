"""A push service on this machine, and browsers that subscribe at it."""

import base64
import hashlib
import http.client
import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Queue
from typing import Any

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec

from server.push.keys import encode_point


class Arrived:
    """A push as it came: the last part of its address, headers, encrypted body."""

    def __init__(self, name: str, headers: http.client.HTTPMessage, body: bytes) -> None:
        self.name, self.headers, self.body = name, headers, body


class PushService:
    """Listens where `endpoint(…)` leads; answers as it is told, 201 else."""

    def __init__(self) -> None:
        self.arrived: Queue[Arrived] = Queue()
        self.answers: list[int] = []
        self.goes_on = threading.Event()
        self.goes_on.set()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.origin = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def next(self) -> Arrived:
        """The push that comes next, or came meanwhile."""
        return self.arrived.get(timeout=20)

    def close(self) -> None:
        """Nobody listens any more."""
        self.goes_on.set()
        self._server.shutdown()
        self._server.server_close()

    def _handler(service) -> type[BaseHTTPRequestHandler]:  # noqa: N805
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                name = self.path.removeprefix("/send/")
                service.arrived.put(Arrived(name, self.headers, body))
                service.goes_on.wait()
                status = service.answers.pop(0) if service.answers else 201
                try:
                    self.send_response(status)
                    if status == 307:
                        self.send_header("Location", f"{service.origin}/send/elsewhere")
                    self.send_header("Content-Length", "0")
                    self.end_headers()
                except OSError:
                    pass  # who asked has given up

            def log_message(self, *_args: object) -> None:
                pass

        return Handler


class SubscribedBrowser:
    """A browser's side of a subscription: its address at the service, and its keys."""

    def __init__(self, service: PushService, name: str = "browser") -> None:
        self.service = service
        self.name = name
        self.endpoint = f"{service.origin}/send/{name}"
        self.id = hashlib.sha256(self.endpoint.encode()).hexdigest()
        self._private = ec.generate_private_key(ec.SECP256R1())
        self._auth = os.urandom(16)

    @property
    def subscription(self) -> dict[str, Any]:
        """As `PushSubscription.toJSON()` gives it."""
        keys = {"p256dh": encode_point(self._private.public_key()), "auth": _encoded(self._auth)}
        return {"endpoint": self.endpoint, "keys": keys}

    def is_told(self) -> dict[str, Any]:
        """What the next push says; it is this browser's."""
        arrived = self.service.next()
        assert arrived.name == self.name
        return self.read(arrived)

    def read(self, arrived: Arrived) -> dict[str, Any]:
        """What a push says, decrypted as browsers do."""
        text = http_ece.decrypt(
            arrived.body, private_key=self._private, auth_secret=self._auth, version="aes128gcm"
        )
        told: dict[str, Any] = json.loads(text)
        return told


@contextmanager
def push_service() -> Iterator[PushService]:
    """A service, closed afterwards."""
    service = PushService()
    try:
        yield service
    finally:
        service.close()


def _encoded(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()
