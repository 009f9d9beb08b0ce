"""All rooms of this process: opened when a stream needs one, fed by every commit."""

from collections.abc import Callable

from server.bus import Bus
from server.domain.events import Event
from server.journal import Journal, NotWritten
from server.store import read_marks
from server.stream.room import Peer, Room


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

    def open(self, number: int, session_id: str) -> Room:
        """The room of this session, loaded from the log if nobody is there yet.

        It stays until the last peer has left, so enter it at once.
        """
        room = self._rooms.get(number)
        if room is None:
            room = self._rooms[number] = self._load(number, session_id)
        return room

    def find(self, number: int) -> Room | None:
        """The room of this session if anyone is there."""
        return self._rooms.get(number)

    def mark_read(self, number: int, session_id: str, role: str, seq: int) -> None:
        """Move a read mark; it is stored a little later, together with others."""
        room = self._rooms.get(number) or self._load(number, session_id)
        if room.mark_read(role, seq):
            self._unsaved[number, role] = room.read[role]

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

    def each_peer(self, visit: Callable[[Room, Peer], None]) -> None:
        """Visit everyone who is there."""
        for room in list(self._rooms.values()):
            for peer in list(room.peers):
                visit(room, peer)

    def _load(self, number: int, session_id: str) -> Room:
        marks = read_marks.load(self._journal, number)
        marks |= {role: seq for (of, role), seq in self._unsaved.items() if of == number}
        return Room(number, session_id, self._journal.state(number), marks, self._forget)

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
