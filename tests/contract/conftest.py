"""The journals that the contract is held against."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from server.journal import Journal
from server.journal.delivery import InWriterThread
from server.journal.sqlite import SqliteJournal
from server.store import technicians
from server.store.technicians import Technician


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    journal = SqliteJournal(tmp_path / "log.db", InWriterThread())
    journal.write(lambda tx: technicians.add(tx, Technician("t1", "a@b.de", "Anna", "", True, 0)))
    yield journal
    journal.close()
