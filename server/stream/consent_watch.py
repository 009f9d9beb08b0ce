"""What time alone decides of a consent: silence, a closed page, a side that is gone."""

import time
from collections.abc import Iterable

from server.domain.asking import Party, decide_overdue
from server.domain.events import Event
from server.domain.session import SessionState
from server.journal import Conflict, Journal, LogClosed
from server.store import sessions
from server.stream.room import Room
from server.stream.rooms import Rooms

_PARTIES: tuple[Party, ...] = ("technician", "customer", "helper", "sharer")
# After a pause of the server's own (a stopped process, a stalled disk) nobody was away for long.
OWN_PAUSE_SECONDS = 3.0


class _Watched:
    """When each party of a session was there last (monotonic), and who was there at all."""

    __slots__ = ("last", "seen")

    def __init__(self, now: float) -> None:
        self.last: dict[Party, float] = dict.fromkeys(_PARTIES, now)
        self.seen: set[Party] = set()

    def look(self, room: Room | None, now: float) -> dict[Party, float]:
        """For how many seconds each party has not been there."""
        there = _present(room)
        self.are_there(there, now)
        self.seen.update(there)
        return {party: now - at for party, at in self.last.items()}

    def are_there(self, parties: Iterable[Party], now: float) -> None:
        """Note that these are there, or can't be blamed for not being there."""
        for party in parties:
            self.last[party] = now


class ConsentWatch:
    """Sessions with an open question or something granted, looked at every second."""

    def __init__(self, rooms: Rooms, journal: Journal) -> None:
        self._rooms = rooms
        self._journal = journal
        self._ticked = now = time.monotonic()
        numbers = sessions.with_requests(journal)
        self._watched = {number: _Watched(now) for number in numbers}
        journal.watch(self._committed)

    def tick(self) -> None:
        """Append what time has decided, and tell who shares that the server is there."""
        now = time.monotonic()
        was_stopped, self._ticked = now - self._ticked > OWN_PAUSE_SECONDS, now
        for number, watched in list(self._watched.items()):
            if was_stopped:
                watched.are_there(_PARTIES, now)
            room = self._rooms.find(number)
            state = room.state if room else self._journal.state(number)
            if not (state.consent.question or state.consent.grants):
                del self._watched[number]
                continue
            self._decide(number, state, watched, room)
            if room:
                room.sharing.pulse()

    def _decide(
        self, number: int, state: SessionState, watched: _Watched, room: Room | None
    ) -> None:
        away = watched.look(room, time.monotonic())
        drafts = decide_overdue(state, int(time.time() * 1000), away, watched.seen)
        if not drafts:
            return
        try:
            self._journal.append(number, drafts, expected=state.last_seq)
        except (Conflict, LogClosed):
            return

    def _committed(self, number: int, events: list[Event]) -> None:
        for event in events:
            if event.kind == "requested":
                self._watched[number] = _Watched(time.monotonic())
                self._watched[number].look(self._rooms.find(number), time.monotonic())
            elif event.kind == "share_started" and number in self._watched:
                self._watched[number].are_there(["sharer"], time.monotonic())


def _present(room: Room | None) -> list[Party]:
    if room is None:
        return []
    there: list[Party] = [role for role in ("technician", "customer", "helper") if room.count(role)]
    return [*there, "sharer"] if room.sharing.is_heard else there
