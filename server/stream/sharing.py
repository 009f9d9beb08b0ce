"""A session's pictures on their way from who shares to who watches, and input the other way.

In memory only; what is granted is asked of the session's state for every frame.
"""

import time
from typing import TYPE_CHECKING, Literal

import gevent
import msgspec

from server.domain.consent import Share
from server.domain.desk_frames import (
    Action,
    ClipboardFrame,
    ConditionFrame,
    InputFrame,
    Release,
    ShownFrame,
    UnwatchFrame,
    WatchFrame,
)
from server.domain.frames import Pulse, read_picture
from server.domain.refusal import Refusal
from server.stream.bucket import Bucket
from server.stream.picture_facts import Fact, PictureFacts
from server.stream.typists import Typists
from server.stream.viewer import Viewer
from server.stream.websocket import BINARY, TEXT, encode

if TYPE_CHECKING:
    from server.stream.room import Peer, Room

MAX_CLIPBOARD_BYTES = 48 * 1024
# Who shares answers every second; after so many without a word another stream of theirs takes over,
# and viewers are told that the picture is lost.
SILENT_FREE, SILENT_LOST = 2, 5
# For who comes back faster than that: so long the one before has to answer, looked at so often.
ANSWER_SECONDS, LOOK_SECONDS = 1.5, 0.25
# A key frame is large: who asks again and again gets one a second, by the pulse.
ASKED_A_SECOND, ASKED_AT_ONCE = 4, 12
_PULSE = encode(TEXT, msgspec.json.encode(Pulse()))


class Sharing:
    """Who shares and who watches in one room.

    Raises Refusal `not_granted` for every frame that nobody said yes to.
    """

    __slots__ = (
        "_asked",
        "_facts",
        "_heard_at",
        "_last",
        "_request",
        "_room",
        "_shown",
        "_silent",
        "_typists",
        "sharer",
        "viewers",
    )

    def __init__(self, room: "Room") -> None:
        self._room = room
        self.sharer: Peer | None = None
        self.viewers: list[Viewer] = []
        self._typists = Typists()
        self._last = self._shown = -1
        self._silent = 0
        self._heard_at = 0.0
        self._request = 0
        self._asked = Bucket(ASKED_A_SECOND, ASKED_AT_ONCE)
        self._facts = PictureFacts()

    def require_free(self, peer: "Peer") -> None:
        """Raises Refusal `already_shared` while another one sends the pictures.

        Waits until that one has answered, or is taken for dead: a device that is back over another
        network knows of it long before the server does.
        """
        if not self._is_taken(peer):
            return
        self._look()
        self._heard_at, end = 0.0, time.monotonic() + ANSWER_SECONDS
        while self._is_taken(peer) and time.monotonic() < end:
            gevent.sleep(LOOK_SECONDS)
            self._look()
            if self._heard_at and self._is_taken(peer):
                raise Refusal("already_shared")

    def _is_taken(self, peer: "Peer") -> bool:
        is_anothers = self.sharer is not None and self.sharer is not peer
        return is_anothers and self._share is not None and self._silent < SILENT_FREE

    def _look(self) -> bool:
        """Ask who shares for a sign of life; whether there was one since the last time."""
        was_heard = self.sharer is not None and self.sharer.probe(_PULSE)
        if was_heard:
            self._heard_at = time.monotonic()
        return was_heard

    @property
    def is_heard(self) -> bool:
        """Whether who shares is there and answers."""
        return self.sharer is not None and self._silent < SILENT_FREE

    def begin(self, peer: "Peer", request: int) -> None:
        """Take pictures from this peer and from no other, if the log still has it so.

        Since it was decided, the customer may have stopped it.
        """
        share = self._share
        if share is None or share.request != request or not self._is_shared_by(peer, share):
            return
        self.sharer = peer
        peer.expect_pictures()
        self._request = request
        self._last = self._shown = -1
        self._silent = 0
        for viewer in self.viewers:
            # Their numbers begin anew.
            viewer.unshown.clear()
        self._is_lost(False)
        self._ask_for_pictures()

    def changed(self) -> None:
        """Something was granted, withdrawn or ended: let go of what is not allowed any more."""
        share = self._share
        if share is None or (self.sharer and not self._is_shared_by(self.sharer, share)):
            self._stop()
        if self.viewers:
            self.viewers = [viewer for viewer in self.viewers if self._may_watch(viewer)]

    def left(self, peer: "Peer") -> None:
        """A peer closed their stream."""
        self.release(peer)
        self._look_away(peer)
        if peer is self.sharer:
            self.sharer = None
            self._is_lost(True)

    def pulse(self) -> None:
        """Once a second: tell both sides that the server is there, and get stuck pictures going."""
        for viewer in self.viewers:
            if viewer.peer not in self._typists:
                viewer.peer.notify(_PULSE)
        for peer in self._typists.second_passed(lambda peer: peer.probe(_PULSE), SILENT_FREE):
            self.release(peer)
        if self.sharer is None:
            return
        self._silent = 0 if self._look() else self._silent + 1
        self._is_lost(self._silent >= SILENT_LOST)
        watching = self._watching
        if self._last > self._shown and not any(viewer.unshown for viewer in watching):
            self._pass_shown(self._last)
        if any(viewer.is_lost and not viewer.unshown for viewer in watching):
            self._ask_for_pictures()

    def picture(self, peer: "Peer", data: bytes) -> None:
        """Pass a picture on. Raises Refusal `invalid_picture` too."""
        picture = read_picture(data)
        self._require_share(peer, picture.request)
        frame = encode(BINARY, data)
        self._last = max(self._last, picture.number)
        for viewer in self.viewers:
            viewer.offer(picture, frame)

    def watch(self, peer: "Peer", frame: WatchFrame) -> None:
        """Show the pictures of a request to a technician, from the next key frame on."""
        viewer = Viewer(peer, frame)
        if not self._may_watch(viewer):
            raise Refusal("not_granted")
        others = [other for other in self.viewers if other.peer is not peer]
        is_new, self.viewers = len(others) == len(self.viewers), [*others, viewer]
        may_ask = self._asked.take()
        if is_new or may_ask:
            for fact in self._facts:
                peer.notify(encode(TEXT, msgspec.json.encode(fact)))
        if may_ask:
            self._ask_for_pictures()

    def unwatch(self, peer: "Peer") -> None:
        """Show them no more."""
        self._look_away(peer)

    def shown(self, peer: "Peer", frame: ShownFrame) -> None:
        """A viewer drew a picture; the first one to say so lets the next one come."""
        for viewer in self.viewers:
            if viewer.peer is not peer or not viewer.shown(frame.number):
                continue
            if frame.number > self._shown:
                self._pass_shown(frame.number)

    def input(self, peer: "Peer", frame: InputFrame) -> None:
        """Pass on what a technician does with the customer's mouse and keyboard."""
        self._require_control(peer, frame.request)
        if self.sharer is not None and frame.request == self._request:
            self._typists.add(peer)
            self.sharer.notify(encode(TEXT, msgspec.json.encode(frame)))

    def release(self, peer: "Peer") -> None:
        """Let all keys go that this peer holds: some of what they did was not passed on."""
        if self._typists.remove(peer):
            self._release()

    def clipboard(self, peer: "Peer", frame: ClipboardFrame) -> None:
        """Pass on what one side copied for the other. Raises Refusal `clipboard_too_long`."""
        if len(frame.text.encode()) > MAX_CLIPBOARD_BYTES:
            raise Refusal("clipboard_too_long", limit=MAX_CLIPBOARD_BYTES // 1024)
        if peer.role == "technician":
            self._require_control(peer, frame.request)
            if self.sharer is not None and frame.request == self._request:
                self.sharer.notify(encode(TEXT, msgspec.json.encode(frame)))
        else:
            self._require_share(peer, frame.request, "control")
            self._tell_technicians(frame)

    def about(self, peer: "Peer", frame: Fact) -> None:
        """Tell technicians what there is to know of the picture."""
        self._require_share(peer, frame.request)
        if isinstance(frame, ConditionFrame) and frame.name == "lost":
            raise Refusal("invalid_frame", reason="“lost” is for the server to say")
        if not self._facts.have(frame):
            self._keep(frame)

    @property
    def _share(self) -> Share | None:
        return self._room.state.consent.share

    @property
    def _watching(self) -> list[Viewer]:
        """Who looks at what is shared; others may still look at what was before."""
        return [viewer for viewer in self.viewers if viewer.frame.request == self._request]

    def _require_share(
        self, peer: "Peer", request: int, permission: Literal["control"] | None = None
    ) -> None:
        share = self._share
        if (
            share is None
            or peer is not self.sharer
            or share.request != request
            or (permission and share.permission != permission)
            or self._room.state.consent.grant(request) is None
        ):
            raise Refusal("not_granted")

    def _require_control(self, peer: "Peer", request: int) -> None:
        consent = self._room.state.consent
        is_technician = peer.role == "technician"
        if not is_technician or not consent.allows(peer.author.id, request, "control"):
            raise Refusal("not_granted")

    def _may_watch(self, viewer: Viewer) -> bool:
        consent, request = self._room.state.consent, viewer.frame.request
        grant = consent.grant(request)
        technician = viewer.peer.author.id if viewer.peer.role == "technician" else None
        return grant is not None and consent.allows(technician, request, grant.permission)

    def _is_shared_by(self, peer: "Peer", share: Share) -> bool:
        customer = self._room.state.customer
        role = "helper" if share.source == "helper" else "customer"
        return peer.role == role and customer is not None and peer.author.id == customer.id

    def _stop(self) -> None:
        if self._watching:
            self._pause()
        self.sharer = None
        self._typists.clear()
        self._facts.clear()

    def _ask_for_pictures(self) -> None:
        """Have who shares begin anew, for the one who came last, in what all of them can decode."""
        watching = self._watching
        if self.sharer is None or not watching:
            return
        wanted = watching[-1].frame
        common = [
            codec
            for codec in wanted.codecs
            if all(codec in viewer.frame.codecs for viewer in watching)
        ]
        for viewer in watching:
            viewer.is_lost = True
        # What is on its way to nobody any more must not keep new pictures back.
        self._pass_shown(self._last)
        watch = msgspec.structs.replace(wanted, codecs=common or wanted.codecs)
        self.sharer.notify(encode(TEXT, msgspec.json.encode(watch)))

    def _pass_shown(self, number: int) -> None:
        if self.sharer is None or number <= self._shown:
            return
        self._shown = number
        self.sharer.notify(encode(TEXT, msgspec.json.encode(ShownFrame(self._request, number))))

    def _look_away(self, peer: "Peer") -> None:
        before = self._watching
        self.viewers = [viewer for viewer in self.viewers if viewer.peer is not peer]
        if before and not self._watching:
            self._pause()

    def _pause(self) -> None:
        if self.sharer is not None:
            self.sharer.notify(encode(TEXT, msgspec.json.encode(UnwatchFrame(self._request))))

    def _release(self) -> None:
        if self.sharer is not None:
            action: Action = Release()
            frame = InputFrame(self._request, action)
            self.sharer.notify(encode(TEXT, msgspec.json.encode(frame)))

    def _is_lost(self, is_lost: bool) -> None:
        """Tell the technicians once that the pictures are away, or back."""
        if self._share is not None and is_lost != self._facts.has_condition("lost"):
            self._keep(ConditionFrame(self._request, "lost", is_lost))

    def _keep(self, fact: Fact) -> None:
        """Tell the technicians now, and those who begin to watch later."""
        self._tell_technicians(fact)
        self._facts.keep(fact)

    def _tell_technicians(self, notice: msgspec.Struct) -> None:
        """Tell who was granted what is shared, in all their windows."""
        grant = self._room.state.consent.grant(self._request)
        if grant is None:
            return
        frame = encode(TEXT, msgspec.json.encode(notice))
        for peer in self._room.peers:
            if peer.role == "technician" and peer.author.id == grant.technician:
                peer.notify(frame)
