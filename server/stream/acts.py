"""What a participant does in a session: the same for a stream's frame and an API call."""

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial

from server.domain.admission import decide_admit
from server.domain.asking import decide_answer, decide_extend, decide_request, decide_withdraw
from server.domain.consent_frames import (
    AnswerFrame,
    ExtendFrame,
    RequestFrame,
    ShareFrame,
    UnshareFrame,
    WithdrawFrame,
)
from server.domain.events import Author, Draft
from server.domain.frames import AdmitFrame, DecisionFrame, EndFrame, MessageFrame
from server.domain.refusal import Refusal
from server.domain.session import SessionState, decide_end, decide_message, decide_rate
from server.domain.sharing import decide_share, decide_unshare
from server.journal import (
    Done,
    Journal,
    LogClosed,
    NotInAnyMore,
    NotWritten,
    decide_and_append,
)
from server.store import sessions

Decide = Callable[[SessionState], Sequence[Draft]]
_CODES: dict[type[Exception], str] = {
    LogClosed: "ended_session",
    NotInAnyMore: "continued_elsewhere",
}
# What each frame becomes in the log: sent again, it has to be found there as one of these.
_KINDS: dict[type, frozenset[str]] = {
    EndFrame: frozenset({"ended"}),
    AdmitFrame: frozenset({"admitted", "refused"}),
    RequestFrame: frozenset({"requested"}),
    AnswerFrame: frozenset({"answered"}),
    ExtendFrame: frozenset({"extended"}),
    WithdrawFrame: frozenset({"withdrawn"}),
    ShareFrame: frozenset({"share_started"}),
    UnshareFrame: frozenset({"share_stopped"}),
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

    def decide(self, session: int, author: Author, frame: DecisionFrame) -> int:
        """Do what a frame asks to be decided; gives the seq of what came of it. Raises Refusal.

        Said again under the same client_id, it gives the first one's seq.
        """
        client_id = str(frame.client_id)
        first = self._journal.find(session, client_id)
        if first and first.kind in _KINDS[type(frame)]:
            return first.seq
        if first:
            reason = "client_id names another event"
            raise Refusal("invalid_frame", client_id=client_id, reason=reason)
        return self._decide(session, self._decision(session, author, frame), client_id)

    def end(self, session: int, author: Author) -> int:
        """End the session for both sides; gives the seq. Raises Refusal."""
        return self._decide(session, partial(decide_end, author=author))

    def stop_waiting(self, session: int, author: Author) -> None:
        """Take back the wish to be let in, where it is still open."""

        def decide(state: SessionState) -> Sequence[Draft]:
            waiting = state.waits_since(author.id) or 0
            return decide_admit(state, author, waiting, granted=False, client_id=None)

        with suppress(Refusal):
            self._decide(session, decide)

    def rate(self, session: int, customer: Author, stars: int, comment: str) -> int:
        """Say how the help was; gives the seq. Raises Refusal."""
        return self._decide(session, lambda state: [decide_rate(state, customer, stars, comment)])

    def _decision(self, session: int, author: Author, frame: DecisionFrame) -> Decide:
        now, client_id = int(time.time() * 1000), str(frame.client_id)
        match frame:
            case EndFrame():
                return lambda state: decide_end(state, author, client_id)
            case AdmitFrame(_, waiting, granted):
                return partial(
                    decide_admit,
                    author=author,
                    waiting=waiting,
                    granted=granted,
                    client_id=client_id,
                    ask_at=now if self._asks_on_arrival(session) else None,
                )
            case RequestFrame(_, permission):
                return lambda state: [decide_request(state, author, permission, now, client_id)]
            case AnswerFrame(_, request, granted, reason):
                answer = partial(decide_answer, granted=granted, reason=reason, client_id=client_id)
                return lambda state: [answer(state, author, request, now)]
            case ExtendFrame(_, request):
                return lambda state: [decide_extend(state, author, request, now, client_id)]
            case WithdrawFrame(_, permission):
                return lambda state: decide_withdraw(state, author, permission, client_id)
            case ShareFrame(_, request, source):
                return lambda state: decide_share(state, author, request, source, client_id)
            case UnshareFrame(_, request, reason):
                return lambda state: [decide_unshare(state, author, request, reason, client_id)]

    def _asks_on_arrival(self, session: int) -> bool:
        found = sessions.by_number(self._journal, session)
        return found is not None and found.control_on_arrival

    def _decide(self, session: int, decide: Decide, client_id: str | None = None) -> int:
        try:
            made = decide_and_append(self._journal, session, decide)
        except (LogClosed, NotInAnyMore, NotWritten) as error:
            raise refusal_of(error, client_id) from None
        if not made:
            # Only sharing goes on as it was: after the connection was lost, or in another tab.
            share = self._journal.state(session).consent.share
            return share.since if share else 0
        named = (event for event in made if client_id and event.client_id == client_id)
        return next(named, made[-1]).seq


def refusal_of(error: Exception, client_id: str | None) -> Refusal:
    """The refusal to show for what the journal would not take."""
    named = {"client_id": client_id} if client_id else {}
    return Refusal(_CODES.get(type(error), "not_written"), **named)
