"""What the technician said while the customer had no chat open to read it in."""

from dataclasses import dataclass
from typing import Any

#: What is worth a word: something said, something sent, a question that runs out unanswered.
KINDS = frozenset({"message", "file", "requested"})
LONGEST = 200


@dataclass(frozen=True)
class News:
    """The last thing that was said: its event's kind, who said it, and the text or file name."""

    seq: int
    kind: str
    technician: str
    text: str


class Unread:
    """Folds a stream's frames: what waits for the customer, as long as no chat is open."""

    def __init__(self) -> None:
        # Nothing is known before the first welcome.
        self._is_chat_open = True
        self._read = 0
        self._last: News | None = None

    @property
    def news(self) -> News | None:
        """The newest of what nobody has read, None where there is nothing or a chat is open."""
        if self._is_chat_open or self._last is None or self._last.seq <= self._read:
            return None
        return self._last

    def heard(self, frame: dict[str, Any]) -> None:
        """Takes in a frame of whatever kind."""
        kind = frame["type"]
        if kind == "welcome":
            session = frame.get("session") or {}
            self._is_chat_open = (session.get("presence") or {}).get("customer") is not False
            self._seen((session.get("read") or {}).get("customer"))
        elif kind == "presence" and frame.get("role") == "customer":
            self._is_chat_open = frame.get("present") is not False
        elif kind == "read" and frame.get("role") == "customer":
            self._seen(frame.get("seq"))
        elif kind == "event":
            self._event(frame)

    def _seen(self, seq: object) -> None:
        if isinstance(seq, int):
            self._read = max(self._read, seq)

    def _event(self, event: dict[str, Any]) -> None:
        author = event.get("author") or {}
        if author.get("role") == "customer":
            # Whoever writes has seen what stood above.
            self._seen(event["seq"])
        elif event.get("kind") in KINDS and author.get("role") == "technician":
            body = event.get("body") or {}
            text = " ".join(str(body.get("text") or body.get("name") or "").split())
            self._last = News(event["seq"], event["kind"], str(author.get("name", "")), _cut(text))


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
