"""What one stream sends beside the log: pictures, input, clipboard; limited in number and size."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import gevent
from structlog import get_logger

from server.domain.desk_frames import (
    ClipboardFrame,
    DeskFrame,
    InputFrame,
    ShownFrame,
    UnwatchFrame,
    WatchFrame,
)
from server.domain.refusal import Refusal
from server.stream.bucket import Bucket
from server.stream.connection import Connection
from server.stream.sharing import Sharing

if TYPE_CHECKING:
    from server.stream.room import Peer

# A mouse sends 60 places a second; a person types ten characters.
MOST_FRAMES_A_SECOND = 600
# A 4K screen that changes all the time needs a tenth of this.
MOST_BYTES_A_SECOND = 16 * 1024 * 1024
# Some clipboards and pointers' shapes at once, then what a slow link of a technician can take.
MOST_TEXT, MOST_TEXT_A_SECOND = 512 * 1024, 128 * 1024
# Of a picture that is tiny it is its number that costs.
LEAST_BYTES = 16 * 1024
# A client that goes on with what is refused hears so once a second.
REFUSALS_A_SECOND = 1
# Left out, these would hold up pictures for ever.
_ABOUT_WATCHING = WatchFrame | UnwatchFrame | ShownFrame
log = get_logger()


class Desk:
    """Passes a peer's frames to the room's sharing; `refuse` tells the peer what was not passed."""

    __slots__ = (
        "_bytes",
        "_connection",
        "_frames",
        "_is_paused",
        "_peer",
        "_refusals",
        "_refuse",
        "_sharing",
        "_texts",
    )

    def __init__(
        self,
        peer: "Peer",
        sharing: Sharing,
        connection: Connection,
        refuse: Callable[[Refusal], None],
    ) -> None:
        self._peer = peer
        self._sharing = sharing
        self._connection = connection
        self._refuse = refuse
        self._frames = Bucket(MOST_FRAMES_A_SECOND, MOST_FRAMES_A_SECOND)
        self._bytes = Bucket(MOST_BYTES_A_SECOND, MOST_BYTES_A_SECOND)
        self._refusals = Bucket(REFUSALS_A_SECOND, 3)
        self._texts = Bucket(MOST_TEXT_A_SECOND, MOST_TEXT)
        self._is_paused = False

    def hear(self, frame: DeskFrame, size: int) -> None:
        """Pass a frame of `size` bytes on, or say why not."""
        try:
            if not isinstance(frame, _ABOUT_WATCHING):
                self._require_slow(size)
            self._pass(frame)
        except Refusal as refusal:
            self._refused(refusal, type(frame).__name__)

    def picture(self, data: bytes) -> None:
        """Pass a picture on, or say why not; who sends too much is not read from for a while."""
        seconds = self._bytes.owe(max(len(data), LEAST_BYTES))
        if seconds and not self._is_paused:
            self._is_paused = True
            self._connection.pause()
            gevent.spawn_later(seconds, self._go_on)
        try:
            self._sharing.picture(self._peer, data)
        except Refusal as refusal:
            self._refused(refusal, "Picture")

    def _require_slow(self, size: int) -> None:
        """Raises Refusal `input_too_fast`; then what is held down goes up."""
        if not (self._frames.take() and self._texts.take(size)):
            self._sharing.release(self._peer)
            raise Refusal("input_too_fast", limit=MOST_FRAMES_A_SECOND)

    def _go_on(self) -> None:
        """Read on, once what came before the pause took effect is paid for too."""
        seconds = self._bytes.owe(0)
        if seconds:
            gevent.spawn_later(seconds, self._go_on)
        else:
            self._is_paused = False
            self._connection.resume()

    def _pass(self, frame: DeskFrame) -> None:
        match frame:
            case WatchFrame():
                self._sharing.watch(self._peer, frame)
            case UnwatchFrame():
                self._sharing.unwatch(self._peer)
            case ShownFrame():
                self._sharing.shown(self._peer, frame)
            case InputFrame():
                self._sharing.input(self._peer, frame)
            case ClipboardFrame():
                self._sharing.clipboard(self._peer, frame)
            case _:
                self._sharing.about(self._peer, frame)

    def _refused(self, refusal: Refusal, what: str) -> None:
        if self._refusals.take():
            log.warning("desk_refused", code=refusal.code, frame=what, role=self._peer.role)
            self._refuse(refusal)
