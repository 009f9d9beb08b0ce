"""Files of a gigabyte: how fast, at what cost in memory, and what the chat notices of them.

`python -m bench.files` measures them alone, smaller if told so.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import msgspec

from bench.client import pin
from bench.load import latency
from bench.subjects import LOAD_CORE, SERVER_CORE, Beistand
from tests.running_server import RunningServer, running_server

MB = 1024 * 1024
SIZE_MB = 1024
SESSIONS, RATE = 200, 200
# A sleeping watch leaves its core to the transfers; beside them a wakeful one would be in the way.
PATIENCE_SECONDS = 0.001
WARM_UP_MB = 32
Way = Literal["up", "down"]


class Transfers(msgspec.Struct):
    """Of one server: bytes a second, bytes of memory above idle, and the chat's p99 in seconds."""

    up_speed: float
    down_speed: float
    up_memory: int
    down_memory: int
    idle_p99: float
    up_p99: float
    down_p99: float

    def __str__(self) -> str:
        """In words, for who watches."""
        return (
            f"up {self.up_speed / MB:.0f} MB/s, +{self.up_memory / MB:.1f} MB;"
            f" down {self.down_speed / MB:.0f} MB/s, +{self.down_memory / MB:.1f} MB;"
            f" chat p99 {self.idle_p99 * 1e3:.2f} ms alone,"
            f" {self.up_p99 * 1e3:.2f} beside uploads, {self.down_p99 * 1e3:.2f} beside downloads"
        )


class _Bench:
    """One server with a session for files beside those that chat."""

    def __init__(self, server: RunningServer, size: int, seconds: float) -> None:
        self._server, self._size, self._seconds = server, size, seconds
        self._subject = Beistand(server)
        self._session = "/api/v1/sessions/" + server.start_session()["id"]

    def measure(self) -> Transfers:
        """One turn of everything."""
        self._transfer("up", WARM_UP_MB * MB)
        self._transfer("down", WARM_UP_MB * MB)
        self._chat()
        idle_p99 = self._chat()
        up_speed, up_memory = self._transfer("up", self._size)
        down_speed, down_memory = self._transfer("down", self._size)
        up_p99 = self._chat_beside("up")
        down_p99 = self._chat_beside("down")
        return Transfers(
            up_speed, down_speed, up_memory, down_memory, idle_p99, up_p99, down_p99
        )  # fmt: skip

    def _chat_beside(self, way: Way) -> float:
        # What was sent before is still on its way to the disk: that is not this turn's.
        os.sync()
        with self._transferring(way):
            return self._chat()

    def _chat(self) -> float:
        found = latency(self._subject, SESSIONS, RATE, self._seconds, PATIENCE_SECONDS)
        return found.delivery[int(len(found.delivery) * 0.99)]

    def _transfer(self, way: Way, size: int) -> tuple[float, int]:
        """(bytes a second, growth of the process at its greatest)."""
        before = _memory(self._server.pid, "VmRSS")
        Path(f"/proc/{self._server.pid}/clear_refs").write_text("5")  # forgets the greatest so far
        told = subprocess.run(
            self._command(way, size, "--times", "1"), check=True, capture_output=True, text=True
        )
        grown = _memory(self._server.pid, "VmHWM") - before
        return size / float(told.stdout), grown

    @contextmanager
    def _transferring(self, way: Way) -> Iterator[None]:
        with subprocess.Popen(self._command(way, self._size), stdout=subprocess.DEVNULL) as child:
            yield
            assert child.poll() is None, "the transfer failed"
            child.kill()

    def _command(self, way: Way, size: int, *more: str) -> list[str]:
        path = self._session
        if way == "down":
            files = self._server.call(
                "GET", f"/sessions/{path.rpartition('/')[2]}/files", token=self._server.token
            )[1]["files"]
            path += "/files/" + next(file["id"] for file in files if file["size"] == size)
        return [
            sys.executable, "-m", "bench.transfer", way, str(self._server.port), path,
            self._server.token, "--size", str(size), *more,
        ]  # fmt: skip


def transfers(size_mb: int = SIZE_MB, seconds: float = 5) -> Transfers:
    """Measure on a fresh server, on a core of its own."""
    with tempfile.TemporaryDirectory(prefix="beistand-bench-") as home:
        pin(SERVER_CORE)
        limits = {"BEISTAND_MAX_FILE_MB": str(size_mb), "BEISTAND_SESSION_FILES_MB": "1000000"}
        with running_server(Path(home), **limits) as server:
            pin(LOAD_CORE)
            return _Bench(server, size_mb * MB, seconds).measure()


def _memory(pid: int, field: str) -> int:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(field + ":"):
            return int(line.split()[1]) * 1024
    raise AssertionError(f"no {field} in /proc/{pid}/status")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.files", description=__doc__)
    parser.add_argument("--size", type=int, default=SIZE_MB, help=f"MB of a file ({SIZE_MB})")
    parser.add_argument("--seconds", type=float, default=5, help="of chat in each turn (5)")
    wanted = parser.parse_args()
    print(transfers(wanted.size, wanted.seconds))


if __name__ == "__main__":
    main()
