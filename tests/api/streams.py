"""A client of the stream in words, for tests."""

import json
import socket
import uuid
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from tests.api.pictures import Picture, read_picture
from tests.running_server import RunningServer


class Refused(Exception):
    """A decision was not taken; its text is the code."""


class StreamClient:
    """One open stream; collects what comes and waits for what is asked for.

    `side` is what it says it is (`?as=`), nothing for what its token makes it.
    """

    def __init__(
        self, server: RunningServer, session_id: str, token: str, after: int = 0, side: str = ""
    ) -> None:
        self.server, self.session_id, self.token = server, session_id, token
        url = server.url.replace("http", "ws")
        self.socket: ClientConnection = connect(
            f"{url}/api/v1/sessions/{session_id}/stream?after={after}"
            + (f"&as={side}" if side else ""),
            additional_headers={"Authorization": f"Bearer {token}", "Accept-Language": "de"},
            legacy=True,
            compression=None,
            max_queue=None,  # what nobody reads must not hold up the goodbye
            max_size=None,
        )
        self.events: list[dict[str, Any]] = []
        self.passing: list[dict[str, Any]] = []
        self.welcome = self.wait("welcome")

    def send(self, **frame: object) -> None:
        """Send a frame."""
        self.socket.send(json.dumps(frame))

    def say(self, text: str, client_id: str | None = None) -> str:
        """Send a message; gives its client_id."""
        client_id = client_id or str(uuid.uuid4())
        self.send(type="message", client_id=client_id, text=text)
        return client_id

    def decide(self, frame_type: str, /, client_id: str | None = None, **facts: object) -> int:
        """Have something decided; gives the seq of what came of it. Raises Refused."""
        client_id = client_id or str(uuid.uuid4())
        self.send(type=frame_type, client_id=client_id, **facts)
        while True:
            frame = self.read()
            if frame["type"] in ("ack", "error") and frame.get("client_id") == client_id:
                break
        if frame["type"] == "error":
            raise Refused(frame["code"])
        seq: int = frame["seq"]
        return seq

    def show(self, request: int, number: int, **header: Any) -> Picture:
        """Send a picture; the first one is a key frame if nothing else is said."""
        picture = Picture(request, number, **({"is_key": number == 0} | header))
        self.socket.send(picture.encode())
        return picture

    def catch_up(self) -> "StreamClient":
        """Read all that the server has for this client once it has dealt with what was sent."""
        self.send(type="are_you_through")
        self.wait("error", code="unknown_frame")
        return self

    def got(self, frame_type: str, /) -> list[dict[str, Any]]:
        """The frames of this type that were read so far, beside the log."""
        return [frame for frame in self.passing if frame["type"] == frame_type]

    @property
    def pictures(self) -> list[Picture]:
        """The pictures that were read so far."""
        return [frame["picture"] for frame in self.got("picture")]

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

    def vanish(self) -> None:
        """Leave without a word, as a device does whose battery is empty."""
        self.socket.socket.shutdown(socket.SHUT_RDWR)

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

    def read(self, timeout: float = 10) -> dict[str, Any]:
        """The next frame, which is collected; a picture is `{type: "picture", picture}`."""
        received = self.socket.recv(timeout=timeout)
        frame: dict[str, Any]
        if isinstance(received, bytes):
            frame = {"type": "picture", "picture": read_picture(received)}
        else:
            frame = json.loads(received)
        (self.events if frame["type"] == "event" else self.passing).append(frame)
        return frame
