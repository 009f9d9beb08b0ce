"""A gateway for SMS on this machine: takes them, refuses them, hangs."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class SmsGateway:
    """Listens where `json://127.0.0.1:PORT/sms/{number}` leads; does as it is told."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str]] = []
        self.answers: list[int] = []
        self.says = b""
        self.goes_on = threading.Event()
        self.goes_on.set()
        self.is_asked = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        """As an administrator sets it; half a second must do for an answer."""
        return f"json://user:geheim123@127.0.0.1:{self.port}/sms/{{number}}?rto=0.5"

    def link(self) -> str:
        """The link in the newest SMS."""
        _number, text = self.sent[-1]
        return next(word for word in text.split() if "/j#" in word)

    def reset(self) -> None:
        """From here on it takes everything again."""
        self.sent.clear()
        self.answers.clear()
        self.says = b""
        self.goes_on.set()
        self.is_asked.clear()

    def close(self) -> None:
        """Nobody listens any more."""
        self.goes_on.set()
        self._server.shutdown()
        self._server.server_close()

    def _handler(gateway) -> type[BaseHTTPRequestHandler]:  # noqa: N805
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                text = json.loads(self.rfile.read(length))["message"]
                gateway.sent.append((self.path.removeprefix("/sms/"), text))
                gateway.is_asked.set()
                gateway.goes_on.wait()
                status = gateway.answers.pop(0) if gateway.answers else 200
                try:
                    self.send_response(status)
                    self.send_header("Content-Length", str(len(gateway.says)))
                    self.end_headers()
                    self.wfile.write(gateway.says)
                except OSError:
                    pass  # who asked has given up

            def log_message(self, *_args: object) -> None:
                pass

        return Handler


@contextmanager
def sms_gateway() -> Iterator[SmsGateway]:
    """A gateway, closed afterwards."""
    gateway = SmsGateway()
    try:
        yield gateway
    finally:
        gateway.close()
