"""How much a session, a side of it and the disk have room for."""

import shutil
from pathlib import Path

import msgspec
import pytest

from server.domain.events import Author, Draft, Event, File, Joined
from server.domain.file_rules import MB, MOST_FILES, FileRules
from server.domain.refusal import Refusal
from server.files.parts import Parts
from server.files.receiving import Receiving
from server.files.room import MOST_OPEN
from server.files.threads import Threads
from server.journal import Journal
from server.store import files, uploads
from server.store.uploads import Upload
from tests.contract.test_sessions import open_session

ANNA = Author("technician", "Anna Berg", "t1")
OTTO = Author("customer", "Otto", "c1")
FRIEDA = Author("customer", "Frieda", "c2")


class Sending:
    """A session in which Anna and Otto send files."""

    def __init__(self, journal: Journal, home: Path, rules: FileRules) -> None:
        self.journal = journal
        self.session = open_session(journal, b"key")
        journal.append(self.session, [Draft(OTTO, Joined("key"))])
        self.receiving = Receiving(journal, Parts(home / "uploads"), Threads(), rules)

    def begin(self, author: Author, length: int) -> Upload:
        """A new upload."""
        return self.receiving.begin(self.session, author, "a.txt", length, "c")

    def refusal(self, author: Author, length: int) -> str:
        """Why there is no new upload."""
        with pytest.raises(Refusal) as refused:
            self.begin(author, length)
        return refused.value.code

    def store(self, number: int, size: int) -> None:
        """A file that is in the log."""
        encode = msgspec.json.encode
        body = File(f"{number:032x}", "a.txt", size, "text/plain", "0" * 64)
        event = Event(number, 0, "file", msgspec.Raw(encode(ANNA)), msgspec.Raw(encode(body)))
        self.journal.write(lambda tx: files.add(tx, self.session, event))


@pytest.fixture
def sending(journal: Journal, tmp_path: Path) -> Sending:
    return Sending(journal, tmp_path, FileRules(1, frozenset(), frozenset(), session_mb=2))


def test_what_is_there_and_what_was_announced_fill_a_session(sending: Sending) -> None:
    sending.store(1, MB)
    sending.begin(OTTO, MB - 10)
    assert sending.refusal(ANNA, 11) == "session_files_full"
    sending.begin(ANNA, 10)


def test_what_is_forgotten_makes_room(sending: Sending) -> None:
    sending.begin(OTTO, MB)
    dropped = sending.begin(OTTO, MB)
    sending.receiving.drop(dropped.id)
    sending.begin(ANNA, MB)


def test_a_session_has_a_list_of_files_that_ends(sending: Sending) -> None:
    for number in range(1, MOST_FILES):
        sending.store(number, 1)
    sending.begin(OTTO, 1)
    assert sending.refusal(OTTO, 0) == "session_files_full"


def test_one_side_never_takes_the_others_turn(sending: Sending) -> None:
    for _ in range(MOST_OPEN):
        sending.begin(OTTO, 1)
    assert sending.refusal(OTTO, 1) == "too_many_uploads"
    assert sending.refusal(msgspec.structs.replace(OTTO, name="O."), 1) == "too_many_uploads"
    sending.begin(ANNA, 1)


def test_what_a_customer_left_behind_who_is_out_counts_no_more(sending: Sending) -> None:
    sending.journal.write(lambda tx: uploads.add(tx, upload_of(sending.session, FRIEDA, 2 * MB)))
    sending.begin(OTTO, 2 * MB)


def test_the_disk_keeps_room_for_what_was_announced(journal: Journal, tmp_path: Path) -> None:
    rules = FileRules(10**9, frozenset(), frozenset(), session_mb=10**9)
    sending = Sending(journal, tmp_path, rules)
    most = shutil.disk_usage(tmp_path).free * 6 // 10
    sending.begin(OTTO, most)
    assert sending.refusal(ANNA, most) == "no_space"


def upload_of(session: int, author: Author, length: int) -> Upload:
    return Upload("f" * 32, session, author, "c", "a.txt", length, 0)
