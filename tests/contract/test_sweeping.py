"""What is cleared away of files that never became any, and what stays."""

import time
from pathlib import Path

import pytest

from server.domain.events import Author
from server.domain.file_rules import FileRules
from server.files.filestore import FileStore, open_store
from server.files.parts import Parts
from server.files.receiving import Receiving
from server.files.sweeping import DAY, Sweeping
from server.files.threads import Threads
from server.journal import Journal
from server.store import uploads
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
        self.sweeping = Sweeping(journal, self.receiving, self.store, threads)

    def begin(self, number: int, hours_ago: int = 0, seq: int | None = None) -> str:
        """An upload of some time ago, with its part; or finished as an event."""
        name = f"{number:032x}"
        created = int(time.time() * 1000) - hours_ago * DAY // 24
        upload = Upload(name, self.session, ANNA, "c", "a.txt", 5, created, seq)
        self.journal.write(lambda tx: uploads.add(tx, upload))
        if seq is None:
            self.parts.create(name)
        return name

    def rows(self) -> set[str]:
        """The uploads that are known."""
        return {upload.id for upload in uploads.created_before(self.journal, 2**62)}


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


def test_what_a_crash_left_in_the_store_goes_with_its_row(room: Room, tmp_path: Path) -> None:
    crashed = room.begin(1)
    room.store.put(room.parts.path(crashed), crashed)
    room.sweeping.start()
    room.sweeping.stop()
    assert room.rows() == set()
    assert room.store.size(crashed) is None
