"""What a participant does in a session: the same for a stream's frame and an API call."""

from server.domain.events import Author, Draft
from server.domain.frames import MessageFrame
from server.domain.refusal import Refusal
from server.domain.session import SessionState, decide_end, decide_message
from server.journal import Done, Journal, LogClosed, NotWritten, decide_and_append


class Acts:
    """Decides by the domain's rules, and appends to the journal."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def say(self, session: int, author: Author, text: str, client_id: str, done: Done) -> None:
        """Append a message without waiting; `done` hears what became of it.

        Raises Refusal for a text that can't be one.
        """
        self._journal.submit(session, decide_message(author, text, client_id), done)

    def say_and_wait(self, session: int, author: Author, frame: MessageFrame) -> int:
        """Append a message; gives its seq. Raises Refusal."""
        client_id = str(frame.client_id)
        draft = decide_message(author, frame.text, client_id)
        try:
            return self._journal.append(session, [draft])[0].seq
        except (LogClosed, NotWritten) as error:
            raise refusal_of(error, client_id) from None

    def end(self, session: int, author: Author, client_id: str | None = None) -> int:
        """End the session for both sides; gives the seq. Raises Refusal.

        Said again under the same client_id, it gives the first one's seq.
        """
        first = self._journal.find(session, client_id) if client_id else None
        if first and first.kind == "ended":
            return first.seq
        if first:
            raise Refusal("invalid_frame", client_id=client_id, reason="client_id names a message")

        def decide(state: SessionState) -> Draft:
            return decide_end(state, author, client_id)

        try:
            return decide_and_append(self._journal, session, decide)[0].seq
        except (LogClosed, NotWritten) as error:
            raise refusal_of(error, client_id) from None


def refusal_of(error: Exception, client_id: str | None) -> Refusal:
    """The refusal to show for what the journal would not take."""
    code = "ended_session" if isinstance(error, LogClosed) else "not_written"
    return Refusal(code, **({"client_id": client_id} if client_id else {}))
