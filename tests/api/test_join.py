"""`POST /api/v1/join`: who comes in, and what everyone else is told."""

import pytest

from tests.running_server import RunningServer


def spelled(key: str) -> str:
    return f" {key[:3]}-{key[3:6]} {key[6:]} "


def test_a_key_in_any_spelling_opens_the_chat(server: RunningServer) -> None:
    session = server.start_session()
    status, joined = server.call("POST", "/join", {"key": spelled(session["key"])})
    assert status == 200
    assert joined["session_id"] == session["id"]
    assert joined["chat_url"].startswith(f"{server.url}/chat/{session['id']}#")
    status, events = server.call("GET", f"/sessions/{session['id']}/events", token=joined["token"])
    assert (status, [event["kind"] for event in events["events"]]) == (200, ["created", "joined"])


def test_a_link_opens_the_chat(server: RunningServer) -> None:
    session = server.start_session()
    link_token = session["link"].partition("#")[2]
    status, joined = server.call("POST", "/join", {"link_token": link_token})
    assert (status, joined["session_id"]) == (200, session["id"])


def test_a_used_key_is_refused(server: RunningServer) -> None:
    session = server.start_session()
    server.call("POST", "/join", {"key": session["key"]})
    status, problem = server.call("POST", "/join", {"key": session["key"]})
    assert (status, problem["code"]) == (409, "already_joined")
    assert "Techniker" in problem["detail"]


def test_the_key_of_an_ended_session_is_refused(server: RunningServer) -> None:
    session = server.start_session()
    server.call("POST", f"/sessions/{session['id']}/end", token=server.token)
    status, problem = server.call("POST", "/join", {"key": session["key"]})
    assert (status, problem["code"]) == (410, "ended_session")


def test_an_unknown_key_is_refused(server: RunningServer) -> None:
    status, problem = server.call("POST", "/join", {"key": "000000000"})
    assert (status, problem["code"]) == (404, "unknown_key")


@pytest.mark.parametrize("typed", ["12345678", "1234567890", "12345678x", ""])
def test_what_is_no_key_is_refused(server: RunningServer, typed: str) -> None:
    status, problem = server.call("POST", "/join", {"key": typed})
    assert (status, problem["code"]) == (422, "invalid_key")


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"{", 400, "invalid_json"),
        (b"\xff\xfe", 400, "invalid_json"),
        (b"[]", 422, "invalid_body"),
        (b'{"key": 123456789}', 422, "invalid_body"),
        (b"{}", 422, "missing_key"),
    ],
)
def test_a_body_that_is_not_right_is_explained(
    server: RunningServer, body: bytes, status: int, code: str
) -> None:
    answered, problem = server.call("POST", "/join", raw=body)
    assert (answered, problem["code"]) == (status, code)
    assert problem["title"]
    assert problem["status"] == status
