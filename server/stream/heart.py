"""What happens by the clock: pulses of streams, unanswered questions, read marks, old keys."""

import time
from collections.abc import Callable
from functools import partial

import gevent
from structlog import get_logger

from server.domain.session import decide_expire
from server.journal import Conflict, Journal, LogClosed, NotWritten
from server.store import customer_tokens, sessions
from server.stream.consent_watch import ConsentWatch
from server.stream.room import Peer
from server.stream.rooms import Rooms

PULSE_SECONDS = 20
# Pings leave in small groups: all of a second at once would hold up every message meanwhile.
GROUPS_PER_SECOND = 25
PURGE_SECONDS = 3600.0
log = get_logger()


class Heart:
    """One greenlet that goes through its tasks every second, and pings in between."""

    def __init__(self, rooms: Rooms, journal: Journal) -> None:
        self._rooms = rooms
        self._consents = ConsentWatch(rooms, journal)
        self._journal = journal
        self._second = 0
        self._purged = -PURGE_SECONDS
        self._greenlet = gevent.spawn(self._run)

    def stop(self) -> None:
        """Beat no more; read marks that wait are stored."""
        self._greenlet.kill()
        self._rooms.save_read_marks()

    def _run(self) -> None:
        while True:
            due = self._due()
            for group in range(GROUPS_PER_SECOND):
                gevent.sleep(1 / GROUPS_PER_SECOND)
                for peer in due[group::GROUPS_PER_SECOND]:
                    self._try(partial(peer.beat, int(time.time() * 1000)))
            tasks = (self._consents.tick, self._rooms.save_read_marks, self._expire, self._purge)
            for task in tasks:
                self._try(task)

    def _try(self, task: Callable[[], None]) -> None:
        try:
            task()
        except NotWritten as error:
            log.warning("heart_not_written", reason=str(error))
        except Exception:
            log.exception("heart_failed")

    def _due(self) -> list[Peer]:
        """The twentieth of the streams whose turn this second is."""
        self._second = (self._second + 1) % PULSE_SECONDS
        peers = self._rooms.peers()
        return [peer for peer in peers if id(peer) // 64 % PULSE_SECONDS == self._second]

    def _expire(self) -> None:
        for number in sessions.overdue(self._journal, int(time.time() * 1000)):
            state = self._journal.state(number)
            try:
                self._journal.append(number, decide_expire(state), expected=state.last_seq)
            except (Conflict, LogClosed):
                continue

    def _purge(self) -> None:
        """Once an hour: forget the tokens that open nothing any more."""
        if time.monotonic() - self._purged < PURGE_SECONDS:
            return
        self._purged = time.monotonic()
        now = int(time.time() * 1000)
        self._journal.write(lambda tx: customer_tokens.purge(tx, now))
