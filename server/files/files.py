"""All that has to do with files, made once for a running server."""

import msgspec

from server.domain.file_rules import FileRules
from server.files.arrival import Arrival
from server.files.filestore import FileStore, StorageError, open_store
from server.files.parts import Parts
from server.files.receiving import Receiving
from server.files.scanner import Scanner
from server.files.sweeping import Sweeping
from server.files.threads import Threads
from server.files.thumbnails import Thumbnails
from server.journal import Journal
from server.settings import PREFIX, Settings, SettingsError


class Files(msgspec.Struct, frozen=True):
    """How files come in, where they lie, and what is cleared away."""

    rules: FileRules
    store: FileStore
    threads: Threads
    receiving: Receiving
    arrival: Arrival
    sweeping: Sweeping


def build_files(settings: Settings, journal: Journal) -> Files:
    """The rooms for files on these settings. Raises SettingsError."""
    threads = Threads()
    parts = Parts(settings.folder / "uploads")
    store = _store(settings)
    rules = settings.file_rules
    receiving = Receiving(journal, parts, threads, rules)
    arrival = Arrival(
        journal, receiving, store, threads, rules, _scanner(settings), Thumbnails(threads)
    )
    return Files(
        rules=rules,
        store=store,
        threads=threads,
        receiving=receiving,
        arrival=arrival,
        sweeping=Sweeping(journal, receiving, arrival, threads),
    )


def _store(settings: Settings) -> FileStore:
    try:
        return open_store(settings.storage_url, settings.folder / "files")
    except StorageError as error:
        raise SettingsError(f"{PREFIX}STORAGE_URL: {error}") from None


def _scanner(settings: Settings) -> Scanner | None:
    try:
        return Scanner(settings.clamd) if settings.clamd else None
    except ValueError:
        raise SettingsError(
            f"{PREFIX}CLAMD is no address of a scanner: {settings.clamd!r}."
            " Write it like unix:/run/clamav/clamd.ctl or tcp://127.0.0.1:3310"
        ) from None
