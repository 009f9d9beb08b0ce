"""What people do in a session, on any journal."""

from server.domain.events import Author, Created, Draft, Joined, Refused, Waiting
from server.journal import Journal, Transaction
from server.store import sessions
from server.store.sessions import NewSession
from server.stream.acts import Acts

ANNA = Author("technician", "Anna Berg", "t1")
KUNDE = Author("customer", "Kunde", "c1")
HANDY = Author("customer", "Kunde", "c2")


def test_who_left_the_door_no_longer_waits(journal: Journal) -> None:
    def act(tx: Transaction) -> int:
        number = sessions.add(tx, NewSession("s", "t1", 0, b"k", b"l", 0, False, True))
        drafts = [Draft(ANNA, Created(False, "")), Draft(KUNDE, Joined("key"))]
        tx.append(number, [*drafts, Draft(HANDY, Waiting("key"))])
        return number

    number, acts = journal.write(act), Acts(journal)
    acts.stop_waiting(number, HANDY)
    (left,) = journal.read_after(number, 3, 10)
    assert (left.read_author(), left.read_body()) == (HANDY, Refused(3, "Kunde"))
    for nobody in (HANDY, KUNDE):
        acts.stop_waiting(number, nobody)
    assert journal.last_seq(number) == 4
