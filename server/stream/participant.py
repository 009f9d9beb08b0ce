"""One open stream: a connection, a room, and what this person may do in it."""

import time

import gevent
import msgspec

from server.domain.consent_frames import ShareFrame
from server.domain.desk_frames import DeskFrame, ShownFrame, UnwatchFrame
from server.domain.events import Author, Event
from server.domain.frames import (
    HELPER_FRAMES,
    MAX_PICTURE_BYTES,
    Ack,
    AdmitFrame,
    ClientFrame,
    DecisionFrame,
    ErrorFrame,
    Head,
    MessageFrame,
    ReadFrame,
    TypingFrame,
    TypingNotice,
    Welcome,
    decode_frame,
)
from server.domain.readers import Reader
from server.domain.refusal import Refusal
from server.domain.session import decide_message
from server.journal import Journal, Outcome
from server.problems import describe
from server.stream.acts import Acts, refusal_of
from server.stream.connection import Connection
from server.stream.decisions import Decisions
from server.stream.desk import Desk
from server.stream.room import (
    NO_LONGER_ALLOWED,
    Room,
    event_json,
    hidden_json,
    with_client_id,
)
from server.stream.rooms import Rooms
from server.stream.websocket import PING, TEXT, encode

REPLAY_PAGE = 500
# A client that has this many messages waiting for the disk is not read from until half are done.
MOST_UNACKED = 1_000
TYPING_SECONDS = 1.0
# Long enough for a reload, a lost network, a phone that was put into a pocket.
GONE_SECONDS = 180.0
_PING = encode(PING, b"")
# What only says how a picture that is not looked at is to be sent.
_FOR_THE_LOCKED = (UnwatchFrame, ShownFrame)


class StreamPass(msgspec.Struct, frozen=True):
    """The sign-in that a technician's stream was opened under; expiry in ms since 1970."""

    token_hash: bytes
    expires_at: int


class Participant:
    """Passes events from the log to one connection, and its frames into the log."""

    __slots__ = (
        "_acts",
        "_connection",
        "_decisions",
        "_desk",
        "_is_held",
        "_journal",
        "_last_typing",
        "_live",
        "_locale",
        "_pass",
        "_room",
        "_rooms",
        "_sent",
        "_unacked",
        "author",
        "is_locked",
        "reader",
        "role",
    )

    def __init__(
        self,
        connection: Connection,
        room: Room,
        rooms: Rooms,
        journal: Journal,
        acts: Acts,
        author: Author,
        reader: Reader,
        locale: str,
        stream_pass: StreamPass | None,
    ) -> None:
        self._connection = connection
        self._room = room
        self._rooms = rooms
        self._journal = journal
        self._acts = acts
        self._locale = locale
        self._pass = stream_pass
        self._live = False
        self._sent = 0
        self._unacked = 0
        self._is_held = False
        self._decisions = Decisions(acts, room.number, author, self._decided)
        self._desk: Desk | None = None
        self._last_typing = 0.0
        self.is_locked = False
        self.author = author
        self.role = author.role
        self.reader = reader

    def run(self, after: int) -> None:
        """Welcome the client, replay what it lacks, then go live. Returns when it is live."""
        self._connection.on_text = self._on_text
        self._connection.on_binary = self._on_binary
        self._connection.on_closed = self._on_closed
        self._room.enter(self)
        welcome = Welcome(
            self.author,
            self._room.facts(self.reader),
            self._room.state.last_seq,
            self._journal.epoch,
        )
        self.notify(encode(TEXT, msgspec.json.encode(welcome)))
        self._connection.open()
        self._replay(min(after, self._room.state.last_seq))

    def deliver(self, seq: int, frame: bytes) -> None:
        """See Peer: in order and without gaps; what came out of order is read from the log."""
        if not self._live or seq <= self._sent:
            return
        if seq != self._sent + 1:
            self._live = False
            gevent.spawn(self._replay, self._sent)
            return
        self._sent = seq
        self._connection.send(frame)

    def notify(self, frame: bytes) -> None:
        """See Peer."""
        self._connection.send(frame)

    def offer(self, frame: bytes) -> bool:
        """See Peer."""
        return self._connection.offer(frame)

    def expect_pictures(self) -> None:
        """See Peer."""
        self._connection.take_large(MAX_PICTURE_BYTES)

    def probe(self, frame: bytes) -> bool:
        """See Peer."""
        was_heard = self._connection.is_fresh
        self._connection.is_fresh = False
        self._connection.send(_PING + frame)
        return was_heard

    def beat(self, now: int) -> None:
        """Ping, and say where the log stands; drop a peer that did not answer the last time.

        Closes a stream whose sign-in has run out.
        """
        if self._pass and now >= self._pass.expires_at:
            self.close(NO_LONGER_ALLOWED, "signed out")
        head = msgspec.json.encode(Head(self._room.state.last_seq))
        self._connection.check_pulse(_PING + encode(TEXT, head))

    def is_under(self, token_hash: bytes) -> bool:
        """See Peer."""
        return self._pass is not None and self._pass.token_hash == token_hash

    def close(self, code: int, reason: str) -> None:
        """Close the connection with a code that tells the client what to do."""
        self._connection.close(code, reason)

    def _replay(self, after: int) -> None:
        """Send the log after `after` page by page; the last page and going live are one step.

        Nothing is held back meanwhile: what is committed during the replay is in the log, and
        is read with the next page.
        """
        self._sent = after
        while not self._connection.closed:
            page = self._journal.read_after(self._room.number, self._sent, REPLAY_PAGE)
            for event in page:
                self._connection.send(encode(TEXT, self._shown(event)))
                self._sent = event.seq
                self._connection.wait_for_room()
            if len(page) < REPLAY_PAGE and self._sent >= self._room.state.last_seq:
                self._live = True
                return

    def _shown(self, event: Event) -> bytes:
        if not self.reader.sees(event):
            return hidden_json(event)
        frame = event_json(event)
        if event.client_id and event.role == self.role:
            return with_client_id(frame, event.client_id)
        return frame

    def _on_text(self, text: bytes) -> None:
        try:
            frame = decode_frame(text)
            if self.reader.waiting is not None and not self._stops_waiting(frame):
                raise Refusal("still_waiting")
            if self.is_locked and not isinstance(frame, _FOR_THE_LOCKED):
                raise Refusal("console_locked", client_id=_name_of(frame))
            if self.role == "helper" and not isinstance(frame, HELPER_FRAMES):
                raise Refusal("not_for_helpers", client_id=_name_of(frame))
            self._act(frame, len(text))
        except Refusal as refusal:
            self._refuse(refusal)

    def _stops_waiting(self, frame: ClientFrame) -> bool:
        """The one thing that is theirs to do: leave the door."""
        return (
            isinstance(frame, AdmitFrame)
            and frame.waiting == self.reader.waiting
            and not frame.granted
        )

    def _on_binary(self, data: bytes) -> None:
        if self.role == "technician" or self.reader.waiting is not None:
            self._refuse(Refusal("unsupported_frame"))
        else:
            self._its_desk().picture(data)

    def _act(self, frame: ClientFrame, size: int) -> None:
        if isinstance(frame, MessageFrame):
            self._say(frame)
        elif isinstance(frame, ReadFrame):
            self._rooms.mark_read_in(self._room, self.role, frame.seq)
        elif isinstance(frame, TypingFrame):
            self._pass_typing()
        elif isinstance(frame, DeskFrame):
            self._its_desk().hear(frame, size)
        else:
            self._decisions.ask(frame)

    def _its_desk(self) -> Desk:
        """Most streams never need one."""
        if self._desk is None:
            self._desk = Desk(self, self._room.sharing, self._connection, self._refuse)
        return self._desk

    def _say(self, frame: MessageFrame) -> None:
        # As str() would write it, four times as fast.
        client_id: str = msgspec.to_builtins(frame.client_id)
        done = _Saying(self, client_id)
        draft = decide_message(
            self.author,
            frame.text,
            client_id,
            reply_to=frame.reply_to,
            last_seq=self._room.state.last_seq,
        )
        self._acts.say(self._room.number, draft, done)
        self._unacked += 1
        if self._unacked >= MOST_UNACKED and not self._is_held:
            self._is_held = True
            self._connection.pause()

    def said(self, client_id: str, outcome: Outcome) -> None:
        """Tell the client what became of its message."""
        if isinstance(outcome, Exception):
            self._refuse(refusal_of(outcome, client_id))
        else:
            self._send_ack(client_id, outcome[0].seq)
        self._unacked -= 1
        if self._unacked <= MOST_UNACKED // 2 and self._is_held:
            self._is_held = False
            self._connection.resume()

    def _decided(self, frame: DecisionFrame, outcome: int | Refusal) -> None:
        if isinstance(outcome, Refusal):
            self._refuse(outcome)
            return
        client_id = str(frame.client_id)
        try:
            if isinstance(frame, ShareFrame):
                self._room.sharing.require_free(self)
        except Refusal as refusal:
            self._refuse(Refusal(refusal.code, client_id=client_id))
            return
        self._send_ack(client_id, outcome)
        if isinstance(frame, ShareFrame) and not self._connection.closed:
            self._room.sharing.begin(self, frame.request)

    def _pass_typing(self) -> None:
        now = time.monotonic()
        if now - self._last_typing >= TYPING_SECONDS and not self._room.state.is_over:
            self._last_typing = now
            self._room.tell_others(self.role, TypingNotice(self.role, self.author.name))

    def _send_ack(self, client_id: str, seq: int) -> None:
        self._connection.send(encode(TEXT, msgspec.json.encode(Ack(client_id, seq))))

    def _refuse(self, refusal: Refusal) -> None:
        _problem, title, detail = describe(refusal, self._locale)
        client_id = refusal.facts.get("client_id")
        frame = ErrorFrame(
            refusal.code, f"{title}. {detail}", client_id if isinstance(client_id, str) else None
        )
        self._connection.send(encode(TEXT, msgspec.json.encode(frame)))

    def _on_closed(self) -> None:
        self._room.leave(self)
        if self.reader.waiting is not None:
            gevent.spawn_later(GONE_SECONDS, self._leave_the_door)

    def _leave_the_door(self) -> None:
        """Who closed the page that waits does so no longer; nobody is to be let in who left."""
        if not self._room.count_waiting(self.author):
            self._acts.stop_waiting(self._room.number, self.author)


def _name_of(frame: ClientFrame) -> str | None:
    client_id = getattr(frame, "client_id", None)
    return str(client_id) if client_id else None


class _Saying(msgspec.Struct, gc=False):
    """A message on its way to the disk. Thousands wait at once, so the collector is spared them."""

    participant: Participant
    client_id: str

    def __call__(self, outcome: Outcome) -> None:
        self.participant.said(self.client_id, outcome)
