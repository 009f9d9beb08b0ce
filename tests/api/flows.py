"""What gets through at a moment: all that consent is about is tried, and what arrives counted."""

from contextlib import suppress
from typing import Any

from tests.api.streams import Refused, StreamClient

PICTURE, INPUT = "picture", "input"
TO_CUSTOMER, TO_TECHNICIAN = "clipboard to the customer", "clipboard to the technician"
VIEW = {PICTURE}
CONTROL = {PICTURE, INPUT, TO_CUSTOMER, TO_TECHNICIAN}
NOTHING: set[str] = set()


class Flows:
    """The three sides of one session, each trying all that it could."""

    def __init__(
        self, technician: StreamClient, customer: StreamClient, helper: StreamClient
    ) -> None:
        self.technician, self.customer, self.helper = technician, customer, helper
        self._number = 0

    def get_through(self, request: int) -> set[str]:
        """What of this request arrives on the other side at this moment."""
        sharers = [("screen", self.customer), ("helper", self.helper)]
        for source, sharer in sharers:
            self._try(sharer, "share", request=request, source=source)
        looks = {"type": "watch", "request": request, "codecs": ["vp8"]}
        self.technician.send(**looks)
        marks = [len(side.passing) for side in self._sides]
        self.technician.catch_up()
        for _source, sharer in sharers:
            sharer.show(request, self._next(), is_key=True)
            sharer.send(type="clipboard", request=request, text="vom Kunden")
            sharer.catch_up()
        action = {"type": "text", "text": "ß"}
        self.technician.send(type="input", request=request, action=action)
        self.technician.send(type="clipboard", request=request, text="vom Techniker")
        self.technician.catch_up()
        arrived = [
            (side, frame)
            for side, mark in zip(self._sides, marks, strict=True)
            for frame in side.catch_up().passing[mark:]
        ]
        return {found for side, frame in arrived if (found := self._what(side, frame))}

    @property
    def _sides(self) -> list[StreamClient]:
        return [self.technician, self.customer, self.helper]

    def _what(self, side: StreamClient, frame: dict[str, Any]) -> str | None:
        if frame["type"] == "clipboard":
            return TO_TECHNICIAN if side is self.technician else TO_CUSTOMER
        return frame["type"] if frame["type"] in (PICTURE, INPUT) else None

    def _try(self, side: StreamClient, frame_type: str, **facts: object) -> None:
        with suppress(Refused):
            side.decide(frame_type, **facts)

    def _next(self) -> int:
        self._number += 1
        return self._number
