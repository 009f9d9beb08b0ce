"""A request whose body comes when it is told to."""

import http.client
import json
from typing import Any
from urllib.parse import urlsplit

from tests.running_server import RunningServer


class LateBody:
    """Has sent its headers; the server waits for the rest."""

    def __init__(self, server: RunningServer, path: str, body: object, token: str = "") -> None:
        self._body = json.dumps(body).encode()
        self._connection = http.client.HTTPConnection(urlsplit(server.url).netloc)
        self._connection.putrequest("POST", f"/api/v1{path}")
        self._connection.putheader("Content-Type", "application/json")
        self._connection.putheader("Content-Length", str(len(self._body)))
        if token:
            self._connection.putheader("Authorization", f"Bearer {token}")
        self._connection.endheaders()

    def finish(self) -> tuple[int, Any]:
        """Send the body: (status, decoded JSON)."""
        self._connection.send(self._body)
        answer = self._connection.getresponse()
        status, text = answer.status, answer.read()
        self._connection.close()
        return status, json.loads(text)
