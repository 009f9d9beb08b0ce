"""What runs while the technician controls this computer: pictures, hands, pointer, clipboard."""

import itertools
import json
import logging
import threading
from collections.abc import Callable
from typing import Any

from tray_app.input import clipboard
from tray_app.session.status import ClipboardOutcome
from tray_app.share.hands import Hands
from tray_app.share.picture import Picture
from tray_app.share.pictures import Pictures
from tray_app.share.screen import Monitor
from tray_app.share.surroundings import Surroundings

#: The contract: at most so many bytes of UTF-8.
LARGEST_CLIPBOARD = 48 * 1024
#: A frame takes 64 KiB, and a sign like a quotation mark two bytes of that or more.
LARGEST_QUOTED = 63 * 1024
log = logging.getLogger(__name__)


class Share:
    """One share, from the start until it stops. Everything it does asks first whether it may."""

    def __init__(
        self,
        request: int,
        numbers: "itertools.count[int]",
        allowed: Callable[[], bool],
        send: Callable[[dict[str, Any] | bytes], bool],
        noticed: Callable[[str, bool], None],
    ) -> None:
        """:param noticed: called with every condition that begins or ends"""
        self.request = request
        self._allowed, self._send, self._noticed = allowed, send, noticed
        self._pictures = Pictures(self, request, numbers)
        self._hands = Hands(self.allowed, self._pictures.monitor_of, self.condition)
        self._surroundings = Surroundings(
            lambda: self._pictures.monitor, self._tell_cursor, self.condition
        )
        self._is_stopped = threading.Event()

    def start(self) -> None:
        """Begins; pictures leave once somebody looks."""
        self._pictures.start()
        self._hands.start()
        self._surroundings.start()

    def stop(self) -> None:
        """Ends pictures and input at once, and lets go every key."""
        self._is_stopped.set()
        self._pictures.close()
        self._surroundings.close()
        self._hands.close()

    def wait_stopped(self, seconds: float) -> None:
        """Waits until every key is let go and the keyboard is as it was."""
        self._hands.wait_closed(seconds)

    def allowed(self) -> bool:
        """Whether anything may be shown or done, at this moment."""
        return not self._is_stopped.is_set() and self._allowed()

    def heard(self, frame: dict[str, Any]) -> None:
        """Does what the server passes on; what is of another request falls."""
        if frame.get("request") != self.request or not self.allowed():
            return
        kind = frame["type"]
        if kind == "watch":
            if not self._pictures.watch(list(frame.get("codecs") or []), frame.get("source")):
                log.warning("the viewer decodes none of our codecs: %s", frame.get("codecs"))
        elif kind == "unwatch":
            self._pictures.unwatch()
        elif kind == "shown":
            self._pictures.shown(frame["number"])
        elif kind == "input":
            self._hands.do(frame["action"])
            self._pictures.expect_change()
        elif kind == "clipboard":
            self._take_clipboard(str(frame["text"]))

    def send_clipboard(self) -> ClipboardOutcome:
        """Sends what the customer copied; what became of it."""
        try:
            text = clipboard.read()
        except clipboard.NoClipboard:
            return "no_text"
        if not text:
            return "no_text"
        if is_too_long(text):
            return "too_long"
        frame = {"type": "clipboard", "request": self.request, "text": text}
        return "sent" if self.allowed() and self._send(frame) else "not_sent"

    # What goes to the technician

    def send_picture(self, picture: Picture) -> bool:
        """Whether it left."""
        return self.allowed() and self._send(picture.packed())

    def sources(self, monitors: list[Monitor]) -> None:
        """Tells which monitors there are."""
        told = [
            {"id": one.id, "name": one.name, "width": one.width, "height": one.height}
            for one in monitors
        ]
        self._tell("sources", sources=told)

    def condition(self, name: str, on: bool) -> None:
        """Tells that something began or ended, on both sides."""
        if self.allowed():
            self._tell("condition", name=name, on=on)
            self._noticed(name, on)

    def _tell_cursor(self, facts: dict[str, Any]) -> None:
        self._tell("cursor", **facts)

    def _tell(self, kind: str, **facts: Any) -> None:
        if self.allowed():
            self._send({"type": kind, "request": self.request, **facts})

    def _take_clipboard(self, text: str) -> None:
        try:
            clipboard.write(text)
        except clipboard.NoClipboard:
            log.warning("the clipboard takes no text")


def is_too_long(text: str) -> bool:
    """Whether it is more than the contract lets a clipboard be, or a frame could carry."""
    quoted = json.dumps(text, ensure_ascii=False)
    return len(text.encode()) > LARGEST_CLIPBOARD or len(quoted.encode()) > LARGEST_QUOTED
