"""The customer's slow line: a network of their own, reached through 5 Mbit/s and 50 ms.

The usual way is netem, which not every kernel has. So packets go through two TUN devices and a
small program between them (bench/pictures/relay.py), and a ping and a bulk transfer say in each
run what that line really is.
"""

import fcntl
import os
import re
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import msgspec

from bench.pictures.processes import prefer

NAMESPACE = "beistand-bench"
SUPPORT, CUSTOMER = "10.77.0.1", "10.77.0.2"
CONGESTION = "cubic"
BULK_SECONDS = 6.0
_TUNSETIFF, _IFF_TUN, _IFF_NO_PI = 0x400454CA, 0x0001, 0x1000


class Link(msgspec.Struct):
    """What the line was found to be: milliseconds there and back, Mbit/s from the customer."""

    ping: float
    ping_greatest: float
    bulk: float
    bulk_ping: float
    congestion: str


@contextmanager
def slow_link() -> Iterator[None]:
    """The line, up: the customer's side lies in NAMESPACE as CUSTOMER, the support's is here."""
    with suppress(subprocess.CalledProcessError):
        _ip("netns", "del", NAMESPACE)  # of a run that was killed
    _ip("netns", "add", NAMESPACE)
    near, far = _tun("bst-near"), _tun("bst-far")
    try:
        _ip("link", "set", "bst-far", "netns", NAMESPACE)
        _ip("addr", "add", SUPPORT, "peer", CUSTOMER, "dev", "bst-near")
        _ip("link", "set", "bst-near", "up")
        _inside("ip", "addr", "add", CUSTOMER, "peer", SUPPORT, "dev", "bst-far")
        _inside("ip", "link", "set", "bst-far", "up")
        _inside("ip", "link", "set", "lo", "up")
        # What Windows, macOS and Linux come with, whatever this machine was set to.
        way = (SUPPORT, "dev", "bst-far")
        _inside("ip", "route", "replace", *way, "congctl", CONGESTION)
        command = (sys.executable, "-m", "bench.pictures.relay", str(near), str(far))
        with subprocess.Popen(
            command, pass_fds=(near, far), stdin=subprocess.PIPE, start_new_session=True
        ) as relay:
            # Or the line would be slower while cores are wanted.
            prefer(relay.pid)
            # Leaving closes its input, and so does the end of this process: it does not stay.
            yield
    finally:
        os.close(near)
        os.close(far)
        _ip("netns", "del", NAMESPACE)


def behind(command: tuple[str, ...]) -> tuple[str, ...]:
    """The command, to be run on the customer's side of the line."""
    return ("ip", "netns", "exec", NAMESPACE, *command)


def checked() -> Link:
    """The line as a ping and a bulk transfer see it."""
    quiet = _pings(20)
    with _receiving() as received:
        sender = subprocess.Popen(behind((sys.executable, "-c", _SENDING, SUPPORT, received.port)))
        time.sleep(1)
        began, had = time.monotonic(), received.total
        busy = _pings(int(BULK_SECONDS / 0.2))
        rate = 8 * (received.total - had) / (time.monotonic() - began) / 1e6
        sender.kill()
        sender.wait()
    return Link(quiet[len(quiet) // 2], quiet[-1], rate, busy[len(busy) // 2], CONGESTION)


class _Receiver:
    def __init__(self, listening: socket.socket) -> None:
        self._listening = listening
        self.port = str(listening.getsockname()[1])
        self.total = 0

    def run(self) -> None:
        with self._listening.accept()[0] as sock, suppress(ConnectionError):
            while came := len(sock.recv(65_536)):
                self.total += came


_SENDING = """
import socket, sys
with socket.create_connection((sys.argv[1], int(sys.argv[2]))) as sock:
    while True:
        sock.sendall(bytes(65536))
"""


@contextmanager
def _receiving() -> Iterator[_Receiver]:
    with socket.create_server((SUPPORT, 0)) as listening:
        receiver = _Receiver(listening)
        threading.Thread(target=receiver.run, daemon=True).start()
        yield receiver


def _pings(count: int) -> list[float]:
    """Milliseconds there and back, sorted."""
    said = subprocess.run(
        ("ping", "-n", "-c", str(count), "-i", "0.2", "-s", "56", CUSTOMER),
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    return sorted(float(one) for one in re.findall(r"time=([\d.]+) ms", said))


def _tun(name: str) -> int:
    device = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(device, _TUNSETIFF, struct.pack("16sH", name.encode(), _IFF_TUN | _IFF_NO_PI))
    return device


def _ip(*words: str) -> None:
    subprocess.run(("ip", *words), check=True, capture_output=True, text=True)


def _inside(*command: str) -> None:
    subprocess.run(behind(command), check=True, capture_output=True, text=True)
