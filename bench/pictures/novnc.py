"""The peer, as Debian has it: x11vnc at the customer's, noVNC in the technician's browser."""

import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from playwright.sync_api import Page

from bench.pictures.desk import Desk
from bench.pictures.link import CUSTOMER, behind
from bench.pictures.viewer import wait_for_picture
from tests.running_server import free_port

NOVNC = "/usr/share/novnc"
PATIENCE = 15.0


class NoVnc:
    """x11vnc and websockify, started afresh for each turn, with their defaults."""

    name = "x11vnc + noVNC"

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @contextmanager
    def shown(self, page: Page, *, slowly: bool) -> Iterator[dict[str, int]]:
        """The screen in noVNC's small page, scaled to the window as the console's is."""
        host, port, web = CUSTOMER if slowly else "127.0.0.1", free_port(), free_port()
        server = (
            "x11vnc", "-display", self._desk.display, "-rfbport", str(port), "-forever", "-nopw",
            "-quiet",
        )  # fmt: skip
        proxy = ("websockify", "--web", NOVNC, f"127.0.0.1:{web}", f"{host}:{port}")
        with ExitStack() as stack:
            pids = {
                "sharer": _start(stack, behind(server) if slowly else server),
                "server": _start(stack, proxy),
            }
            _wait_for(host, port)
            _wait_for("127.0.0.1", web)
            page.goto(f"http://127.0.0.1:{web}/vnc_lite.html?scale=true")
            wait_for_picture(page)
            yield pids


def _start(stack: ExitStack, command: tuple[str, ...]) -> int:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    stack.callback(process.wait)
    stack.callback(process.terminate)
    return process.pid


def _wait_for(host: str, port: int) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            socket.create_connection((host, port), timeout=1).close()
        except OSError:
            assert time.monotonic() < until, f"nobody listens on {host}:{port}"
            time.sleep(0.1)
        else:
            return
