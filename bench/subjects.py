"""The servers under measurement: started on a core of their own, filled with sessions."""

import http.client
import json
import os
import subprocess
import sys
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from bench.client import Client, Target, open_all, pin
from tests.running_server import RunningServer, free_port, running_server

SERVER_CORE, LOAD_CORE = 0, 1


class Pair:
    """The two sides of one session, connected again and again."""

    def __init__(self, sides: tuple[Target, Target], last_seq: int) -> None:
        self.sides = sides
        self.last_seq = last_seq
        self.clients: list[Client] = []

    def targets(self) -> list[Target]:
        """Both sides, asking for what comes after the last seq."""
        return [side.after(self.last_seq) for side in self.sides]

    def close(self) -> None:
        """Disconnect both sides."""
        for client in self.clients:
            client.close()
        self.clients = []


class Subject(ABC):
    """A server and its sessions."""

    name: str
    # Whether a message counts only when the sender was told that it is stored.
    acks: bool

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.pairs: list[Pair] = []

    @abstractmethod
    def seed(self, count: int) -> None:
        """Have at least `count` sessions, each with a customer."""

    @contextmanager
    def connected(self, count: int) -> Iterator[list[Pair]]:
        """The first `count` sessions, both sides connected."""
        self.seed(count)
        pairs = self.pairs[:count]
        connect(pairs)
        try:
            yield pairs
        finally:
            for pair in pairs:
                pair.close()

    def processor(self) -> float:
        """Seconds of processor time that the process has used."""
        ticks = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()[11:13]
        return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")

    def memory(self) -> int:
        """Bytes of memory that are the process's alone (PSS)."""
        for line in Path(f"/proc/{self.pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
        raise AssertionError("no Pss in smaps_rollup")


class Beistand(Subject):
    """This project's server: authenticated, durable, acknowledging."""

    name, acks = "Beistand", True

    def __init__(self, server: RunningServer) -> None:
        super().__init__(server.pid)
        self._server = server

    def seed(self, count: int) -> None:
        api = http.client.HTTPConnection("127.0.0.1", self._server.port)
        while len(self.pairs) < count:
            session = _post(api, "sessions", {}, self._server.token)
            joined = _post(api, "join", {"key": session["key"]})
            path = f"/api/v1/sessions/{session['id']}/stream?after={{after}}"
            sides = [
                Target(self._server.port, path, token)
                for token in (joined["token"], self._server.token)
            ]
            self.pairs.append(Pair((sides[0], sides[1]), last_seq=2))
        api.close()


class FlaskSock(Subject):
    """flask-sock as it comes: nobody is asked who they are, nothing is stored."""

    name, acks = "flask-sock", False

    def __init__(self, pid: int, port: int) -> None:
        super().__init__(pid)
        self._port = port

    def seed(self, count: int) -> None:
        while len(self.pairs) < count:
            side = Target(self._port, f"/room{len(self.pairs)}")
            self.pairs.append(Pair((side, side), last_seq=0))


def connect(pairs: list[Pair]) -> None:
    """Open both sides of each session."""
    clients = open_all([target for pair in pairs for target in pair.targets()])
    for place, pair in enumerate(pairs):
        pair.clients = clients[2 * place : 2 * place + 2]


@contextmanager
def subjects() -> Iterator[tuple[Beistand, FlaskSock]]:
    """Both servers, fresh, on the server's core; the caller runs on the other one."""
    with ExitStack() as stack:
        home = stack.enter_context(tempfile.TemporaryDirectory(prefix="beistand-bench-"))
        pin(SERVER_CORE)
        server = stack.enter_context(running_server(Path(home)))
        port = free_port()
        relay = stack.enter_context(_flask_sock(port))
        pin(LOAD_CORE)
        yield Beistand(server), FlaskSock(relay.pid, port)


@contextmanager
def _flask_sock(port: int) -> Iterator[subprocess.Popen[str]]:
    command = (sys.executable, "-m", "bench.peers.flask_sock_plain", str(port))
    with subprocess.Popen(command, text=True, stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdout.readline() == "Ready.\n"
        try:
            yield process
        finally:
            process.kill()


def _post(api: http.client.HTTPConnection, path: str, body: object, token: str = "") -> Any:
    headers = {"Content-Type": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    api.request("POST", f"/api/v1/{path}", json.dumps(body), headers)
    answer = api.getresponse()
    text = answer.read()
    assert answer.status in (200, 201), text
    return json.loads(text)
