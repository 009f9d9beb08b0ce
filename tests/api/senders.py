"""Somebody who sends and fetches files over HTTP, as scripts do."""

import base64
import http.client
import uuid
from typing import Any

import msgspec
import requests

from tests.running_server import RunningServer

TIMEOUT = 60


class Answer(msgspec.Struct, frozen=True):
    """What the server said."""

    status: int
    headers: Any
    body: bytes

    @property
    def json(self) -> Any:
        """The body, decoded."""
        return msgspec.json.decode(self.body)

    @property
    def code(self) -> str:
        """The code of a refusal."""
        return str(self.json["code"])


class Sender:
    """One side of a session with its token."""

    def __init__(self, server: RunningServer, session: str, token: str) -> None:
        self._server = server
        self._token = token
        self.path = f"/api/v1/sessions/{session}"

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        """A call below the session; names of headers with _ for -."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        address = path if path.startswith("/api/") else self.path + path
        answer = requests.request(
            method, self._server.url + address, data=body, headers=self._headers(named),
            timeout=TIMEOUT,
        )  # fmt: skip
        return Answer(answer.status_code, answer.headers, answer.content)

    def send(self, name: str, content: bytes, **fields: str) -> Answer:
        """A file in one request."""
        answer = requests.post(
            self._server.url + self.path + "/files", files={"file": (name, content)}, data=fields,
            headers=self._headers({}), timeout=TIMEOUT,
        )  # fmt: skip
        return Answer(answer.status_code, answer.headers, answer.content)

    def announce(self, name: str, length: int, client_id: str | None = None) -> Answer:
        """Begin a resumable upload."""
        client_id = client_id or str(uuid.uuid4())
        return self.ask(
            "POST", "/uploads", Upload_Length=str(length),
            Upload_Metadata=metadata(filename=name, client_id=client_id),
        )  # fmt: skip

    def begin(self, name: str, length: int, client_id: str | None = None) -> str:
        """The address of a new resumable upload."""
        answer = self.announce(name, length, client_id)
        assert answer.status == 201, answer.body
        return str(answer.headers["Location"])

    def append(self, address: str, offset: int, content: Any) -> Answer:
        """Send some of it."""
        return self.ask(
            "PATCH", address, content, Upload_Offset=str(offset),
            Content_Type="application/offset+octet-stream",
        )  # fmt: skip

    def offset(self, address: str) -> int:
        """How much the server has."""
        answer = self.ask("HEAD", address)
        assert answer.status == 200, answer.status
        return int(answer.headers["Upload-Offset"])

    def upload(self, name: str, content: bytes) -> Answer:
        """A whole file by the resumable way: the last answer."""
        return self.append(self.begin(name, len(content)), 0, content)

    def upload_or_refusal(self, name: str, content: bytes) -> Answer:
        """The same; where it is refused from the start, that answer."""
        announced = self.announce(name, len(content))
        if announced.status != 201:
            return announced
        return self.append(announced.headers["Location"], 0, content)

    def files(self) -> list[dict[str, Any]]:
        """The files of the session."""
        listed: list[dict[str, Any]] = self.ask("GET", "/files").json["files"]
        return listed

    def starts_appending(
        self, address: str, offset: int, length: int, content: bytes
    ) -> http.client.HTTPConnection:
        """Promise `length` bytes, send only `content`: the connection, which waits."""
        connection = http.client.HTTPConnection("127.0.0.1", self._server.port, timeout=TIMEOUT)
        connection.putrequest("PATCH", address)
        headers = {
            "Content-Type": "application/offset+octet-stream",
            "Upload-Offset": str(offset),
            "Content-Length": str(length),
        }
        for name, value in self._headers(headers).items():
            connection.putheader(name, value)
        connection.endheaders()
        connection.send(content)
        return connection

    def _headers(self, more: dict[str, str]) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._token}", "Accept-Language": "de"} | more


def metadata(**told: str) -> str:
    """`Upload-Metadata` as tus wants it."""
    return ",".join(
        f"{name} {base64.b64encode(value.encode()).decode()}" for name, value in told.items()
    )
