"""One who looks at a session's pictures: what they can decode, and what is on its way to them."""

from typing import TYPE_CHECKING

from server.domain.desk_frames import WatchFrame
from server.domain.frames import Picture

if TYPE_CHECKING:
    from server.stream.room import Peer

# Who has more than this many on their way to the screen is shown the newest state later instead.
MOST_UNSHOWN = 2


class Viewer:
    """What a peer has asked to see; drops what they can't take until the next key frame."""

    __slots__ = ("frame", "is_lost", "peer", "unshown")

    def __init__(self, peer: "Peer", frame: WatchFrame) -> None:
        self.peer = peer
        self.frame = frame
        self.unshown: list[int] = []
        self.is_lost = True

    def offer(self, picture: Picture, frame: bytes) -> bool:
        """Pass a picture on if the viewer can take it now; whether it is on its way."""
        if picture.request != self.frame.request or (self.is_lost and not picture.is_key):
            return False
        if len(self.unshown) >= MOST_UNSHOWN or not self.peer.offer(frame):
            self.is_lost = True
            return False
        self.is_lost = False
        self.unshown.append(picture.number)
        return True

    def shown(self, number: int) -> bool:
        """Note that a picture was drawn; whether it was one on its way to them."""
        if number not in self.unshown:
            return False
        self.unshown = [later for later in self.unshown if later > number]
        return True
