"""Sessions in which much was said, written as a server would have written them."""

from itertools import islice

from server.domain.events import Draft, Message
from server.journal.delivery import InWriterThread
from server.journal.sqlite import SqliteJournal
from server.store import sessions
from tests.running_server import RunningServer

BATCH = 1_000


def fill(server: RunningServer, session_id: str, count: int) -> list[str]:
    """Both sides take turns until `count` more messages are said; gives the texts.

    The server is stopped meanwhile: a log has one writer.
    """
    texts = [f"Nachricht {number:06d}" for number in range(1, count + 1)]
    server.stop()
    journal = SqliteJournal(server.home / "beistand.db", InWriterThread())
    found = sessions.by_id(journal, session_id)
    assert found
    state = journal.state(found.number)
    sides = [side for side in (state.technician, state.customer) if side]
    drafts = (Draft(sides[place % len(sides)], Message(text)) for place, text in enumerate(texts))
    while batch := list(islice(drafts, BATCH)):
        journal.append(found.number, batch)
    journal.close()
    server.start()
    return texts
