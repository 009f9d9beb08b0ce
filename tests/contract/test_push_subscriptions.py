"""What is kept of browsers in which technicians want to be told."""

from sqlalchemy import update

from server.journal import Journal
from server.store import push_subscriptions, technicians
from server.store.push_subscriptions import MOST, PushSubscription
from server.store.schema import technicians as technicians_table
from server.store.technicians import Technician


def keep(journal: Journal, name: str, technician: str = "t1", at: int = 0) -> PushSubscription:
    row = PushSubscription(
        name, technician, f"https://a.de/{name}", "p", "a", "de", True, False, at
    )
    journal.write(lambda tx: push_subscriptions.keep(tx, row))
    return row


def ids(journal: Journal, technician: str = "t1") -> list[str]:
    return [one.id for one in push_subscriptions.of_technician(journal, technician)]


def add_ben(journal: Journal) -> None:
    ben = Technician("t2", "ben@b.de", "Ben", "", False, 0)
    journal.write(lambda tx: technicians.add(tx, ben))


def test_what_is_kept_is_found_as_it_was(journal: Journal) -> None:
    row = keep(journal, "b1")
    assert push_subscriptions.find(journal, "t1", "b1") == row
    assert push_subscriptions.find(journal, "t2", "b1") is None
    assert push_subscriptions.find(journal, "t1", "") is None


def test_a_browser_is_one_technicians(journal: Journal) -> None:
    add_ben(journal)
    keep(journal, "b1", "t1")
    keep(journal, "b1", "t2")
    assert (ids(journal, "t1"), ids(journal, "t2")) == ([], ["b1"])


def test_it_goes_unless_it_is_the_one_technicians(journal: Journal) -> None:
    keep(journal, "b1")
    assert not journal.write(lambda tx: push_subscriptions.drop(tx, "b1", but_of="t1"))
    assert journal.write(lambda tx: push_subscriptions.drop(tx, "b1", but_of="t2"))
    assert not journal.write(lambda tx: push_subscriptions.drop(tx, "b1"))


def test_of_too_many_the_oldest_go(journal: Journal) -> None:
    add_ben(journal)
    keep(journal, "bens", "t2")
    for number in range(MOST + 2):
        keep(journal, f"b{number}", at=number)
    assert ids(journal) == [f"b{number}" for number in range(MOST + 1, 1, -1)]
    assert ids(journal, "t2") == ["bens"]


def test_who_may_not_sign_in_any_more_is_not_told(journal: Journal) -> None:
    keep(journal, "b1")
    disabled = update(technicians_table).values(disabled_at=1)
    journal.write(lambda tx: tx.execute(disabled))
    assert ids(journal) == []
