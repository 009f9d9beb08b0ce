"""The one thread that writes: takes all that is waiting, commits it together, then tells."""

import sqlite3
import threading
import time
from collections.abc import Callable, Sequence
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

import msgspec
import structlog
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from server.domain.events import Draft, Event
from server.journal import Done, NotWritten, Transaction, Watcher
from server.journal.delivery import Answer, Delivery
from server.journal.direct import Direct
from server.journal.log import LogTransaction, UniqueClash

log = structlog.get_logger()

MOST_IN_ONE_COMMIT = 2_000


class AppendJob(msgspec.Struct, frozen=True, gc=False):
    """One draft to append, and whom to tell."""

    session: int
    draft: Draft
    done: Done


class WriteJob(msgspec.Struct, frozen=True):
    """A function to run in the transaction, and where its caller waits."""

    act: Callable[[Transaction], Any]
    answer: Answer


Job = AppendJob | WriteJob
Told = tuple[Callable[[Any], None], Any]
J = TypeVar("J", AppendJob, WriteJob)
Do = Callable[[LogTransaction, Sequence[J], list[Told]], None]


class Writer:
    """Group commit on one native thread.

    Every write of the process goes through here, so SQLite never meets two writers. What is
    said to `done`, an answer or a watcher is said only after the commit.
    """

    def __init__(self, engine: Engine, delivery: Delivery) -> None:
        self._engine = engine
        self._delivery = delivery
        self._queue: SimpleQueue[Job | None] = SimpleQueue()
        self._watchers: list[Watcher] = []
        self._thread = threading.Thread(target=self._run, name="journal-writer", daemon=True)
        self._thread.start()

    def submit(self, job: Job) -> None:
        """Have the job done with the next commit."""
        self._queue.put(job)

    def watch(self, watcher: Watcher) -> None:
        """Call `watcher(session, events)` after each commit, in the order of the log."""
        self._watchers.append(watcher)

    def close(self) -> None:
        """Write what is waiting, then stop the thread."""
        self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        with self._engine.connect() as connection:
            direct = Direct(connection)
            log_transaction = LogTransaction(connection, direct)
            going = True
            while going:
                jobs, going = self._take()
                self._work(direct, log_transaction, jobs)

    def _take(self) -> tuple[list[Job], bool]:
        jobs: list[Job] = []
        job = self._queue.get()
        while job is not None:
            jobs.append(job)
            if len(jobs) >= MOST_IN_ONE_COMMIT:
                return jobs, True
            try:
                job = self._queue.get_nowait()
            except Empty:
                return jobs, True
        return jobs, False

    def _work(self, direct: Direct, tx: LogTransaction, jobs: Sequence[Job]) -> None:
        """Appends first, then writes, each kind with one commit.

        Nobody notices that the order changed: who waits for a job has all later ones in a later
        commit anyway.
        """
        appends = [job for job in jobs if isinstance(job, AppendJob)]
        writes = [job for job in jobs if isinstance(job, WriteJob)]
        if appends:
            try:
                self._commit(direct, tx, appends, _append_all)
            except UniqueClash:
                self._commit(direct, tx, appends, _append_singly)
        if writes:
            self._commit(direct, tx, writes, _run_writes)

    def _commit(self, direct: Direct, tx: LogTransaction, jobs: Sequence[J], do: Do[J]) -> None:
        told: list[Told] = []
        tx.begin(int(time.time() * 1000))
        try:
            with direct.transaction():
                do(tx, jobs, told)
        except UniqueClash:
            tx.forget()
            raise
        except Exception as error:
            tx.forget()
            # SQLAlchemy's own words would hold the parameters, and with them what people wrote.
            reason = str(error.orig if isinstance(error, DBAPIError) else error)
            if isinstance(error, DBAPIError | sqlite3.Error):
                log.error("journal_not_written", reason=reason)
            else:
                log.exception("journal_writer_failed")
            failure = NotWritten(reason)
            told = [(_failing(job), failure) for job in jobs]
            self._delivery.call(lambda: _tell(told))
            return
        written = tx.written
        self._delivery.call(lambda: self._announce(written, told))

    def _announce(self, written: Sequence[tuple[int, list[Event]]], told: list[Told]) -> None:
        for watcher in self._watchers:
            for session, events in written:
                try:
                    watcher(session, events)
                except Exception:
                    log.exception("journal_watcher_failed")
        _tell(told)


def _append_all(tx: LogTransaction, jobs: Sequence[AppendJob], told: list[Told]) -> None:
    """Append all at once. Raises UniqueClash, undone, where a client_id is there already."""
    outcomes = tx.append_many((job.session, job.draft) for job in jobs)
    told.extend((job.done, outcome) for job, outcome in zip(jobs, outcomes, strict=True))


def _append_singly(tx: LogTransaction, jobs: Sequence[AppendJob], told: list[Told]) -> None:
    """Look each up before it is written."""
    told.extend((job.done, tx.append_or_refuse(job.session, job.draft)) for job in jobs)


def _run_writes(tx: LogTransaction, jobs: Sequence[WriteJob], told: list[Told]) -> None:
    for job in jobs:
        _run_write(tx, job, told)


def _run_write(tx: LogTransaction, job: WriteJob, told: list[Told]) -> None:
    try:
        with tx.savepoint():
            value = job.act(tx)
    except sqlite3.OperationalError:
        raise
    except DBAPIError as error:
        if error.connection_invalidated or isinstance(error.orig, sqlite3.OperationalError):
            raise
        told.append((job.answer.fail, error))
    except Exception as error:  # noqa: BLE001 - its caller, who waits elsewhere, gets it
        told.append((job.answer.fail, error))
    else:
        told.append((job.answer.set, value))


def _failing(job: Job) -> Callable[[Any], None]:
    return job.done if isinstance(job, AppendJob) else job.answer.fail


def _tell(told: list[Told]) -> None:
    for tell, outcome in told:
        try:
            tell(outcome)
        except Exception:
            # One listener's fault must not leave the others waiting.
            log.exception("journal_listener_failed")
