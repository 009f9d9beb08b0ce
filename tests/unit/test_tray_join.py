"""What the tray app makes of any answer a network can give; a key is sent to nobody else."""

import json
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tray_app.join import Access, Joined, check_server, join
from tray_app.server_call import CallFailed
from tray_app.settings import Server

CHAT = {"session_id": "s1", "chat_url": "https://support.example.org/chat/s1#code", "token": "t"}


Request = tuple[str, dict[str, str], bytes]


@dataclass
class Answer:
    """What the other side says to every request."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


def as_json(status: int, body: object, **headers: str) -> Answer:
    return Answer(status, json.dumps(body).encode(), {"Content-Type": "application/json"} | headers)


def problem(status: int, code: str, **more: str) -> Answer:
    return as_json(status, {"status": status, "code": code} | more)


@pytest.fixture(autouse=True)
def german(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")


@contextmanager
def listening(
    answer: Answer, context: ssl.SSLContext | None = None
) -> Iterator[tuple[str, list[Request]]]:
    """An address with that answer, and the requests that came: (method, headers, body)."""
    came: list[Request] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            came.append((self.command, dict(self.headers), body))
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.body)

        def do_GET(self) -> None:
            self.do_POST()

        def log_message(self, *_parts: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=[0.02], daemon=True).start()
    try:
        scheme = "https" if context else "http"
        yield f"{scheme}://localhost:{server.server_port}", came
    finally:
        server.shutdown()
        server.server_close()


def sentence(answer: Answer) -> str:
    """What the person reads."""
    with listening(answer) as (url, _), pytest.raises(CallFailed) as failed:
        join(Server(url), "123456789")
    return str(failed.value)


def test_a_joined_session() -> None:
    with listening(as_json(200, CHAT)) as (url, came):
        assert join(Server(url), "123456789") == Joined(CHAT["chat_url"], Access(url, "s1", "t"))
    [(method, headers, body)] = came
    assert (method, json.loads(body)) == ("POST", {"key": "123456789", "wait": True})
    assert headers["Accept-Language"] == "de"


def test_where_somebody_is_in_already_the_browser_waits() -> None:
    with listening(as_json(202, CHAT)) as (url, _came):
        assert join(Server(url), "123456789") == Joined(CHAT["chat_url"], Access(url, "s1", "t"))


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (problem(404, "unknown_key"), "gibt es nicht"),
        (problem(410, "expired_key"), "ist abgelaufen"),
        (problem(410, "ended_session"), "bereits beendet"),
        (problem(409, "already_joined"), "schon jemand beigetreten"),
        (problem(422, "invalid_key"), "nimmt diesen Supportschlüssel nicht an"),
        (problem(418, "something_new"), "nimmt diesen Supportschlüssel nicht an"),
        (problem(503, "busy"), "hat ein Problem"),
        (problem(429, "too_many_tries"), "eine Minute"),
    ],
)
def test_our_own_words_where_the_server_has_none(answer: Answer, said: str) -> None:
    assert said in sentence(answer)


@pytest.mark.parametrize(
    ("seconds", "said"), [("1", "1 Sekunde."), ("59", "59 Sekunden."), ("90", "2 Minuten.")]
)
def test_how_long_to_wait(seconds: str, said: str) -> None:
    answer = problem(429, "too_many_tries")
    answer.headers["Retry-After"] = seconds
    assert sentence(answer) == f"Zu viele Versuche. Bitte warten Sie {said}"


def test_the_servers_words_come_first() -> None:
    own = {"title": "Abgelaufen", "detail": "Bitten Sie Anna um einen neuen."}
    assert sentence(problem(410, "expired_key", **own)) == (
        "Abgelaufen. Bitten Sie Anna um einen neuen."
    )


def test_but_not_in_another_language() -> None:
    answer = problem(410, "expired_key", title="Expired", detail="Ask for a new one.")
    answer.headers["Content-Language"] = "en"
    assert "ist abgelaufen" in sentence(answer)


@pytest.mark.parametrize(
    "answer",
    [
        Answer(200, b"<html>Please sign in</html>", {"Content-Type": "text/html"}),
        Answer(302, b"", {"Location": "http://portal.example/"}),
        as_json(200, {"hello": "world"}),
        as_json(200, CHAT | {"chat_url": "file:///etc/passwd"}),
        as_json(200, CHAT | {"chat_url": "javascript:alert(1)"}),
        as_json(200, CHAT | {"chat_url": 7}),
        as_json(200, [CHAT]),
        as_json(404, {"error": "no such page"}),
        Answer(200, b"{" * 100_000),
        Answer(200, b"\xff\xfe"),
    ],
)
def test_something_else_answers(answer: Answer) -> None:
    assert "antwortet etwas anderes als der Supportserver" in sentence(answer)


def test_a_proxy_without_its_server() -> None:
    assert "hat ein Problem" in sentence(Answer(502, b"<html>Bad gateway</html>"))


def test_nobody_answers() -> None:
    with listening(Answer()) as (url, _):
        gone = url
    with pytest.raises(CallFailed, match=r"localhost:\d+ ist nicht erreichbar"):
        join(Server(gone), "123456789")


def test_a_name_that_does_not_exist() -> None:
    with pytest.raises(CallFailed, match="ist nicht erreichbar"):
        join(Server("https://support.invalid"), "123456789")


def test_a_support_server_is_known_by_its_description() -> None:
    with listening(as_json(200, {"downloads": []})) as (url, _):
        check_server(Server(url))
    with listening(as_json(200, {})) as (url, _), pytest.raises(CallFailed):
        check_server(Server(url))


@pytest.fixture
def tls(tmp_path: Path) -> Callable[[], ssl.SSLContext]:
    """A server's TLS with a certificate that its own maker signed; it lies in localhost.pem."""

    def make() -> ssl.SSLContext:
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

    return make


def test_a_stranger_s_certificate_is_not_trusted_and_gets_no_key(
    tls: Callable[[], ssl.SSLContext],
) -> None:
    with listening(as_json(200, CHAT), tls()) as (url, came):
        with pytest.raises(CallFailed, match="vertraut dem Zertifikat von localhost"):
            join(Server(url), "123456789")
        assert came == []


def test_what_the_system_trusts_is_trusted(
    tls: Callable[[], ssl.SSLContext], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = tls()
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "localhost.pem"))
    with listening(as_json(200, CHAT), context) as (url, _):
        assert join(Server(url), "123456789").access.session_id == "s1"


def test_https_where_only_http_speaks() -> None:
    with (
        listening(as_json(200, CHAT)) as (url, _),
        pytest.raises(CallFailed, match="keine sichere"),
    ):
        join(Server(url.replace("http:", "https:")), "123456789")


def test_a_move_from_http_to_https_of_the_same_server_is_followed(
    tls: Callable[[], ssl.SSLContext], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = tls()
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "localhost.pem"))
    with listening(as_json(200, CHAT), context) as (there, came):
        moved = Answer(301, b"", {"Location": f"{there}/api/v1/join"})
        with listening(moved) as (here, _):
            assert join(Server(here), "123456789").access == Access(there, "s1", "t")
    assert [method for method, _, _ in came] == ["POST"]


@pytest.mark.parametrize(
    ("location", "said"),
    [
        ("https://neu.example.org/api/v1/join", "umgezogen: zu neu.example.org"),
        ("https://portal.example.net/login", "antwortet"),
        ("http://neu.example.org/api/v1/join", "antwortet"),
    ],
)
def test_a_move_to_another_address_is_told_and_never_followed(
    tls: Callable[[], ssl.SSLContext],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    location: str,
    said: str,
) -> None:
    context = tls()
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "localhost.pem"))
    with (
        listening(Answer(308, b"", {"Location": location}), context) as (url, _),
        pytest.raises(CallFailed, match=said),
    ):
        join(Server(url), "123456789")
