"""`/replies`: a technician's canned replies."""

from typing import Any

import pytest

from tests.running_server import RunningServer

HELLO = {"shortcut": "hallo", "text": "Guten Tag!\nWomit kann ich helfen?"}


@pytest.fixture
def other_token(own_server: RunningServer) -> str:
    """A token of another technician."""
    return own_server.add_technician("ben@example.com", "Ben")


def ask(
    server: RunningServer, method: str, path: str = "", body: Any = None, token: str = ""
) -> Any:
    return server.call(method, f"/replies{path}", body, token=token or server.token)


def texts(server: RunningServer, token: str = "") -> dict[str, str]:
    _status, answer = ask(server, "GET", token=token)
    return {reply["shortcut"]: reply["text"] for reply in answer["replies"]}


def refusal(answer: tuple[int, Any]) -> tuple[int, str]:
    return answer[0], answer[1]["code"]


def test_a_reply_is_kept_changed_and_deleted(own_server: RunningServer) -> None:
    status, reply = ask(own_server, "POST", body=HELLO)
    assert (status, reply["shortcut"], reply["text"]) == (201, "hallo", HELLO["text"])
    status, changed = ask(own_server, "PUT", f"/{reply['id']}", {"shortcut": "hi", "text": "Hi"})
    assert (status, changed) == (200, {"id": reply["id"], "shortcut": "hi", "text": "Hi"})
    assert texts(own_server) == {"hi": "Hi"}
    own_server.kill()
    own_server.start()
    assert texts(own_server) == {"hi": "Hi"}
    assert ask(own_server, "DELETE", f"/{reply['id']}") == (204, None)
    assert texts(own_server) == {}
    gone = (404, "unknown_canned_reply")
    assert refusal(ask(own_server, "DELETE", f"/{reply['id']}")) == gone
    assert refusal(ask(own_server, "PUT", f"/{reply['id']}", HELLO)) == gone


def test_a_shortcut_is_a_technicians_own(own_server: RunningServer, other_token: str) -> None:
    _status, mine = ask(own_server, "POST", body=HELLO)
    status, _theirs = ask(own_server, "POST", body=HELLO | {"text": "Moin"}, token=other_token)
    assert status == 201
    assert texts(own_server) == {"hallo": HELLO["text"]}
    assert texts(own_server, other_token) == {"hallo": "Moin"}
    for method, body in (("PUT", HELLO), ("DELETE", None)):
        answer = ask(own_server, method, f"/{mine['id']}", body, token=other_token)
        assert refusal(answer) == (404, "unknown_canned_reply")
    again = ask(own_server, "POST", body={"shortcut": " /HALLO", "text": "Noch einer"})
    assert refusal(again) == (409, "shortcut_taken")
    assert "hallo" in again[1]["detail"]


@pytest.mark.parametrize(
    ("typed", "shortcut"),
    [
        ("Grüße", "grüße"),
        ("Gru\u0308ße", "grüße"),
        ("/wlan-7", "wlan-7"),
        ("пароль", "пароль"),
        ("a" * 32, "a" * 32),
    ],
)
def test_a_shortcut_has_one_spelling(own_server: RunningServer, typed: str, shortcut: str) -> None:
    assert ask(own_server, "POST", body={"shortcut": typed, "text": "x"})[0] == 201
    assert texts(own_server) == {shortcut: "x"}


@pytest.mark.parametrize("typed", ["", " ", "/", "zwei Worte", "a/b", "a" * 33, "<b>", "a_b", "İ"])
def test_what_is_no_word_is_no_shortcut(server: RunningServer, typed: str) -> None:
    answer = ask(server, "POST", body={"shortcut": typed, "text": "x"})
    assert refusal(answer) == (422, "invalid_shortcut")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (HELLO | {"text": " \n"}, "empty_message"),
        (HELLO | {"text": "x" * 10_001}, "message_too_long"),
        ({"shortcut": "x"}, "invalid_body"),
        (HELLO | {"text": 7}, "invalid_body"),
    ],
)
def test_each_refusal_has_its_code(server: RunningServer, body: object, code: str) -> None:
    assert refusal(ask(server, "POST", body=body)) == (422, code)


def test_five_hundred_are_enough(own_server: RunningServer) -> None:
    for number in range(500):
        assert ask(own_server, "POST", body={"shortcut": f"n{number}", "text": "x"})[0] == 201
    assert refusal(ask(own_server, "POST", body=HELLO)) == (409, "too_many_replies")
    first = ask(own_server, "GET")[1]["replies"][0]
    assert ask(own_server, "DELETE", f"/{first['id']}")[0] == 204
    assert ask(own_server, "POST", body=HELLO)[0] == 201


def test_they_are_for_technicians(server: RunningServer) -> None:
    session = server.start_session()
    _status, joined = server.call("POST", "/join", {"key": session["key"]})
    assert refusal(server.call("GET", "/replies")) == (401, "sign_in_needed")
    assert refusal(ask(server, "GET", token=joined["token"])) == (401, "sign_in_needed")
