"""A client of the stream in words, for tests."""

import json
import uuid
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from tests.running_server import RunningServer


class StreamClient:
    """One open stream; collects what comes and waits for what is asked for."""

    def __init__(self, server: RunningServer, session_id: str, token: str, after: int = 0) -> None:
        self.server, self.session_id, self.token = server, session_id, token
        url = server.url.replace("http", "ws")
        self.socket: ClientConnection = connect(
            f"{url}/api/v1/sessions/{session_id}/stream?after={after}",
            additional_headers={"Authorization": f"Bearer {token}", "Accept-Language": "de"},
            legacy=True,
            compression=None,
            max_queue=None,  # what nobody reads must not hold up the goodbye
        )
        self.welcome = self.wait("welcome")
        self.events: list[dict[str, Any]] = []

    def send(self, **frame: object) -> None:
        """Send a frame."""
        self.socket.send(json.dumps(frame))

    def say(self, text: str, client_id: str | None = None) -> str:
        """Send a message; gives its client_id."""
        client_id = client_id or str(uuid.uuid4())
        self.send(type="message", client_id=client_id, text=text)
        return client_id

    def wait(self, frame_type: str, /, **facts: object) -> dict[str, Any]:
        """The next frame of this type with these facts; events on the way are collected."""
        while True:
            frame = self.read()
            if frame["type"] == frame_type and facts.items() <= frame.items():
                return frame

    def wait_for_any(self, *frame_types: str) -> dict[str, Any]:
        """The next frame of one of these types; events on the way are collected."""
        while True:
            frame = self.read()
            if frame["type"] in frame_types:
                return frame

    def wait_for_seq(self, seq: int) -> list[dict[str, Any]]:
        """All events so far, once this one is among them."""
        if not any(event["seq"] >= seq for event in self.events):
            self.wait("event", seq=seq)
        return self.events

    def closed_with(self) -> int:
        """The code that the server closes with."""
        try:
            while True:
                self.socket.recv(timeout=10)
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else 1006

    def close(self) -> None:
        """Leave."""
        self.socket.close()

    def agrees_with_the_log(self) -> None:
        """What this client built from its stream equals what a fresh load gives."""
        _status, page = self.server.call(
            "GET", f"/sessions/{self.session_id}/events", token=self.token
        )
        streamed = [{k: v for k, v in event.items() if k != "type"} for event in self.events]
        assert streamed == page["events"][-len(streamed) :]
        assert [event["seq"] for event in streamed] == list(
            range(page["last_seq"] - len(streamed) + 1, page["last_seq"] + 1)
        )

    def read(self) -> dict[str, Any]:
        """The next frame; an event is collected."""
        frame: dict[str, Any] = json.loads(self.socket.recv(timeout=10))
        if frame["type"] == "event":
            self.events.append(frame)
        return frame
