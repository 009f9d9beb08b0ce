"""What the table of sessions knows beside the log."""

from server.domain.events import Author, Created, Draft, Ended, Expired, Joined
from server.journal import Journal, Transaction
from server.store import session_links, sessions
from server.store.sessions import NewSession

ANNA = Author("technician", "Anna Berg", "t1")
KUNDE = Author("customer", "Kunde", "c1")


def open_session(journal: Journal, key: bytes) -> int:
    def act(tx: Transaction) -> int:
        row = NewSession(key.hex(), "t1", 0, key, key, 0, False, True)
        number = sessions.add(tx, row)
        tx.append(number, [Draft(ANNA, Created(False, ""))])
        return number

    return journal.write(act)


def is_in_use(journal: Journal, key: bytes) -> bool:
    return journal.write(lambda tx: sessions.is_key_in_use(tx, key))


def test_a_key_is_in_use_until_its_session_is_over(journal: Journal) -> None:
    used, unused = open_session(journal, b"used"), open_session(journal, b"unused")
    assert not is_in_use(journal, b"other")
    assert is_in_use(journal, b"used")
    journal.append(used, [Draft(KUNDE, Joined("key"))])
    assert is_in_use(journal, b"used")
    journal.append(used, [Draft(KUNDE, Ended("customer"))])
    journal.append(unused, [Draft(ANNA, Expired())])
    assert not is_in_use(journal, b"used")
    assert not is_in_use(journal, b"unused")


def test_a_key_can_be_drawn_again_once_its_session_is_over(journal: Journal) -> None:
    first = open_session(journal, b"key")
    journal.append(first, [Draft(ANNA, Expired())])

    def again(tx: Transaction) -> None:
        sessions.add(tx, NewSession("again", "t1", 0, b"key", b"link", 0, False, True))

    journal.write(again)
    found = sessions.by_key(journal, b"key")
    assert found
    assert found.id == "again"


def test_a_new_key_takes_the_place_of_the_old_one(journal: Journal) -> None:
    number = open_session(journal, b"old")
    journal.write(lambda tx: sessions.set_invitation(tx, number, b"new", b"new-link", 99))
    assert sessions.by_key(journal, b"old") is None
    assert sessions.by_link(journal, b"old") is None
    found = sessions.by_link(journal, b"new-link")
    assert found
    assert (found.number, found.key_expires_at) == (number, 99)


def test_a_key_opens_a_session_until_another_takes_its_place(journal: Journal) -> None:
    number = open_session(journal, b"old")
    other = open_session(journal, b"other")

    def expiry(opener: bytes) -> int | None:
        return journal.write(lambda tx: sessions.expiry_for(tx, number, opener))

    assert (expiry(b"old"), expiry(b"other"), other) == (0, None, number + 1)
    journal.write(lambda tx: sessions.set_invitation(tx, number, b"new", b"new-link", 99))
    assert [expiry(opener) for opener in (b"old", b"new", b"new-link")] == [None, 99, 99]
    journal.write(lambda tx: session_links.add(tx, b"sms", number, "s1", 0))
    assert expiry(b"sms") == 99
    journal.write(lambda tx: session_links.drop_all(tx, number))
    assert expiry(b"sms") is None
