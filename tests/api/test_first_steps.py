"""An empty home: the one-time link, and the commands that do the same."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.browsers import PlainBrowser
from tests.api.streams import StreamClient
from tests.running_server import EMAIL, PASSWORD, RunningServer, running_server

FORM = {"name": "Anna Berg", "email": EMAIL, "password": PASSWORD}


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[RunningServer]:
    server = RunningServer(tmp_path)
    server.printed = server.start()  # type: ignore[attr-defined]
    yield server
    server.kill()


def setup_path(server: RunningServer) -> str:
    found = re.search(r"/setup/[\w-]{20,}", server.printed)  # type: ignore[attr-defined]
    assert found
    return found[0]


def test_the_printed_link_creates_the_first_administrator_once(empty: RunningServer) -> None:
    path, browser = setup_path(empty), PlainBrowser(empty)
    csrf = browser.open(path).csrf
    page = browser.open(path, FORM | {"csrf_token": csrf})
    assert (page.status, page.headers["Location"]) == (303, "/console")
    assert browser.open("/console").status == 200
    assert browser.open(path).status == 404
    assert browser.open(path, FORM | {"csrf_token": csrf}).status == 404
    assert PlainBrowser(empty).sign_in().status == 303


def test_without_the_token_there_is_no_set_up_page(empty: RunningServer) -> None:
    path, browser = setup_path(empty), PlainBrowser(empty)
    for spelling in ("/setup", "/setup/", "/Setup", "/setup/x", path.upper(), path + "/", path[:-1],
                     "/setup/%00", "/setup/ä"):  # fmt: skip
        asked = spelling.replace("ä", "%C3%A4")
        assert browser.open(asked).status == 404, spelling
        assert browser.open(asked, FORM).status == 404, spelling


def test_the_token_is_in_no_log(empty: RunningServer) -> None:
    PlainBrowser(empty).open(setup_path(empty))
    assert setup_path(empty).rpartition("/")[2] not in empty.log()


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [("email", "anna", "E-Mail-Adresse"), ("name", " ", "Name"), ("password", "kurz", "Passwort")],
)
def test_what_is_not_right_is_said_and_the_rest_stays(
    empty: RunningServer, field: str, value: str, words: str
) -> None:
    path, browser = setup_path(empty), PlainBrowser(empty)
    form = FORM | {field: value, "csrf_token": browser.open(path).csrf}
    page = browser.open(path, form)
    assert page.status == 422
    assert words in page.text
    if field != "email":
        assert EMAIL in page.text
    assert browser.open(path).status == 200


def test_with_a_technician_there_is_no_link(tmp_path: Path) -> None:
    server = RunningServer(tmp_path)
    server.add_technician()
    assert "/setup/" not in server.start()
    server.kill()


def test_the_shell_adds_technicians_and_gives_tokens(server: RunningServer) -> None:
    token = server.add_technician("shell@example.com", "Shell")
    assert server.call("GET", "/sessions", token=token) == (200, {"sessions": [], "next": None})


@pytest.mark.parametrize(
    ("words", "text", "sentence"),
    [
        (("technician", "add", EMAIL, "--name", "A", "--password-stdin"), PASSWORD, "is taken"),
        (("technician", "add", "x", "--name", "A", "--password-stdin"), PASSWORD, "e-mail"),
        (("technician", "add", "n@b.de", "--name", "A", "--password-stdin"), "x", "too weak"),
        (("technician", "add", "n@b.de", "--name", " ", "--password-stdin"), PASSWORD, "name"),
        (("technician", "token", "niemand@b.de"), "", "no technician"),
    ],
)
def test_the_shell_says_what_is_wrong(
    server: RunningServer, words: tuple[str, ...], text: str, sentence: str
) -> None:
    done = server.run(*words, text=text + "\n")
    assert done.returncode == 1
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [("PORT", "http"), ("PORT", "70000"), ("KEY_MINUTES", "0"), ("PUBLIC_URL", "support.example")],
)
def test_a_setting_that_makes_no_sense_is_named(tmp_path: Path, name: str, value: str) -> None:
    server = RunningServer(tmp_path, **{f"BEISTAND_{name}": value})
    done = server.run("serve")
    assert done.returncode == 1
    assert f"BEISTAND_{name}" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unused_key_expires(tmp_path: Path) -> None:
    with running_server(tmp_path, BEISTAND_KEY_MINUTES="0.02") as server:
        session = server.start_session()
        technician = StreamClient(server, session["id"], server.token)
        technician.wait_for_seq(2)
        assert technician.events[-1]["kind"] == "expired"
        status, problem = server.call("POST", "/join", {"key": session["key"]})
        assert (status, problem["code"]) == (410, "expired_key")
        link_token = session["link"].partition("#")[2]
        status, problem = server.call("POST", "/join", {"link_token": link_token})
        assert (status, problem["code"]) == (410, "expired_key")
        technician.close()
