"""The technician's side without a browser, for journeys that are about the customer's."""

from typing import Any

from tests.api.streams import StreamClient


class TechnicianByWire(StreamClient):
    """The technician as the server knows them: frames in, frames out."""

    def hears(self, text: str) -> dict[str, Any]:
        """Gets a message with this text; gives its event."""
        for event in self.events:
            if event["body"].get("text") == text:
                return event
        return self.wait("event", kind="message", body={"text": text})

    def heard(self) -> list[str]:
        """The texts of all messages so far, in order."""
        return [event["body"]["text"] for event in self.events if event["kind"] == "message"]

    def says_all(self, *texts: str) -> None:
        """Sends messages, and waits until the last is stored."""
        client_id = ""
        for text in texts:
            client_id = self.say(text)
        self.wait("ack", client_id=client_id)

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
