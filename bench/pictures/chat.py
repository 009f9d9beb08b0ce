"""What the chat notices of a picture that is shared on the same server."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

import msgspec

from bench import subjects
from bench.load import latency
from bench.pictures.beistand import Beistand
from bench.pictures.desk import Desk
from bench.pictures.processes import pin, prefer
from bench.pictures.viewer import Viewer, begin, end
from bench.subjects import LOAD_CORE, SERVER_CORE
from tests.running_server import RunningServer

SESSIONS, RATE = 200, 200
# A watch that never slept would leave the tray app and both browsers nothing of their core.
PATIENCE_SECONDS = 0.001


class Chat(msgspec.Struct):
    """Of one turn: p99 of delivery in ms, without and beside a picture; its frames a second."""

    alone: float
    beside: float
    frames: float


def chat(
    server: RunningServer,
    subject: Beistand,
    desk: Desk,
    viewer: Viewer,
    turns: int,
    seconds: float,
) -> list[Chat]:
    """The same messages without and beside a picture, in turn; the page scrolls in both cases."""
    load = _Load(server, seconds)
    desk.scroll(True)
    load.p99()  # the first time, its sessions are made
    found = []
    for _ in range(turns):
        alone = load.p99()
        with viewer.page() as page, subject.shown(page, slowly=False):
            desk.scroll(True)
            begin(page)
            beside, took = load.p99(), load.took
            frames = len(end(page).clock) / took
        found.append(Chat(alone, beside, frames))
    desk.scroll(False)
    return found


class _Load:
    """The messages, each time the same."""

    def __init__(self, server: RunningServer, seconds: float) -> None:
        self._server, self._seconds = server, seconds
        self._subject = subjects.Beistand(server)
        self.took = 0.0

    def p99(self) -> float:
        """Milliseconds to delivery.

        This process goes first on its core, so that it is the server's delay that it measures.
        """
        began = time.monotonic()
        with _server_alone(self._server):
            prefer(os.getpid())
            try:
                found = latency(self._subject, SESSIONS, RATE, self._seconds, PATIENCE_SECONDS)
            finally:
                prefer(os.getpid(), wanted=False)
        self.took = time.monotonic() - began
        return found.delivery[int(len(found.delivery) * 0.99)] * 1000


@contextmanager
def _server_alone(server: RunningServer) -> Iterator[None]:
    """Gives the server a core of its own, and this process with all that it started the other."""
    everywhere = set(range(os.cpu_count() or 1))
    pin(os.getpid(), {LOAD_CORE})
    pin(server.pid, {SERVER_CORE})
    try:
        yield
    finally:
        pin(os.getpid(), everywhere)
