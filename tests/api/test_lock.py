"""A locked console: its sign-in shows nothing and does nothing until the password was given."""

import http.client
import json
import re
import urllib.parse
from typing import Any

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect

from tests.running_server import EMAIL, PASSWORD, RunningServer


class SignedIn:
    """A technician's browser, as far as the server can tell."""

    def __init__(self, server: RunningServer) -> None:
        self.server, self.cookies = server, dict[str, str]()
        token = self._token_on(self.get("/login")[1])
        form = {"email": EMAIL, "password": PASSWORD, "csrf_token": token}
        status, _page = self.ask("POST", "/login", urllib.parse.urlencode(form))
        assert status == 303
        self.csrf = self._token_on(self.get("/console")[1])

    def get(self, path: str) -> tuple[int, str]:
        return self.ask("GET", path)

    def call(self, method: str, path: str, body: object = None) -> tuple[int, Any]:
        """An API call as the console makes it."""
        text = None if body is None else json.dumps(body)
        status, answer = self.ask(method, f"/api/v1{path}", text, kind="application/json")
        return status, json.loads(answer) if answer else None

    def ask(
        self, method: str, path: str, body: str | None = None,
        kind: str = "application/x-www-form-urlencoded",
    ) -> tuple[int, str]:  # fmt: skip
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port)
        headers = {"Content-Type": kind, "Cookie": self.cookie, "Accept-Language": "de"}
        if kind == "application/json":
            headers["X-CSRFToken"] = self.csrf
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, answer.read().decode()

    @property
    def cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def stream(self, session_id: str) -> ClientConnection:
        url = self.server.url.replace("http", "ws")
        return connect(
            f"{url}/api/v1/sessions/{session_id}/stream?after=0&as=technician",
            additional_headers={"Cookie": self.cookie},
            legacy=True,
        )

    def locks(self) -> None:
        assert self.call("POST", "/console/lock") == (204, None)

    def unlocks(self, password: str = PASSWORD) -> tuple[int, Any]:
        return self.call("POST", "/console/unlock", {"password": password})

    @staticmethod
    def _token_on(page: str) -> str:
        found = re.search(r'name="csrf-token" content="([^"]+)"', page)
        assert found
        return found[1]


@pytest.fixture
def browser(server: RunningServer) -> SignedIn:
    """With a sign-in of its own."""
    return SignedIn(server)


@pytest.fixture
def own_browser(own_server: RunningServer) -> SignedIn:
    """With a server of its own, to be killed, or whose guesses are used up."""
    return SignedIn(own_server)


def test_while_it_is_locked_nothing_is_read_and_nothing_done(browser: SignedIn) -> None:
    session = browser.server.start_session()
    browser.locks()
    for method, path in (
        ("GET", "/sessions"),
        ("POST", "/sessions"),
        ("GET", f"/sessions/{session['id']}/events"),
        ("POST", f"/sessions/{session['id']}/end"),
        ("GET", "/replies"),
    ):
        status, problem = browser.call(method, path)
        assert (status, problem["code"]) == (423, "console_locked"), path
    assert (
        browser.server.call("GET", f"/sessions/{session['id']}", token=browser.server.token)[1][
            "state"
        ]
        == "waiting"
    )


@pytest.mark.parametrize("path", ["/console", "/console/sessions", "/console/sessions/{id}"])
def test_its_pages_show_nothing_but_the_way_back_in(browser: SignedIn, path: str) -> None:
    session = browser.server.start_session()
    browser.locks()
    status, page = browser.get(path.format(id=session["id"]))
    assert status == 423
    assert "Entsperren" in page
    assert session["id"] not in page


def test_the_right_password_opens_it(browser: SignedIn) -> None:
    browser.locks()
    assert browser.unlocks() == (204, None)
    assert browser.call("GET", "/sessions")[0] == 200


def test_a_wrong_password_does_not(browser: SignedIn) -> None:
    browser.locks()
    status, problem = browser.unlocks("falsch")
    assert (status, problem["code"]) == (403, "wrong_unlock_password")
    assert problem["title"] == "Das Passwort ist falsch"
    assert browser.call("GET", "/sessions")[0] == 423


def test_a_form_of_somebody_else_opens_nothing(browser: SignedIn) -> None:
    browser.locks()
    body = {"email": "bert@example.org", "password": PASSWORD}
    status, problem = browser.call("POST", "/console/unlock", body)
    assert (status, problem["code"]) == (401, "sign_in_needed")
    assert browser.call("GET", "/sessions")[0] == 423
    status, _nothing = browser.call(
        "POST", "/console/unlock", {"email": EMAIL, "password": PASSWORD}
    )
    assert status == 204


def test_guessing_is_slowed(own_browser: SignedIn) -> None:
    own_browser.locks()
    codes = [own_browser.unlocks(f"falsch {turn}")[1]["code"] for turn in range(9)]
    assert codes == ["wrong_unlock_password"] * 8 + ["too_many_tries"]
    assert own_browser.unlocks()[0] == 429


@pytest.mark.parametrize("body", [None, {}, {"password": 7}, {"password": "x" * 20_000}])
def test_what_is_no_password_is_refused_in_words(browser: SignedIn, body: object) -> None:
    browser.locks()
    status, problem = browser.call("POST", "/console/unlock", body)
    assert status in (400, 422)
    assert problem["detail"]


def test_another_sign_in_of_the_same_person_is_not_locked(browser: SignedIn) -> None:
    other = SignedIn(browser.server)
    browser.locks()
    assert other.call("GET", "/sessions")[0] == 200


def test_a_program_of_theirs_goes_on(browser: SignedIn) -> None:
    browser.locks()
    assert browser.server.call("GET", "/sessions", token=browser.server.token)[0] == 200


def test_who_is_not_signed_in_has_nothing_to_lock(own_server: RunningServer) -> None:
    for path in ("lock", "unlock"):
        status, problem = own_server.call("POST", f"/console/{path}", {"password": PASSWORD})
        assert (status, problem["code"]) == (401, "sign_in_needed")


def test_signing_out_works_while_it_is_locked(browser: SignedIn) -> None:
    browser.locks()
    form = urllib.parse.urlencode({"csrf_token": browser.csrf})
    assert browser.ask("POST", "/logout", form)[0] == 303
    assert browser.call("GET", "/sessions")[1]["code"] == "sign_in_needed"


def test_a_locked_sign_in_stays_so_when_the_server_starts_again(own_browser: SignedIn) -> None:
    own_browser.locks()
    own_browser.server.kill()
    own_browser.server.start()
    assert own_browser.call("GET", "/sessions")[0] == 423


def test_an_open_stream_goes_on_hearing_and_says_nothing(browser: SignedIn) -> None:
    server, session = browser.server, browser.server.start_session()
    _status, joined = server.call("POST", "/join", {"key": session["key"]})
    with browser.stream(session["id"]) as stream:
        browser.locks()
        frame = {
            "type": "message",
            "client_id": "6f1c0d5e-7a52-4a4c-9f0b-0b8f6d0f2a11",
            "text": "?",
        }
        stream.send(json.dumps(frame))
        wait(stream, "error", code="console_locked")
        path = f"/sessions/{session['id']}/events"
        server.call("POST", path, frame | {"text": "Hallo"}, token=joined["token"])
        assert wait(stream, "event", kind="message")["body"]["text"] == "Hallo"
        assert browser.unlocks()[0] == 204
        stream.send(json.dumps(frame))
        wait(stream, "ack")


def test_a_new_stream_is_not_opened(browser: SignedIn) -> None:
    session = browser.server.start_session()
    browser.locks()
    with pytest.raises(InvalidStatus) as refused, browser.stream(session["id"]):
        pass
    assert refused.value.response.status_code == 423


def wait(stream: ClientConnection, kind: str, /, **facts: object) -> dict[str, Any]:
    while True:
        frame: dict[str, Any] = json.loads(stream.recv(timeout=10))
        if frame["type"] == kind and facts.items() <= frame.items():
            return frame
