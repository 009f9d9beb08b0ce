"""A customer's browser or tray app on the wire, which shares pictures and takes input."""

from typing import Any, Literal

from tests.api.pictures import Picture
from tests.api.streams import StreamClient
from tests.journeys.console.film import Colour, Film
from tests.running_server import RunningServer

Size = tuple[int, int]
ORDINARY: Size = (640, 360)


class Sharer(StreamClient):
    """Somebody at the customer's: the browser ("customer") or the tray app ("helper")."""

    def __init__(
        self, server: RunningServer, joined: dict[str, Any], side: Literal["customer", "helper"]
    ) -> None:
        super().__init__(server, joined["session_id"], joined["token"], side=side)
        self.request = 0
        self.codecs: list[str] = []
        self.number = -1
        self.film: Film | None = None

    # The question

    def is_asked(self, permission: str) -> int:
        """Reads the question; gives its request."""
        question = self.wait("event", kind="requested")
        assert question["body"]["permission"] == permission
        return int(question["seq"])

    def answers(self, request: int, *, granted: bool, reason: str = "person") -> None:
        """Says yes or no."""
        self.decide("answer", request=request, granted=granted, reason=reason)

    def withdraws(self, permission: str) -> None:
        """Stops what was granted."""
        self.decide("withdraw", permission=permission)

    # The picture

    def shares(self, request: int, source: str) -> None:
        """Begins to share, and waits until somebody looks."""
        self.begins_to_share(request, source)
        self.is_watched()

    def begins_to_share(self, request: int, source: str) -> None:
        """Begins to share, whoever looks."""
        self.request = request
        self.decide("share", request=request, source=source)

    def is_watched(self, **facts: Any) -> dict[str, Any]:
        """Hears that somebody looks, or needs a key frame."""
        if not facts and self.got("watch"):
            return self._begins_anew(self.got("watch")[-1])
        return self._begins_anew(self.wait("watch", request=self.request, **facts))

    def is_asked_for_a_key_frame(self) -> dict[str, Any]:
        """Hears that somebody looks, or can't go on without one; gives the frame."""
        return self._begins_anew(self.wait("watch", request=self.request))

    def shows(
        self, colour: Colour, *, codec: str = "", size: Size = ORDINARY, source: int = 0
    ) -> None:
        """Sends a picture of this colour, and hears that it was drawn.

        Who needs a key frame meanwhile gets one, as from every sharer.
        """
        while True:
            asked = len(self.got("watch"))
            self.sends_picture(colour, codec=codec, size=size, source=source)
            self.wait("shown", number=self.number)
            if len(self.catch_up().got("watch")) == asked:
                return
            self._begins_anew(self.got("watch")[-1])

    def sends_picture(
        self, colour: Colour, *, codec: str = "", size: Size = ORDINARY, source: int = 0
    ) -> None:
        """Sends a picture; in the first codec that is understood, unless told otherwise."""
        wanted = codec or self.codecs[0]
        if self.film is None or (self.film.codec, self.film.size) != (wanted, size):
            self.film = Film(wanted, size)
        chunk, is_key = self.film.picture(colour)
        self.sends_chunk(chunk, is_key=is_key, codec=wanted, size=size, source=source)

    def sends_chunk(
        self, chunk: bytes, *, is_key: bool, codec: str, size: Size = ORDINARY, source: int = 0
    ) -> None:
        """Sends these bytes as the next picture."""
        self.number += 1
        width, height = size
        picture = Picture(
            self.request, self.number, is_key, source, codec, width, height, chunk=chunk
        )
        self.socket.send(picture.encode())

    def loses_a_picture(self, colour: Colour) -> None:
        """Encodes a picture that never arrives."""
        assert self.film
        self.film.picture(colour)
        self.number += 1

    def tells(self, frame_type: str, **facts: Any) -> None:
        """Says something about the picture: sources, cursor, condition, clipboard."""
        self.send(type=frame_type, request=self.request, **facts)

    # What the technician does

    def is_given(self, *actions: dict[str, Any], but_for: str = "") -> None:
        """Hears exactly these actions next, in this order; those of type `but_for` do not count."""
        heard: list[dict[str, Any]] = []
        while len(heard) < len(actions):
            action = self.wait("input", request=self.request)["action"]
            if action["type"] != but_for:
                heard.append(action)
        assert heard == list(actions)

    def hears_input(self, **facts: Any) -> dict[str, Any]:
        """The next action with these facts."""
        while True:
            action: dict[str, Any] = self.wait("input", request=self.request)["action"]
            if facts.items() <= action.items():
                return action

    def heard_no_input(self) -> None:
        """Got no action at all, and whatever is on its way."""
        assert self.catch_up().got("input") == []

    # Private

    def _begins_anew(self, watched: dict[str, Any]) -> dict[str, Any]:
        self.codecs = watched["codecs"]
        self.film = None
        return watched
