"""A real server in a process of its own, for tests that go through the front door."""

import atexit
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

EMAIL, PASSWORD, NAME = "anna.berg@example.com", "ein gutes Passwort", "Anna Berg"
COMMAND = (sys.executable, "-m", "server")
# Its minutes are seconds.
IMPATIENT = (sys.executable, "-m", "tests.impatient_server")


class RunningServer:
    """`beistand serve` on a free port with a home of its own; can be killed and started again."""

    def __init__(self, home: Path, command: Sequence[str] = COMMAND, **settings: str) -> None:
        self.home = home
        self.command = command
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.settings = settings
        self.token = ""
        self._process: subprocess.Popen[str] | None = None

    @property
    def environment(self) -> dict[str, str]:
        """The environment that every command of this home runs in."""
        own = {"BEISTAND_HOME": str(self.home), "BEISTAND_PORT": str(self.port)}
        kept = {name: v for name, v in os.environ.items() if not name.startswith("BEISTAND_")}
        return kept | own | self.settings

    @property
    def pid(self) -> int:
        """The process that serves."""
        assert self._process
        return self._process.pid

    def run(self, *words: str, text: str = "") -> subprocess.CompletedProcess[str]:
        """Run `beistand` with these words on this home."""
        return subprocess.run(
            (*COMMAND, *words), env=self.environment, input=text, text=True, capture_output=True,
            check=False,
        )  # fmt: skip

    def start(self) -> str:
        """Serve; gives what was printed until it was ready (the set-up link, on an empty home)."""
        with (self.home / "server.log").open("a") as log:
            self._process = subprocess.Popen(
                (*self.command, "serve"), env=self.environment, text=True, stdout=subprocess.PIPE,
                stderr=log,
            )  # fmt: skip
        assert self._process.stdout
        printed = ""
        while "Ready." not in printed:
            line = self._process.stdout.readline()
            assert line, f"the server did not start:\n{printed}{self.log()}"
            printed += line
        return printed

    def kill(self) -> None:
        """End it as a power failure would: SIGKILL, nothing written any more."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End it as an administrator would: SIGTERM."""
        self._end(signal.SIGTERM)

    def log(self) -> str:
        """What it logged so far."""
        return (self.home / "server.log").read_text()

    def add_technician(self, email: str = EMAIL, name: str = NAME) -> str:
        """Add a technician who signs in with PASSWORD; gives an API token of theirs."""
        added = self.run("technician", "add", email, "--name", name, "--password-stdin",
                         text=PASSWORD + "\n")  # fmt: skip
        assert added.returncode == 0, added.stderr
        return self.run("technician", "token", email).stdout.splitlines()[-1]

    def start_session(self, *, control_on_arrival: bool = False) -> dict[str, Any]:
        """A new session of the first technician: {id, key, link, …}."""
        body = {"control_on_arrival": control_on_arrival}
        session: dict[str, Any]
        status, session = self.call("POST", "/sessions", body, token=self.token)
        assert status == 201, session
        return session

    def end_session(self, session_id: str) -> None:
        """End it, where the server is still there and knows it."""
        with suppress(OSError):
            self.call("POST", f"/sessions/{session_id}/end", {}, token=self.token)

    def call(
        self, method: str, path: str, body: object = None, *, token: str = "", raw: bytes = b""
    ) -> tuple[int, Any]:
        """An API call: (status, decoded JSON)."""
        request = urllib.request.Request(
            self.url + "/api/v1" + path,
            method=method,
            data=raw or (json.dumps(body).encode() if body is not None else None),
            headers={"Content-Type": "application/json", "Accept-Language": "de"}
            | ({"Authorization": f"Bearer {token}"} if token else {}),
        )
        try:
            with urllib.request.urlopen(request) as answer:
                return answer.status, _decode(answer)
        except urllib.error.HTTPError as error:
            return error.code, _decode(error)

    def _end(self, number: int) -> None:
        if self._process is not None:
            self._process.send_signal(number)
            self._process.wait(timeout=15)
            assert self._process.stdout
            self._process.stdout.close()
            self._process = None


@contextmanager
def running_server(
    home: Path, command: Sequence[str] = COMMAND, **settings: str
) -> Iterator[RunningServer]:
    """A server with one technician; ended afterwards."""
    furnished, token = _furnished_home()
    shutil.copytree(furnished, home, dirs_exist_ok=True)
    server = RunningServer(home, command, **settings)
    server.token = token
    server.start()
    try:
        yield server
    finally:
        server.kill()


@cache
def _furnished_home() -> tuple[Path, str]:
    """A home with one technician, made once, and an API token of theirs."""
    home = Path(tempfile.mkdtemp(prefix="beistand-home-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    return home, RunningServer(home).add_technician()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _decode(answer: http.client.HTTPResponse | urllib.error.HTTPError) -> Any:
    text = answer.read()
    return json.loads(text) if text else None
