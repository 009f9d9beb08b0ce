"""A server that takes uploads by tus 1.0 and can be told to fail: for the uploader's own tests."""

import base64
import json
import threading
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tests.running_server import free_port

SCRIPTS = Path(__file__).parents[2] / "server" / "static" / "js"
PATH = "/api/v1/sessions/s/uploads"


class TusServer:
    """Serves an empty page, the scripts and the uploads; remembers all that was asked."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.uploads: dict[str, dict[str, Any]] = {}
        self.asked: list[str] = []
        self.cuts_after: int | None = None
        self.answers: dict[str, list[tuple[int, dict[str, str] | None]]] = {}
        self.gate = threading.Event()
        self.gate.set()
        self._http: ThreadingHTTPServer | None = None

    def start(self) -> None:
        """Serve."""
        handler = type("Bound", (_Handler,), {"tus": self})
        self._http = ThreadingHTTPServer(("127.0.0.1", self.port), handler)
        threading.Thread(target=self._http.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """Nobody answers any more."""
        self.gate.set()
        if self._http:
            self._http.shutdown()
            self._http.server_close()
            self._http = None

    def answers_once(self, method: str, status: int, code: str = "") -> None:
        """The next call by this method gets this answer."""
        problem = {"code": code, "title": "Geht nicht", "detail": "Bitte anders."} if code else None
        self.answers.setdefault(method, []).append((status, problem))

    def received(self) -> list[bytes]:
        """What each upload has got, in the order of their beginning."""
        return [bytes(upload["bytes"]) for upload in self.uploads.values()]


class _Handler(BaseHTTPRequestHandler):
    tus: TusServer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        if self.path.startswith("/static/"):
            script = (SCRIPTS / self.path.rpartition("/js/")[2]).read_bytes()
            return self._answer(200, {"Content-Type": "text/javascript"}, script)
        return self._answer(200, {"Content-Type": "text/html"}, b"<!DOCTYPE html><html lang=de>")

    def do_POST(self) -> None:
        if self._begin():
            return
        name = uuid.uuid4().hex
        pairs = (pair.split(" ") for pair in self.headers["Upload-Metadata"].split(","))
        facts = {key: base64.b64decode(value).decode() for key, value in pairs}
        length = int(self.headers["Upload-Length"])
        got = {"length": length, "bytes": bytearray(), "in_use": threading.Lock()}
        self.tus.uploads[name] = got | facts
        self._answer(201, {"Location": f"{PATH}/{name}"})

    def do_HEAD(self) -> None:
        upload = None if self._begin() else self._upload()
        if upload is not None:
            self._answer(200, {"Upload-Offset": str(len(upload["bytes"]))})

    def do_PATCH(self) -> None:
        upload = None if self._begin() else self._upload()
        if upload is None:
            return None
        # One at a time, as for the real server: what came for a page that is gone may still arrive.
        with upload["in_use"]:
            self.tus.gate.wait()
            if int(self.headers["Upload-Offset"]) != len(upload["bytes"]):
                return self._problem(409, {"code": "wrong_offset"})
            return self._take(upload)

    def _take(self, upload: dict[str, Any]) -> None:
        left = int(self.headers["Content-Length"])
        while left:
            upload["bytes"] += (got := self.rfile.read(min(left, 65536)))
            left -= len(got)
            if self.tus.cuts_after is not None and len(upload["bytes"]) >= self.tus.cuts_after:
                self.tus.cuts_after = None
                return self._hang_up()
        return self._answer(204, {"Upload-Offset": str(len(upload["bytes"]))})

    def do_DELETE(self) -> None:
        upload = None if self._begin() else self._upload()
        if upload is None:
            return
        self.tus.uploads.pop(self.path.partition("?")[0].rpartition("/")[2])
        self._answer(204, {})

    def log_message(self, *_words: object) -> None:
        """Nothing."""

    def _begin(self) -> bool:
        """Writes down what is asked; whether that has been answered already."""
        self.tus.asked.append(self.command)
        answers = self.tus.answers.get(self.command)
        if not answers:
            return False
        status, problem = answers.pop(0)
        self._problem(status, problem)
        return True

    def _upload(self) -> dict[str, Any] | None:
        name = self.path.partition("?")[0].rpartition("/")[2]
        if name not in self.tus.uploads:
            self._problem(404, {"code": "unknown_upload"})
            return None
        return self.tus.uploads[name]

    def _problem(self, status: int, problem: dict[str, str] | None) -> None:
        self.close_connection = True
        body = json.dumps(problem).encode() if problem and self.command != "HEAD" else b""
        self._answer(status, {"Connection": "close"}, body)

    def _answer(self, status: int, headers: dict[str, str], body: bytes = b"") -> None:
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(body))} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _hang_up(self) -> None:
        self.close_connection = True
        self.connection.shutdown(2)
