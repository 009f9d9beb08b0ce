"""All rooms of this process: opened when a stream needs one, fed by every commit."""

from server.bus import Bus
from server.domain.events import Event
from server.journal import Journal, NotWritten
from server.store import read_marks
from server.store.sessions import Session
from server.stream.room import NO_LONGER_ALLOWED, Peer, Room


class Rooms:
    """Finds the room of a session and keeps its read marks.

    It watches the journal, so whoever appends (a stream, the API, the sweeper) is heard by all.
    """

    def __init__(self, journal: Journal, bus: Bus) -> None:
        self._journal = journal
        self._rooms: dict[int, Room] = {}
        self._unsaved: dict[tuple[int, str], int] = {}
        self._publish = bus.join(self._deliver)
        journal.watch(self._committed)

    def open(self, session: Session) -> Room:
        """The room of this session, loaded from the log if nobody is there yet.

        It stays until the last peer has left, so enter it at once.
        """
        room = self._rooms.get(session.number)
        if room is None:
            room = self._rooms[session.number] = self._load(session)
        return room

    def find(self, number: int) -> Room | None:
        """The room of this session if anyone is there."""
        return self._rooms.get(number)

    def is_there(self, number: int, role: str) -> bool:
        """Whether this side has the session open at this moment."""
        room = self._rooms.get(number)
        return room is not None and room.count(role) > 0

    def mark_read(self, session: Session, role: str, seq: int) -> None:
        """Move a read mark; it is stored a little later, together with others."""
        room = self._rooms.get(session.number) or self._load(session)
        self.mark_read_in(room, role, seq)

    def mark_read_in(self, room: Room, role: str, seq: int) -> None:
        """The same for one who has the session open."""
        if room.mark_read(role, seq):
            self._unsaved[room.number, role] = room.read[role]

    def read_marks(self, number: int) -> dict[str, int]:
        """How far each role has read, also what is not stored yet."""
        room = self._rooms.get(number)
        if room is not None:
            return dict(room.read)
        marks = read_marks.load(self._journal, number)
        return marks | {role: seq for (of, role), seq in self._unsaved.items() if of == number}

    def save_read_marks(self) -> None:
        """Store the marks that moved, waiting for the commit. Raises NotWritten; they are kept."""
        unsaved, self._unsaved = self._unsaved, {}
        if not unsaved:
            return
        try:
            read_marks.save(self._journal, unsaved)
        except NotWritten:
            self._unsaved = unsaved | self._unsaved
            raise

    def peers(self) -> list[Peer]:
        """Everyone who is there."""
        return [peer for room in self._rooms.values() for peer in (*room.peers, *room.waiting)]

    def close_under(self, token_hash: bytes) -> None:
        """Close what was opened under a sign-in that is over."""
        for peer in self.peers():
            if peer.is_under(token_hash):
                peer.close(NO_LONGER_ALLOWED, "signed out")

    def lock_under(self, token_hash: bytes, *, locked: bool) -> None:
        """Have what was opened under a sign-in do nothing while its console is locked."""
        for peer in self.peers():
            if peer.is_under(token_hash):
                peer.is_locked = locked

    def _load(self, session: Session) -> Room:
        state, marks = self._journal.state(session.number), self.read_marks(session.number)
        return Room(session.number, session.id, state, marks, session.customer_files, self._forget)

    def _committed(self, number: int, events: list[Event]) -> None:
        self._deliver(number, events)
        self._publish(number, events)

    def _deliver(self, number: int, events: list[Event]) -> None:
        room = self._rooms.get(number)
        if room is not None:
            room.deliver(events)

    def _forget(self, room: Room) -> None:
        if self._rooms.get(room.number) is room:
            del self._rooms[room.number]
