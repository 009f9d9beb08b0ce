"""What every journal promises (server/journal/__init__.py)."""

import threading
import uuid
from pathlib import Path
from queue import SimpleQueue

import pytest
from sqlalchemy import text as sql

from server.domain.events import (
    SYSTEM,
    Admitted,
    Author,
    Created,
    Draft,
    Ended,
    Event,
    Joined,
    Message,
    ShareStarted,
    ShareStopped,
    Waiting,
)
from server.domain.session import fold
from server.journal import (
    Conflict,
    Journal,
    LogClosed,
    NotInAnyMore,
    NotWritten,
    Outcome,
    Transaction,
)
from server.journal.delivery import InWriterThread
from server.journal.sqlite import SqliteJournal
from server.store import sessions, technicians
from server.store.sessions import NewSession
from server.store.technicians import Technician

ANNA = Author("technician", "Anna Berg", "t1")
KUNDE = Author("customer", "Kunde", "c1")


def open_session(journal: Journal) -> int:
    name = uuid.uuid4().hex

    def act(tx: Transaction) -> int:
        row = NewSession(name, "t1", 0, name.encode(), name.encode(), 0, False, True)
        number = sessions.add(tx, row)
        tx.append(number, [Draft(ANNA, Created(False, "2026-01-01T00:00:00.000Z"))])
        return number

    return journal.write(act)


def say(text: str, client_id: str | None = None) -> Draft:
    return Draft(KUNDE, Message(text), client_id or str(uuid.uuid4()))


def texts(events: list[Event]) -> list[str]:
    return [body.text for event in events if isinstance(body := event.read_body(), Message)]


def test_events_are_numbered_from_1_without_gaps(journal: Journal) -> None:
    one, other = open_session(journal), open_session(journal)
    for text in ("a", "b", "c"):
        journal.append(one, [say(text)])
        journal.append(other, [say(text), say(text + text)])
    assert [event.seq for event in journal.read_after(one, 0, 100)] == [1, 2, 3, 4]
    assert [event.seq for event in journal.read_after(other, 0, 100)] == [1, 2, 3, 4, 5, 6, 7]


def test_what_was_written_is_read_back_whole(journal: Journal) -> None:
    number = open_session(journal)
    text = 'Grüße 😀 "q" \\ \n\u2028 <b>\x00'
    journal.append(number, [say(text, "11111111-1111-4111-8111-111111111111")])
    (event,) = journal.read_after(number, 1, 10)
    assert event.read_body() == Message(text)
    assert event.read_author() == KUNDE
    assert (event.role, event.kind) == ("customer", "message")
    assert event.client_id == "11111111-1111-4111-8111-111111111111"


def test_a_repeated_client_id_gives_the_first_event_and_no_second(journal: Journal) -> None:
    number = open_session(journal)
    draft = say("einmal")
    first = journal.append(number, [draft])
    again = journal.append(number, [draft])
    assert [event.seq for event in again] == [event.seq for event in first]
    assert texts(journal.read_after(number, 0, 100)) == ["einmal"]


def test_of_several_events_at_once_one_name_is_enough_to_find_them_again(journal: Journal) -> None:
    number = open_session(journal)
    drafts = [
        Draft(SYSTEM, ShareStopped(3, "view", "control")),
        Draft(KUNDE, ShareStarted(5, "control", "helper"), str(uuid.uuid4())),
    ]
    made = journal.append(number, drafts)
    assert [(event.seq, event.client_id) for event in made] == [(2, None), (3, drafts[1].client_id)]
    for expected in (None, 1):
        again = journal.append(number, drafts, expected=expected)
        assert [event.seq for event in again] == [3]
    assert journal.last_seq(number) == 3


def test_several_events_of_which_none_has_a_name_are_new_ones_each_time(journal: Journal) -> None:
    number = open_session(journal)
    drafts = [Draft(SYSTEM, ShareStopped(3, "view", "lost"))]
    assert [event.seq for event in journal.append(number, drafts)] == [2]
    assert [event.seq for event in journal.append(number, drafts)] == [3]


def test_the_same_client_id_in_another_session_is_another_event(journal: Journal) -> None:
    draft = say("hallo")
    for number in (open_session(journal), open_session(journal)):
        journal.append(number, [draft])
        assert texts(journal.read_after(number, 0, 100)) == ["hallo"]


def test_a_decision_on_an_older_state_is_a_conflict(journal: Journal) -> None:
    number = open_session(journal)
    seen = journal.state(number).last_seq
    journal.append(number, [Draft(KUNDE, Joined("key"))], expected=seen)
    with pytest.raises(Conflict):
        journal.append(number, [Draft(KUNDE, Joined("key"))], expected=seen)
    assert [event.kind for event in journal.read_after(number, 0, 9)] == ["created", "joined"]


def test_what_was_said_meanwhile_is_no_conflict(journal: Journal) -> None:
    number = open_session(journal)
    seen = journal.state(number).last_seq
    journal.append(number, [say("hallo")])
    joined = journal.append(number, [Draft(KUNDE, Joined("key"))], expected=seen)
    assert [event.seq for event in joined] == [3]
    with pytest.raises(Conflict):
        journal.append(number, [Draft(ANNA, Ended("technician"))], expected=seen)


def test_of_many_who_join_at_once_one_does(journal: Journal) -> None:
    number = open_session(journal)
    outcomes: list[str] = []

    def join() -> None:
        try:
            journal.append(number, [Draft(KUNDE, Joined("key"))], expected=1)
            outcomes.append("in")
        except Conflict:
            outcomes.append("conflict")

    threads = [threading.Thread(target=join) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["conflict"] * 15 + ["in"]


def test_an_ended_log_takes_nothing_more(journal: Journal) -> None:
    number = open_session(journal)
    before = say("vorher")
    journal.append(number, [before])
    journal.append(number, [Draft(ANNA, Ended("technician"))])
    with pytest.raises(LogClosed):
        journal.append(number, [say("nachher")])
    assert texts(journal.read_after(number, 0, 100)) == ["vorher"]
    # Its sender asks again because the ack got lost: it is told that it is there.
    assert journal.append(number, [before])[0].seq == 2


def test_a_customer_who_was_replaced_writes_nothing_more(journal: Journal) -> None:
    number, handy = open_session(journal), Author("customer", "Kunde", "c2")
    journal.append(number, [Draft(KUNDE, Joined("key")), Draft(handy, Waiting("key"))])
    journal.append(number, [say("vorher")])
    journal.append(number, [Draft(ANNA, Admitted(3, "Kunde"))])
    heard: SimpleQueue[Outcome] = SimpleQueue()
    for draft in (say("danach"), Draft(handy, Message("weiter"), str(uuid.uuid4()))):
        journal.submit(number, draft, heard.put)
    assert isinstance(heard.get(timeout=5), NotInAnyMore)
    assert isinstance(heard.get(timeout=5), list)
    with pytest.raises(NotInAnyMore):
        journal.append(number, [Draft(KUNDE, Ended("customer"))])
    assert texts(journal.read_after(number, 0, 100)) == ["vorher", "weiter"]


def test_submitted_drafts_are_told_in_order_with_duplicates_and_refusals(journal: Journal) -> None:
    number, over = open_session(journal), open_session(journal)
    journal.append(over, [Draft(SYSTEM, Ended("technician"))])
    told: list[object] = []
    all_told = threading.Event()
    twice = say("b")
    drafts = [(number, say("a")), (number, twice), (over, say("x")), (number, twice),
              (number, say("c"))]  # fmt: skip
    for session, draft in drafts:

        def done(outcome: object) -> None:
            told.append(outcome)
            if len(told) == len(drafts):
                all_told.set()

        journal.submit(session, draft, done)
    assert all_told.wait(10)
    seqs = [o[0].seq if isinstance(o, list) else type(o) for o in told]
    assert seqs == [2, 3, LogClosed, 3, 4]
    assert texts(journal.read_after(number, 0, 100)) == ["a", "b", "c"]


def test_a_failing_write_leaves_nothing_behind(journal: Journal) -> None:
    number = open_session(journal)

    def act(tx: Transaction) -> None:
        tx.append(number, [say("weg")])
        raise RuntimeError("no")

    with pytest.raises(RuntimeError, match="no"):
        journal.write(act)
    journal.append(number, [say("da")])
    assert [(e.seq, e.kind) for e in journal.read_after(number, 0, 9)] == [
        (1, "created"),
        (2, "message"),
    ]


def test_watchers_hear_every_event_once_and_in_order(journal: Journal) -> None:
    heard: list[tuple[int, int]] = []
    journal.watch(lambda session, events: heard.extend((session, e.seq) for e in events))
    number = open_session(journal)
    draft = say("a")
    journal.append(number, [draft])
    journal.append(number, [draft])
    journal.append(number, [say("b"), say("c")])
    assert heard == [(number, 1), (number, 2), (number, 3), (number, 4)]


def test_the_state_is_the_fold_of_all_events(journal: Journal) -> None:
    number = open_session(journal)
    for drafts in (
        [Draft(KUNDE, Joined("link"))],
        [say("a"), say("b")],
        [Draft(KUNDE, Ended("customer"))],
    ):
        journal.append(number, drafts)
        assert journal.state(number) == fold(journal.read_after(number, 0, 100))
    assert journal.state(number).state == "ended"


def test_older_pages_end_where_the_newer_ones_begin(journal: Journal) -> None:
    number = open_session(journal)
    journal.append(number, [say(str(i)) for i in range(25)])
    newest = journal.read_before(number, 27, 10)
    older = journal.read_before(number, newest[0].seq, 10)
    assert [event.seq for event in older + newest] == list(range(7, 27))


def test_everything_is_there_again_after_closing(tmp_path: Path) -> None:
    path = tmp_path / "again.db"
    journal = SqliteJournal(path, InWriterThread())
    journal.write(lambda tx: technicians.add(tx, Technician("t1", "a@b.de", "Anna", "", True, 0)))
    number, epoch = open_session(journal), journal.epoch
    journal.append(number, [say("bleibt")])
    journal.close()
    journal = SqliteJournal(path, InWriterThread())
    assert journal.epoch == epoch
    assert texts(journal.read_after(number, 0, 10)) == ["bleibt"]
    assert journal.append(number, [say("weiter")])[0].seq == 3
    journal.close()


def test_a_failure_does_not_repeat_what_was_to_be_written(journal: Journal) -> None:
    """Reasons go into logs, which hold no word of what people say."""
    with pytest.raises(NotWritten) as failed:
        journal.write(
            lambda tx: tx.execute(sql("INSERT INTO nowhere VALUES (:said)"), {"said": "geheim"})
        )
    assert "geheim" not in str(failed.value)
