"""Tokens of customers are forgotten once they open nothing any more."""

from server.domain.events import Author, Created, Draft, Ended, Joined
from server.journal import Journal, Transaction
from server.store import customer_tokens, sessions
from server.store.customer_tokens import DAY, CustomerToken
from server.store.sessions import NewSession

ANNA = Author("technician", "Anna Berg", "t1")
KUNDE = Author("customer", "Kunde", "c1")


def open_session(journal: Journal, name: str) -> int:
    def act(tx: Transaction) -> int:
        row = NewSession(name, "t1", 0, name.encode(), name.encode(), 0, False, True)
        number = sessions.add(tx, row)
        tx.append(number, [Draft(ANNA, Created(False, "")), Draft(KUNDE, Joined("key"))])
        return number

    return journal.write(act)


def give(journal: Journal, session: int, token: str, purpose: str, at: int) -> None:
    row = CustomerToken(token.encode(), session, "c1", "Kunde", purpose, at)
    journal.write(lambda tx: customer_tokens.add(tx, row))


def purge(journal: Journal, now: int) -> int:
    return journal.write(lambda tx: customer_tokens.purge(tx, now))


def test_an_unused_code_lasts_a_day_and_a_way_back_as_long_as_the_session(journal: Journal) -> None:
    number = open_session(journal, "offen")
    give(journal, number, "code", "entry", 0)
    give(journal, number, "cookie", "access", 0)
    assert purge(journal, DAY) == 0
    assert purge(journal, DAY + 1) == 1
    assert purge(journal, 400 * DAY) == 0
    assert customer_tokens.find(journal, b"cookie", "access")


def test_after_the_end_a_browser_comes_back_for_a_week(journal: Journal) -> None:
    number = open_session(journal, "beendet")
    give(journal, number, "cookie", "access", 0)
    (ended,) = journal.append(number, [Draft(ANNA, Ended("technician"))])
    assert purge(journal, ended.at + 7 * DAY) == 0
    assert purge(journal, ended.at + 7 * DAY + 1) == 1
    assert customer_tokens.find(journal, b"cookie", "access") is None
