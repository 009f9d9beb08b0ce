"""A technician who looks at a controlled computer: a real stream, and decoded pixels."""

import json
import threading
import time
import uuid
from collections.abc import Callable
from typing import Any

import av
import numpy as np
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from tests.api.pictures import Picture, read_picture
from tests.running_server import RunningServer
from tests.tray.desktop import wait_for

Colour = tuple[int, int, int]


class WatchingTechnician:
    """Asks for control, watches as the console does, and has the newest picture in colours."""

    def __init__(self, server: RunningServer, session_id: str, token: str = "") -> None:
        url = server.url.replace("http", "ws")
        self.socket = connect(
            f"{url}/api/v1/sessions/{session_id}/stream?after=0&as=technician",
            additional_headers={"Authorization": f"Bearer {token or server.token}"},
            legacy=True,
            compression=None,
            max_queue=None,
            max_size=None,
        )
        self.request = 0
        self.codecs = ["h264", "vp8"]
        self.frames: list[dict[str, Any]] = []
        self.pictures: list[Picture] = []
        #: How many frames there were already when each of the pictures came.
        self._came_after: list[int] = []
        self.shows, self.shown = True, -1
        self._image: np.ndarray[Any, Any] | None = None
        self._decoder: Any = None
        self._acks: dict[str, dict[str, Any]] = {}
        threading.Thread(target=self._listen, daemon=True).start()

    # What they do

    def decide(self, kind: str, **facts: object) -> int:
        """Has something decided; gives the seq of what came of it."""
        client_id = str(uuid.uuid4())
        self.send(type=kind, client_id=client_id, **facts)
        ack = wait_for(f"an answer to {kind}", lambda: self._acks.get(client_id))
        assert ack["type"] == "ack", ack
        seq: int = ack["seq"]
        return seq

    def ask_for_control(self) -> int:
        """Asks; gives the number of the request."""
        self.request = self.decide("request", permission="control")
        return self.request

    def watch(self, source: int = 0) -> None:
        """Begins to look, or wants a key frame or another monitor."""
        self._decoder = None
        self.send(type="watch", request=self.request, codecs=self.codecs, source=source)

    def do(self, **action: object) -> None:
        """Does something with the customer's mouse or keys."""
        self.send(type="input", request=self.request, action=action)

    def send(self, **frame: object) -> None:
        """Sends a frame."""
        self.socket.send(json.dumps(frame))

    def close(self) -> None:
        """Leaves."""
        self.socket.close()

    # What they see

    def got(self, kind: str, /, **facts: object) -> list[dict[str, Any]]:
        """The frames of this type with these facts, so far."""
        return [
            frame
            for frame in list(self.frames)
            if frame["type"] == kind and facts.items() <= frame.items()
        ]

    def events(self, kind: str) -> list[dict[str, Any]]:
        """What happened of this kind, so far."""
        return self.got("event", kind=kind)

    def wait(self, kind: str, /, **facts: object) -> dict[str, Any]:
        """The first frame of this type with these facts."""
        return wait_for(f"{kind} {facts}", lambda: next(iter(self.got(kind, **facts)), None))

    def wait_for_event(self, kind: str, /, **facts: object) -> dict[str, Any]:
        """The first event of this kind whose body has these facts."""

        def found() -> dict[str, Any] | None:
            events = self.events(kind)
            return next((one for one in events if facts.items() <= one["body"].items()), None)

        return wait_for(f"event {kind} {facts}", found)

    def sees_the_app(self) -> None:
        """Knows that the tray app takes part, since it came or they did."""

        def is_there() -> bool:
            told = self.got("presence", role="helper", present=True)
            welcomes = self.got("welcome")
            return bool(told) or any(one["session"]["presence"]["helper"] for one in welcomes)

        wait_for("the app in the session", is_there)

    def colour_at(self, x: float, y: float) -> Colour | None:
        """What the newest picture has there (0…1), None while there is none."""
        image = self._image
        if image is None:
            return None
        height, width = image.shape[:2]
        red, green, blue = image[int(y * (height - 1)), int(x * (width - 1))]
        return int(red), int(green), int(blue)

    def spot(self, colour: Colour) -> tuple[int, int] | None:
        """The middle of what has this colour in the newest picture."""
        image = self._image
        if image is None:
            return None
        rows, columns = np.nonzero(np.abs(image.astype(int) - colour).max(axis=2) < 40)
        if len(rows) < 50:
            return None
        return (
            int(columns.min() + columns.max()) // 2,
            int(rows.min() + rows.max()) // 2,
        )

    def sees(self, colour: Colour, x: float = 0.5, y: float = 0.5) -> None:
        """Has this colour there before their eyes, soon."""
        wait_for(f"{colour} at {x}, {y}", lambda: is_like(self.colour_at(x, y), colour))

    def size(self) -> tuple[int, int] | None:
        """Width and height of the newest picture."""
        return None if self._image is None else (self._image.shape[1], self._image.shape[0])

    def is_through(self) -> None:
        """Has everything that the server had for them until now."""
        before = len(self.got("error", code="unknown_frame"))
        self.send(type="are_you_through")
        wait_for("the answer", lambda: len(self.got("error", code="unknown_frame")) > before)

    def pictures_taken(self, since: float, until: float = float("inf")) -> list[Picture]:
        """The pictures of this time (in seconds since 1970), so far."""
        return [one for one in self.pictures if since < one.time / 1e6 < until]

    def pictures_after(self, frame: dict[str, Any]) -> list[Picture]:
        """The pictures that came later than this frame, so far."""
        place = next(at for at, one in enumerate(self.frames) if one is frame)
        counts = zip(self.pictures, self._came_after, strict=False)
        return [picture for picture, count in counts if count > place]

    def show(self) -> None:
        """Says that the newest picture is before their eyes."""
        newest = self.pictures[-1]
        self.shown = newest.number
        self.send(type="shown", request=newest.request, number=newest.number)

    @property
    def on_their_way(self) -> int:
        """How many pictures were sent that they did not call shown."""
        return self.pictures[-1].number - self.shown

    # Private

    def _listen(self) -> None:
        try:
            for message in self.socket:
                if isinstance(message, bytes):
                    self._take(read_picture(message))
                else:
                    frame = json.loads(message)
                    self.frames.append(frame)
                    # The event of it has its client_id, too, and may come first.
                    if frame["type"] in ("ack", "error") and "client_id" in frame:
                        self._acks[frame["client_id"]] = frame
        except ConnectionClosed:
            pass

    def _take(self, picture: Picture) -> None:
        self._came_after.append(len(self.frames))
        self.pictures.append(picture)
        if picture.is_key:
            self._decoder = av.CodecContext.create(picture.codec, "r")
            self._decoder.thread_count = 1
        if self._decoder is None:
            return
        for frame in self._decoder.decode(av.Packet(picture.chunk)):
            self._image = frame.to_ndarray(format="rgb24")
        if self.shows:
            self.show()


def is_like(seen: Colour | None, colour: Colour, tolerance: int = 24) -> bool:
    """Whether a decoded colour is this one; video blurs a little."""
    return seen is not None and all(
        abs(one - other) <= tolerance for one, other in zip(seen, colour, strict=True)
    )


def until(what: str, holds: Callable[[], object], seconds: float) -> float:
    """The seconds it took until this holds; fails where it takes longer."""
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        if holds():
            return time.monotonic() - began
        time.sleep(0.02)
    raise AssertionError(f"not within {seconds} s: {what}")
