"""The stream of the tray app: back by itself, no event missed, silence noticed, TLS checked."""

import http
import json
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from websockets.http11 import Request, Response
from websockets.sync.server import ServerConnection, serve

from tray_app.join import Access
from tray_app.session import stream as module
from tray_app.session.stream import Stream


class Ear:
    """What the session hears."""

    def __init__(self) -> None:
        self.frames: list[dict[str, Any]] = []
        self.losses = 0
        self.is_over = threading.Event()

    def heard(self, frame: dict[str, Any]) -> None:
        self.frames.append(frame)

    def lost(self) -> None:
        self.losses += 1

    def over(self) -> None:
        self.is_over.set()


@contextmanager
def server(
    handle: Callable[[ServerConnection], None], status: int = 0, tls: ssl.SSLContext | None = None
) -> Iterator[tuple[str, list[str]]]:
    """A server's address, and the paths that were asked for."""
    paths: list[str] = []

    def look(connection: ServerConnection, request: Request) -> Response | None:
        paths.append(request.path)
        return connection.respond(http.HTTPStatus(status), "no") if status else None

    with serve(handle, "localhost", 0, process_request=look, ssl=tls) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        port = running.socket.getsockname()[1]
        yield f"{'https' if tls else 'http'}://localhost:{port}", paths
        running.shutdown()


@pytest.fixture
def connect(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], tuple[Stream, Ear]]]:
    """Connects a stream, with pauses short enough for a test."""
    monkeypatch.setattr(module, "FIRST_PAUSE", 0.02)
    monkeypatch.setattr(module, "WAITING_PAUSE", 0.02)
    monkeypatch.setattr(module, "LOOK_EVERY", 0.02)
    opened: list[Stream] = []

    def begin(url: str) -> tuple[Stream, Ear]:
        ear = Ear()
        stream = Stream(Access(url, "s/1", "secret"), ear)
        opened.append(stream)
        stream.start(7)
        return stream, ear

    yield begin
    for stream in opened:
        stream.close()


def wait_until(holds: Callable[[], object]) -> None:
    until = time.monotonic() + 10
    while time.monotonic() < until:
        if holds():
            return
        time.sleep(0.01)
    raise AssertionError("in vain")


def event(seq: int) -> str:
    return json.dumps({"type": "event", "seq": seq, "kind": "message", "body": {}})


Connect = Callable[[str], tuple[Stream, Ear]]


def test_it_is_there_as_helper_with_its_token(connect: Connect) -> None:
    tokens: list[str] = []

    def handle(connection: ServerConnection) -> None:
        assert connection.request
        tokens.append(connection.request.headers["Authorization"])
        connection.recv()

    with server(handle) as (url, paths):
        connect(url)
        wait_until(lambda: tokens)
    assert paths[0] == "/api/v1/sessions/s%2F1/stream?after=7&as=helper"
    assert tokens[0] == "Bearer secret"


def test_after_a_loss_it_goes_on_where_it_was(connect: Connect) -> None:
    def handle(connection: ServerConnection) -> None:
        connection.send(event(9))
        connection.close(1001)

    with server(handle) as (url, paths):
        _stream, ear = connect(url)
        wait_until(lambda: len(paths) >= 3)
    assert "after=7&" in paths[0]
    assert "after=9&" in paths[1]
    assert ear.losses >= 1
    assert not ear.is_over.is_set()


@pytest.mark.parametrize("status", [401, 404, 410])
def test_what_is_refused_for_good_is_not_tried_again(connect: Connect, status: int) -> None:
    with server(lambda _connection: None, status) as (url, paths):
        _stream, ear = connect(url)
        assert ear.is_over.wait(10)
        assert len(paths) == 1


@pytest.mark.parametrize("status", [403, 429, 503])
def test_what_may_be_otherwise_later_is_tried_again(connect: Connect, status: int) -> None:
    with server(lambda _connection: None, status) as (url, paths):
        _stream, ear = connect(url)
        wait_until(lambda: len(paths) >= 3)
        assert not ear.is_over.is_set()


def test_a_session_that_goes_on_elsewhere_is_left(connect: Connect) -> None:
    with server(lambda connection: connection.close(4403, "continued elsewhere")) as (url, paths):
        _stream, ear = connect(url)
        assert ear.is_over.wait(10)
        assert len(paths) == 1


class Clock:
    """A clock that stands until the test turns it."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.looks = 0

    def __call__(self) -> float:
        self.looks += 1
        return self.now

    def turn(self, seconds: float) -> None:
        """So many seconds pass, and the stream sees it."""
        self.now += seconds
        before = self.looks
        # The first look may be one that began before; after a second one it did what follows.
        wait_until(lambda: self.looks >= before + 3)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock by which the stream knows how long it heard nothing."""
    clock = Clock()
    monkeypatch.setattr(module, "monotonic", clock)
    return clock


def say_one_thing(connection: ServerConnection) -> None:
    """A server that is silent afterwards."""
    connection.send(event(8))
    connection.recv()


def test_silence_while_sharing_is_a_loss(connect: Connect, clock: Clock) -> None:
    with server(say_one_thing) as (url, paths):
        stream, ear = connect(url)
        wait_until(lambda: ear.frames)
        clock.turn(44.0)
        assert ear.losses == 0, "without sharing it may be silent for longer"
        stream.is_impatient = True
        clock.turn(4.9)
        assert ear.losses == 0, "so far nothing had to be heard for long"
        clock.turn(0.2)
        wait_until(lambda: ear.losses)
        wait_until(lambda: len(paths) >= 2)


def test_silence_without_sharing_is_a_loss_too_but_later(connect: Connect, clock: Clock) -> None:
    with server(say_one_thing) as (url, paths):
        _stream, ear = connect(url)
        wait_until(lambda: ear.frames)
        clock.turn(44.9)
        assert ear.losses == 0
        clock.turn(0.2)
        wait_until(lambda: ear.losses)
        wait_until(lambda: len(paths) >= 2)


def test_after_a_sleep_it_connects_anew_at_once(
    connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    calendar = Clock()
    monkeypatch.setattr(module, "time", calendar)
    with server(say_one_thing) as (url, paths):
        _stream, ear = connect(url)
        wait_until(lambda: ear.frames)
        calendar.turn(9.0)
        assert ear.losses == 0, "a moment is no sleep"
        calendar.turn(3600.0)
        wait_until(lambda: len(paths) >= 2)
        assert ear.losses == 1


def test_what_can_t_be_read_is_nothing(connect: Connect) -> None:
    def handle(connection: ServerConnection) -> None:
        for message in ("{", "[]", '{"type": 3}', '"x"', b"\xff\xfe"):
            connection.send(message)
        connection.send(event(8))
        connection.recv()

    with server(handle) as (url, _paths):
        _stream, ear = connect(url)
        wait_until(lambda: ear.frames)
        assert [frame["seq"] for frame in ear.frames] == [8]
        assert ear.losses == 0


def test_closing_ends_it_without_a_word(connect: Connect) -> None:
    others = set(threading.enumerate())
    with server(lambda connection: connection.recv()) as (url, paths):
        stream, ear = connect(url)
        wait_until(lambda: paths)
        own = {one for one in threading.enumerate() if one.name == "stream"} - others
        assert own
        stream.close()
        wait_until(lambda: not any(thread.is_alive() for thread in own))
        assert not stream.send({"type": "typing"})
        assert not ear.is_over.is_set()
        assert len(paths) == 1


@pytest.fixture
def tls(tmp_path: Path) -> ssl.SSLContext:
    """TLS with a certificate that nobody knows; it lies in localhost.pem."""
    certificate, key = tmp_path / "localhost.pem", tmp_path / "key.pem"
    subprocess.run(
        ("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
         "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
         "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate),
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


def test_what_the_system_trusts_is_trusted_and_nothing_else(
    connect: Connect, tls: ssl.SSLContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def handle(connection: ServerConnection) -> None:
        connection.send(event(8))
        connection.recv()

    with server(handle, tls=tls) as (url, paths):
        stream, ear = connect(url)
        wait_until(lambda: ear.losses >= 2)
        assert paths == [], "no token was said to a stranger"
        stream.close()

        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "localhost.pem"))
        _stream, trusting = connect(url)
        wait_until(lambda: trusting.frames)
