"""What happens by the clock: pulses of streams, read marks to the disk, keys that run out."""

import time

import gevent
from structlog import get_logger

from server.domain.session import decide_expire
from server.journal import Conflict, Journal, LogClosed, NotWritten
from server.store import sessions
from server.stream.participant import Participant
from server.stream.rooms import Rooms

PULSE_SECONDS = 20
log = get_logger()


class Heart:
    """One greenlet that wakes every second."""

    def __init__(self, rooms: Rooms, journal: Journal) -> None:
        self._rooms = rooms
        self._journal = journal
        self._second = 0
        self._greenlet = gevent.spawn(self._run)

    def stop(self) -> None:
        """Beat no more; read marks that wait are stored."""
        self._greenlet.kill()
        self._rooms.save_read_marks()

    def _run(self) -> None:
        while True:
            gevent.sleep(1.0)
            for task in (self._beat, self._rooms.save_read_marks, self._expire):
                try:
                    task()
                except NotWritten as error:
                    log.warning("heart_not_written", reason=str(error))
                except Exception:
                    log.exception("heart_failed")

    def _beat(self) -> None:
        """A twentieth of the streams each second, so that they don't all answer at once."""
        self._second = (self._second + 1) % PULSE_SECONDS

        def visit(_room: object, peer: object) -> None:
            if isinstance(peer, Participant) and id(peer) // 64 % PULSE_SECONDS == self._second:
                peer.beat()

        self._rooms.each_peer(visit)

    def _expire(self) -> None:
        for number in sessions.overdue(self._journal, int(time.time() * 1000)):
            state = self._journal.state(number)
            try:
                self._journal.append(number, decide_expire(state), expected=state.last_seq)
            except (Conflict, LogClosed):
                continue
