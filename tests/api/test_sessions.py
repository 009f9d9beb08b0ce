"""`/api/v1/sessions`: open, list, read, change, end."""

import re

import pytest

from tests.api.conftest import Talk
from tests.running_server import RunningServer


def test_a_new_session_waits_with_key_and_link(server: RunningServer) -> None:
    status, session = server.call("POST", "/sessions", {}, token=server.token)
    assert status == 201
    assert session["state"] == "waiting"
    assert re.fullmatch(r"\d{9}", session["key"])
    assert re.fullmatch(re.escape(server.url) + r"/j#[\w-]{32,}", session["link"])
    assert session["control_on_arrival"] is False
    assert session["customer"] is None
    assert session["key"] not in session["link"]


def test_a_session_needs_no_body(server: RunningServer) -> None:
    assert server.call("POST", "/sessions", token=server.token)[0] == 201


def test_key_and_link_are_told_once_and_not_stored(server: RunningServer) -> None:
    session = server.start_session()
    _status, again = server.call("GET", f"/sessions/{session['id']}", token=server.token)
    assert "key" not in again
    assert "link" not in again
    stored = (server.home / "beistand.db").read_bytes()
    stored += (server.home / "beistand.db-wal").read_bytes()
    assert session["key"].encode() not in stored
    assert session["link"].partition("#")[2].encode() not in stored


def test_the_wish_for_control_is_stored_and_can_be_changed(server: RunningServer) -> None:
    session = server.start_session(control_on_arrival=True)
    assert session["control_on_arrival"] is True
    path = f"/sessions/{session['id']}"
    status, changed = server.call("PATCH", path, {"control_on_arrival": False}, token=server.token)
    assert (status, changed["control_on_arrival"]) == (200, False)
    assert server.call("GET", path, token=server.token)[1]["control_on_arrival"] is False


def test_the_list_has_the_newest_first_and_goes_on(server: RunningServer) -> None:
    made = [server.start_session()["id"] for _ in range(60)]
    _status, page = server.call("GET", "/sessions", token=server.token)
    listed = [session["id"] for session in page["sessions"]]
    _status, following = server.call("GET", f"/sessions?after={page['next']}", token=server.token)
    listed += [session["id"] for session in following["sessions"]]
    assert listed[:60] == made[::-1]


def test_the_list_can_be_of_some_states(server: RunningServer) -> None:
    session = server.start_session()
    server.call("POST", f"/sessions/{session['id']}/end", token=server.token)
    _status, page = server.call("GET", "/sessions?state=ended", token=server.token)
    assert page["sessions"][0]["id"] == session["id"]
    _status, page = server.call("GET", "/sessions?state=waiting,active", token=server.token)
    assert {found["state"] for found in page["sessions"]} <= {"waiting", "active"}
    status, problem = server.call("GET", "/sessions?state=open", token=server.token)
    assert (status, problem["code"]) == (422, "invalid_body")


def test_either_side_ends_the_session(server: RunningServer) -> None:
    for side in ("technician", "customer"):
        talk = Talk(server)
        token = server.token if side == "technician" else talk.customer_token
        status, ended = server.call("POST", f"/sessions/{talk.id}/end", token=token)
        assert (status, ended["state"]) == (200, "ended")
        _status, page = server.call("GET", f"/sessions/{talk.id}/events", token=server.token)
        assert page["events"][-1]["kind"] == "ended"
        assert page["events"][-1]["body"] == {"reason": side}


def test_an_ended_session_stays_as_it_is(talk: Talk) -> None:
    server, path = talk.server, f"/sessions/{talk.id}"
    ended = server.call("POST", f"{path}/end", token=server.token)
    assert server.call("POST", f"{path}/end", token=server.token) == ended
    status, problem = server.call("PATCH", path, {"control_on_arrival": True}, token=server.token)
    assert (status, problem["code"]) == (410, "ended_session")


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", ""), ("PATCH", ""), ("POST", "/end"), ("GET", "/events"), ("POST", "/events")],
)
def test_another_technicians_session_is_unknown(talk: Talk, method: str, path: str) -> None:
    stranger = getattr(talk.server, "stranger", "") or talk.server.add_technician(
        "fremd@example.com", "Fremd"
    )
    talk.server.stranger = stranger  # type: ignore[attr-defined]
    for session_id in (talk.id, "0" * 32, "%00"):
        status, problem = talk.server.call(
            method, f"/sessions/{session_id}{path}", {} if method != "GET" else None, token=stranger
        )
        assert status == 404, problem
        assert problem["code"] in ("unknown_session", "not_found")


@pytest.mark.parametrize("token", ["", "falsch", "ä"])
def test_without_a_token_nothing_is_told(talk: Talk, token: str) -> None:
    for method, path in (("GET", "/sessions"), ("POST", "/sessions")):
        status, problem = talk.server.call(method, path, token=token and token.encode().hex())
        assert (status, problem["code"]) == (401, "sign_in_needed")


def test_a_customer_may_not_do_what_technicians_do(talk: Talk) -> None:
    server = talk.server
    assert server.call("GET", "/sessions", token=talk.customer_token)[0] == 401
    assert server.call("POST", "/sessions", token=talk.customer_token)[0] == 401
    other = server.start_session()
    status, problem = server.call(
        "GET", f"/sessions/{other['id']}/events", token=talk.customer_token
    )
    assert (status, problem["code"]) == (404, "unknown_session")
