"""What a participant does in a session: the same for a stream's frame and an API call."""

from collections.abc import Callable, Container
from contextlib import suppress
from functools import partial

from server.domain.admission import decide_admit
from server.domain.events import Author, Draft
from server.domain.frames import AdmitFrame, MessageFrame
from server.domain.refusal import Refusal
from server.domain.session import SessionState, decide_end, decide_message, decide_rate
from server.journal import (
    Done,
    Journal,
    LogClosed,
    NotInAnyMore,
    NotWritten,
    decide_and_append,
)

_CODES: dict[type[Exception], str] = {
    LogClosed: "ended_session",
    NotInAnyMore: "continued_elsewhere",
}


class Acts:
    """Decides by the domain's rules, and appends to the journal."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def say(self, session: int, draft: Draft, done: Done) -> None:
        """Append a message without waiting; `done` hears what became of it."""
        self._journal.submit(session, draft, done)

    def say_and_wait(self, session: int, author: Author, frame: MessageFrame) -> int:
        """Append a message; gives its seq. Raises Refusal."""
        client_id = str(frame.client_id)
        last_seq = self._journal.last_seq(session) if frame.reply_to else None
        draft = decide_message(
            author, frame.text, client_id, reply_to=frame.reply_to, last_seq=last_seq
        )
        try:
            return self._journal.append(session, [draft])[0].seq
        except (LogClosed, NotInAnyMore, NotWritten) as error:
            raise refusal_of(error, client_id) from None

    def end(self, session: int, author: Author, client_id: str | None = None) -> int:
        """End the session for both sides; gives the seq. Raises Refusal.

        Said again under the same client_id, it gives the first one's seq.
        """
        decide = partial(decide_end, author=author, client_id=client_id)
        return self._decide(session, decide, client_id, {"ended"})

    def admit(self, session: int, author: Author, frame: AdmitFrame) -> int:
        """Let in, or not, who waits; gives the seq. Raises Refusal. Repeated as `end` is."""
        client_id = str(frame.client_id)
        decide = partial(
            decide_admit,
            author=author,
            waiting=frame.waiting,
            granted=frame.granted,
            client_id=client_id,
        )
        return self._decide(session, decide, client_id, {"admitted", "refused"})

    def stop_waiting(self, session: int, author: Author) -> None:
        """Take back the wish to be let in, where it is still open."""

        def decide(state: SessionState) -> Draft:
            waiting = state.waits_since(author.id) or 0
            return decide_admit(state, author, waiting, granted=False, client_id=None)

        with suppress(Refusal):
            self._decide(session, decide)

    def rate(self, session: int, customer: Author, stars: int, comment: str) -> int:
        """Say how the help was; gives the seq. Raises Refusal."""
        decide = partial(decide_rate, customer=customer, stars=stars, comment=comment)
        return self._decide(session, decide)

    def _decide(
        self,
        session: int,
        decide: Callable[[SessionState], Draft],
        client_id: str | None = None,
        kinds: Container[str] = (),
    ) -> int:
        first = self._journal.find(session, client_id) if client_id else None
        if first and first.kind in kinds:
            return first.seq
        if first:
            reason = "client_id names another event"
            raise Refusal("invalid_frame", client_id=client_id, reason=reason)
        try:
            return decide_and_append(self._journal, session, decide)[0].seq
        except (LogClosed, NotInAnyMore, NotWritten) as error:
            raise refusal_of(error, client_id) from None


def refusal_of(error: Exception, client_id: str | None) -> Refusal:
    """The refusal to show for what the journal would not take."""
    named = {"client_id": client_id} if client_id else {}
    return Refusal(_CODES.get(type(error), "not_written"), **named)
