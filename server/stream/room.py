"""Everyone who has one session open at this moment, and what they are told."""

import time
from collections.abc import Callable
from typing import Protocol

import gevent
import msgspec

from server.domain.consent_frames import ConsentShown
from server.domain.events import SAYING_KINDS, Author, Event, Refused, timestamp
from server.domain.frames import (
    Party,
    PresenceNotice,
    Present,
    ReadMarks,
    ReadNotice,
    SessionFacts,
    SettingsNotice,
)
from server.domain.readers import HIDDEN, KINDS_FOR_TECHNICIANS, Reader
from server.domain.session import SessionState
from server.stream.sharing import Sharing
from server.stream.websocket import TEXT, encode

# A reload closes one stream and opens the next: nobody needs to hear of that.
PRESENCE_GRACE_SECONDS = 3.0
# A close code of our own (RFC 6455 7.4.2): don't come back without signing in again.
NO_LONGER_ALLOWED = 4401
# Another one of our own: another device was let in, in place of this one, or this one was not.
NO_LONGER_IN = 4403


class Peer(Protocol):
    """One open stream of a session."""

    @property
    def role(self) -> str:
        """Which side it is."""
        ...

    @property
    def author(self) -> Author:
        """Who it is."""
        ...

    @property
    def reader(self) -> Reader:
        """What they may see."""
        ...

    #: Whether it only hears, because its console is locked.
    is_locked: bool

    def deliver(self, seq: int, frame: bytes) -> None:
        """Pass on an event, unless the peer has it or is still catching up."""
        ...

    def notify(self, frame: bytes) -> None:
        """Pass on something that is not kept."""
        ...

    def offer(self, frame: bytes) -> bool:
        """Pass on a picture, unless the peer still waits for what came before; whether it is."""
        ...

    def expect_pictures(self) -> None:
        """Take binary frames as large as pictures may be, from now on."""
        ...

    def probe(self, frame: bytes) -> bool:
        """Pass on `frame` and ask for an answer; whether anything was heard since the last time."""
        ...

    def beat(self, now: int) -> None:
        """See whether the peer is alive and may still be here, at `now` (ms)."""
        ...

    def close(self, code: int, reason: str) -> None:
        """Close its connection with a code that tells the client what to do."""
        ...

    def is_under(self, token_hash: bytes) -> bool:
        """Whether it was opened under this sign-in."""
        ...


class Room:
    """One session's open streams. Lives while anyone is there; the log is the truth.

    Those who wait to be let in hear of the log's events, most of them hidden, and of nothing else.
    """

    __slots__ = (
        "_present",
        "_when_empty",
        "customer_files",
        "number",
        "peers",
        "read",
        "session_id",
        "sharing",
        "state",
        "waiting",
    )

    def __init__(
        self,
        number: int,
        session_id: str,
        state: SessionState,
        read: dict[str, int],
        customer_files: bool,
        when_empty: Callable[["Room"], None],
    ) -> None:
        self.number = number
        self.session_id = session_id
        self.state = state
        self.read = read
        self.customer_files = customer_files
        self.peers: list[Peer] = []
        self.waiting: list[Peer] = []
        self.sharing = Sharing(self)
        self._present: set[str] = set()
        self._when_empty = when_empty

    def facts(self, reader: Reader) -> SessionFacts:
        """The session as a welcome tells it; who waits hears whom they wait for, no more."""
        technician, customer = self.state.technician, self.state.customer
        is_in = reader.waiting is None
        read = self.read if is_in else {}
        return SessionFacts(
            self.session_id,
            self.state.state,
            Party(technician.name if technician else ""),
            Party(customer.name) if customer and is_in else None,
            ReadMarks(read.get("technician", 0), read.get("customer", 0)),
            Present(
                is_in and "technician" in self._present,
                is_in and "customer" in self._present,
                is_in and "helper" in self._present,
            ),
            self.customer_files,
            self._consent() if is_in else None,
        )

    def count(self, role: str) -> int:
        """How many streams this side has open; those who wait count for nobody."""
        return sum(peer.role == role for peer in self.peers)

    def count_waiting(self, author: Author) -> int:
        """How many streams someone has open who waits to be let in."""
        return sum(peer.author.id == author.id for peer in self.waiting)

    def enter(self, peer: Peer) -> None:
        """Count the peer in and tell the others if its side was not there before."""
        if peer.reader.waiting is not None:
            self.waiting.append(peer)
            return
        self.peers.append(peer)
        if peer.role not in self._present:
            self._present.add(peer.role)
            self.tell_others(peer.role, PresenceNotice(peer.role, True))
        # Somebody may have been let in since this request was found to be the customer's.
        self._part_from_replaced()

    def leave(self, peer: Peer) -> None:
        """Count the peer out; a side that stays away for a moment is said to be gone."""
        if peer in self.waiting:
            self.waiting.remove(peer)
        else:
            self.peers.remove(peer)
            self.sharing.left(peer)
        if not self.count(peer.role):
            gevent.spawn_later(PRESENCE_GRACE_SECONDS, self._say_gone, peer.role)

    def deliver(self, events: list[Event]) -> None:
        """Take over what was committed and pass it on, each event encoded once."""
        for event in events:
            if event.seq > self.state.last_seq:
                self.state = self.state.after(event)
            frame = event_json(event)
            plain = own = encode(TEXT, frame)
            if event.client_id:
                own = encode(TEXT, with_client_id(frame, event.client_id))
            seq, role = event.seq, event.role
            hides = event.kind in KINDS_FOR_TECHNICIANS
            hidden = encode(TEXT, hidden_json(event)) if hides else plain
            for peer in self.peers:
                shown = own if peer.role == role else plain
                peer.deliver(seq, hidden if hides and peer.role != "technician" else shown)
            self._deliver_to_waiting(event, plain)
            if event.kind == "admitted":
                self._part_from_replaced()
            elif event.kind == "refused":
                self._part_from_refused(event.read_as(Refused).waiting)
            if event.kind not in SAYING_KINDS:
                self.sharing.changed()

    def change_settings(self, *, customer_files: bool) -> None:
        """Tell both sides what the customer may do from now on."""
        self.customer_files = customer_files
        self._tell(SettingsNotice(customer_files))

    def mark_read(self, role: str, seq: int) -> bool:
        """Move the side's read mark forward; whether it moved."""
        seq = min(seq, self.state.last_seq)
        if seq <= self.read.get(role, 0):
            return False
        self.read[role] = seq
        self._tell(ReadNotice(role, seq))
        return True

    def tell_others(self, role: str, notice: msgspec.Struct) -> None:
        """Pass something on to the other sides."""
        self._tell(notice, but=role)

    def _consent(self) -> ConsentShown:
        return ConsentShown.of(self.state.consent, self.state.last_seq, int(time.time() * 1000))

    def _deliver_to_waiting(self, event: Event, frame: bytes) -> None:
        for peer in self.waiting:
            shown = frame if peer.reader.sees(event) else encode(TEXT, hidden_json(event))
            peer.deliver(event.seq, shown)

    def _part_from_refused(self, waiting: int) -> None:
        for peer in list(self.waiting):
            if peer.reader.waiting == waiting:
                peer.close(NO_LONGER_IN, "not let in")

    def _part_from_replaced(self) -> None:
        """Close the streams of whoever was the customer before the one that is now."""
        customer = self.state.customer
        for peer in list(self.peers):
            if peer.role != "technician" and customer and peer.author.id != customer.id:
                peer.close(NO_LONGER_IN, "continued elsewhere")

    def _tell(self, notice: msgspec.Struct, but: str | None = None) -> None:
        frame = encode(TEXT, msgspec.json.encode(notice))
        for peer in self.peers:
            if peer.role != but:
                peer.notify(frame)

    def _say_gone(self, role: str) -> None:
        if role in self._present and not self.count(role):
            self._present.discard(role)
            self._tell(PresenceNotice(role, False))
        if not self.peers and not self.waiting:
            self._when_empty(self)


def event_json(event: Event) -> bytes:
    """The `event` frame, put together from the JSON that the log holds."""
    return b'{"type":"event","seq":%d,"at":"%b","author":%b,"kind":"%b","body":%b}' % (
        event.seq,
        timestamp(event.at).encode(),
        bytes(event.author),
        event.kind.encode(),
        bytes(event.body),
    )


def hidden_json(event: Event) -> bytes:
    """The same for one who may not see it: that something happened, and when."""
    return b'{"type":"event","seq":%d,"at":"%b","kind":"%b"}' % (
        event.seq,
        timestamp(event.at).encode(),
        HIDDEN.encode(),
    )


def with_client_id(frame: bytes, client_id: str) -> bytes:
    """The same frame for the side that sent it, which knows the event by this name."""
    return b'%b,"client_id":"%b"}' % (frame[:-1], client_id.encode())
