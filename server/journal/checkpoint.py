"""Moves what was committed from the write-ahead log into the database, beside the writer."""

import sqlite3
import threading
from pathlib import Path

EVERY_SECONDS = 0.2


class Checkpointer:
    """A thread that checkpoints often, so that no commit has to wait for it.

    PASSIVE takes what it can without making readers or the writer wait. The writer checkpoints
    only if this thread falls far behind (`wal_autocheckpoint` in sqlite.py).
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="journal-checkpoint", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Checkpoint no more."""
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        connection = sqlite3.connect(self._path, isolation_level=None)
        while not self._stop.wait(EVERY_SECONDS):
            try:
                connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
            except sqlite3.OperationalError:
                continue  # disk full or busy: nothing is lost, the next turn tries again
        connection.close()
