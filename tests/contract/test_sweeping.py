"""What is cleared away of files that never became any, and what stays."""

import time
from pathlib import Path

import pytest
from sqlalchemy import select, text

from server.domain.events import Author, Draft, Ended
from server.domain.file_rules import FileRules
from server.files.arrival import Arrival
from server.files.filestore import FileStore, open_store
from server.files.parts import Parts
from server.files.receiving import Receiving
from server.files.sweeping import DAY, Sweeping
from server.files.threads import Threads
from server.files.thumbnails import Thumbnails
from server.journal import Journal
from server.store import schema, uploads
from server.store.uploads import Upload
from tests.contract.test_sessions import open_session

ANNA = Author("technician", "Anna Berg", "t1")


class Room:
    """Parts, rows and a store, as a server has them."""

    def __init__(self, journal: Journal, home: Path) -> None:
        threads = Threads()
        rules = FileRules(1, frozenset(), frozenset())
        self.journal = journal
        self.session = open_session(journal, b"key")
        self.parts = Parts(home / "uploads")
        self.store: FileStore = open_store("", home / "files")
        self.receiving = Receiving(journal, self.parts, threads, rules)
        self.arrival = Arrival(
            journal, self.receiving, self.store, threads, rules, None, Thumbnails(threads)
        )
        self.sweeping = Sweeping(journal, self.receiving, self.arrival, threads)

    def begin(
        self, number: int, hours_ago: int = 0, seq: int | None = None, author: Author = ANNA
    ) -> str:
        """An upload of some time ago, with its part; or finished as an event."""
        name = f"{number:032x}"
        created = int(time.time() * 1000) - hours_ago * DAY // 24
        upload = Upload(name, self.session, author, "c", "a.txt", 5, created, seq)
        self.journal.write(lambda tx: uploads.add(tx, upload))
        if seq is None:
            self.parts.create(name)
        return name

    def rows(self) -> set[str]:
        """The uploads that are known."""
        ids = select(schema.uploads.c.id)
        return self.journal.read(lambda connection: set(connection.scalars(ids)))


@pytest.fixture
def room(journal: Journal, tmp_path: Path) -> Room:
    return Room(journal, tmp_path)


def test_what_nobody_continued_for_a_day_is_forgotten(room: Room) -> None:
    old, young = room.begin(1, hours_ago=25), room.begin(2, hours_ago=23)
    room.sweeping.sweep()
    assert room.parts.names() == room.rows() == {young}
    assert old not in room.rows()


def test_what_is_being_written_to_stays(room: Room) -> None:
    old = room.begin(1, hours_ago=25)
    with room.receiving.turns.take(old, lambda: None, lambda: False):
        room.sweeping.sweep()
        assert room.rows() == {old}
    room.sweeping.sweep()
    assert room.rows() == set()


def test_of_a_finished_one_only_the_row_goes(room: Room, tmp_path: Path) -> None:
    done = room.begin(1, hours_ago=25, seq=2)
    arrived = tmp_path / "arrived"
    arrived.write_bytes(b"Hallo")
    room.store.put(arrived, done)
    room.sweeping.sweep()
    assert room.rows() == set()
    assert room.store.size(done) == 5


def test_what_a_crash_left_in_the_store_goes_with_its_row(room: Room) -> None:
    crashed = room.begin(1)
    room.store.put(room.parts.path(crashed), crashed)
    room.parts.remove(crashed)
    room.sweeping.start()
    room.sweeping.stop()
    assert room.rows() == set()
    assert room.store.size(crashed) is None


def test_what_is_finished_while_others_are_swept_stays(room: Room) -> None:
    first, second = room.begin(1, hours_ago=25), room.begin(2, hours_ago=25)
    really = room.store.delete

    def finish_the_second_meanwhile(name: str) -> None:
        if name == first:
            room.store.put(room.parts.path(second), second)
            room.journal.write(lambda tx: uploads.set_seq(tx, second, 2, 0))
        really(name)

    room.store.delete = finish_the_second_meanwhile  # type: ignore[method-assign]
    room.sweeping.sweep()
    assert room.store.size(second) == 0
    assert room.store.size(first) is None


def test_what_is_being_swept_nobody_can_finish(room: Room) -> None:
    old = room.begin(1, hours_ago=25)
    taken = []
    really = room.store.delete

    def look(name: str) -> None:
        taken.append(room.receiving.turns.is_taken(old))
        really(name)

    room.store.delete = look  # type: ignore[method-assign]
    room.sweeping.sweep()
    assert taken
    assert all(taken)


def test_what_got_into_the_log_is_not_forgotten_by_who_believes_otherwise(room: Room) -> None:
    name = room.begin(1)
    before = uploads.find(room.journal, room.session, name)
    assert before
    room.store.put(room.parts.path(name), name)
    room.journal.write(lambda tx: uploads.set_seq(tx, name, 2, 0))
    room.arrival.forget(before)
    assert room.store.size(name) == 0
    assert room.rows() == {name}


def test_uploads_that_can_become_no_file_any_more_are_forgotten_at_once(room: Room) -> None:
    kept = room.begin(1)
    room.begin(2, author=Author("customer", "Otto", "replaced"))
    room.sweeping.sweep()
    assert room.rows() == room.parts.names() == {kept}
    room.journal.append(room.session, [Draft(ANNA, Ended("technician"))])
    room.sweeping.sweep()
    assert room.rows() == room.parts.names() == set()


def test_however_many_there_are_they_are_cleared_away(room: Room) -> None:
    begun = room.begin(1, hours_ago=25, seq=2)
    many = text(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 260000)"
        " INSERT INTO uploads SELECT 'x' || i, session, author, client_id, name, length,"
        " created_at, seq FROM uploads, n"
    )
    room.journal.write(lambda tx: tx.execute(many))
    assert begun in room.rows()
    room.sweeping.sweep()
    assert room.rows() == set()
