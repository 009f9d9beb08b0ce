"""What one stream asks to be decided, one after the other: each reads the log and waits for it."""

from collections import deque
from collections.abc import Callable

import gevent

from server.domain.events import Author
from server.domain.frames import DecisionFrame
from server.domain.refusal import Refusal
from server.stream.acts import Acts

# A person decides one thing at a time; what goes beyond this is no person.
MOST_OPEN = 8
# Between two of them everybody else has their turn.
BREATH_SECONDS = 0.002
Decided = Callable[[DecisionFrame, int | Refusal], None]


class Decisions:
    """A short queue with one greenlet, while there is something in it.

    `done` hears the frame, and the seq or the refusal.
    """

    __slots__ = ("_acts", "_author", "_done", "_number", "_open")

    def __init__(self, acts: Acts, number: int, author: Author, done: Decided) -> None:
        self._acts = acts
        self._number = number
        self._author = author
        self._done = done
        self._open: deque[DecisionFrame] = deque()

    def ask(self, frame: DecisionFrame) -> None:
        """Have it decided soon. Raises Refusal `too_many_tries` when too much is open."""
        if len(self._open) >= MOST_OPEN:
            raise Refusal("too_many_tries", client_id=str(frame.client_id), seconds=1)
        self._open.append(frame)
        if len(self._open) == 1:
            gevent.spawn(self._decide_all)

    def _decide_all(self) -> None:
        while self._open:
            frame = self._open[0]
            self._done(frame, self._decide(frame))
            gevent.sleep(BREATH_SECONDS)
            self._open.popleft()

    def _decide(self, frame: DecisionFrame) -> int | Refusal:
        try:
            return self._acts.decide(self._number, self._author, frame)
        except Refusal as refusal:
            return refusal
