"""The technician's side without a browser, for journeys that are about the customer's."""

import urllib.request
import uuid
from typing import Any

from tests.api.streams import StreamClient


class TechnicianByWire(StreamClient):
    """The technician as the server knows them: frames in, frames out."""

    def hears(self, text: str) -> dict[str, Any]:
        """Gets a message with this text; gives its event."""
        while True:
            for event in self.events:
                if event["body"].get("text") == text:
                    return event
            self.read()

    def heard(self) -> list[str]:
        """The texts of all messages so far, in order."""
        return [event["body"]["text"] for event in self.events if event["kind"] == "message"]

    def says_all(self, *texts: str) -> None:
        """Sends messages, and waits until the last is stored."""
        client_id = ""
        for text in texts:
            client_id = self.say(text)
        self.wait("ack", client_id=client_id)

    def sends_file(self, name: str, content: bytes) -> None:
        """Sends a file, and waits until it is in the log."""
        boundary = uuid.uuid4().hex
        disposition = f'Content-Disposition: form-data; name="file"; filename="{name}"'
        form = f"--{boundary}\r\n{disposition}\r\n\r\n".encode() + content
        request = urllib.request.Request(
            f"{self.server.url}/api/v1/sessions/{self.session_id}/files",
            data=form + f"\r\n--{boundary}--\r\n".encode(),
            headers={
                "Authorization": f"Bearer {self.token}",
                "Content-Type": f"multipart/form-data; boundary={boundary}",
            },
        )
        with urllib.request.urlopen(request) as answer:
            assert answer.status == 201

    def answers_who_waits(self, *, granted: bool) -> None:
        """Lets in, or not, whoever waits now."""
        answered = {one["body"]["waiting"] for one in self.events
                    if one["kind"] in ("admitted", "refused")}  # fmt: skip
        waiting = [one["seq"] for one in self.events if one["kind"] == "waiting"]
        open_ones = [seq for seq in waiting if seq not in answered]
        seq = open_ones[0] if open_ones else self.wait("event", kind="waiting")["seq"]
        client_id = str(uuid.uuid4())
        self.send(type="admit", client_id=client_id, waiting=seq, granted=granted)
        self.wait("event", kind="admitted" if granted else "refused")

    def reads_up_to(self, event: dict[str, Any]) -> None:
        """Has seen everything up to this event."""
        self.send(type="read", seq=event["seq"])

    def types(self) -> None:
        """Presses a key."""
        self.send(type="typing")

    def ends(self) -> None:
        """Ends the session for both."""
        self.send(type="end", client_id="00000000-0000-4000-8000-000000000000")
        self.wait("event", kind="ended")
