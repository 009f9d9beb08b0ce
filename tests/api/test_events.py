"""`/api/v1/sessions/<id>/events`: the log in pages, and frames for scripts."""

import uuid
from typing import Any

import pytest

from tests.api.conftest import Talk


def post(talk: Talk, frame: dict[str, Any], token: str = "") -> tuple[int, Any]:
    return talk.server.call(
        "POST", f"/sessions/{talk.id}/events", frame, token=token or talk.server.token
    )


def message(text: str, client_id: str = "") -> dict[str, Any]:
    return {"type": "message", "client_id": client_id or str(uuid.uuid4()), "text": text}


def test_a_script_says_something_and_gets_the_ack(talk: Talk) -> None:
    customer = talk.customer()
    frame = message("Vom Skript")
    status, ack = post(talk, frame)
    assert (status, ack) == (200, {"type": "ack", "client_id": frame["client_id"], "seq": 3})
    assert customer.wait("event", seq=3)["body"] == {"text": "Vom Skript"}
    assert post(talk, frame) == (status, ack)


def test_typing_read_and_end_work_as_in_the_stream(talk: Talk) -> None:
    customer = talk.customer()
    assert post(talk, {"type": "typing"}) == (204, None)
    customer.wait("typing")
    assert post(talk, {"type": "read", "seq": 2}) == (204, None)
    assert customer.wait("read")["seq"] == 2
    end = {"type": "end", "client_id": str(uuid.uuid4())}
    assert post(talk, end)[1]["seq"] == 3
    assert post(talk, end)[1]["seq"] == 3
    assert post(talk, message("zu spät"))[1]["code"] == "ended_session"


def test_pages_go_forward_and_back(talk: Talk) -> None:
    for number in range(20):
        post(talk, message(str(number)))

    def seqs(query: str) -> list[int]:
        path = f"/sessions/{talk.id}/events?{query}"
        _status, page = talk.server.call("GET", path, token=talk.customer_token)
        assert page["last_seq"] == 22
        return [event["seq"] for event in page["events"]]

    assert seqs("after=18") == [19, 20, 21, 22]
    assert seqs("after=22") == []
    assert seqs("after=0&limit=3") == [1, 2, 3]
    assert seqs("before=5") == [1, 2, 3, 4]
    assert seqs("before=23&limit=2") == [21, 22]


@pytest.mark.parametrize("query", ["after=-1", "after=x", "after=1.5", "limit=", "before=%20"])
def test_a_query_that_is_no_number_is_explained(talk: Talk, query: str) -> None:
    status, problem = talk.server.call(
        "GET", f"/sessions/{talk.id}/events?{query}", token=talk.customer_token
    )
    assert (status, problem["code"]) == (422, "invalid_body")


@pytest.mark.parametrize(
    ("raw", "status", "code"),
    [
        (b"{", 400, "invalid_json"),
        (b"\xff", 400, "invalid_json"),
        (b'{"type": "message", "client_id": "x", "text": "\xff"}', 400, "invalid_json"),
        (b'{"type":"zap"}', 422, "unknown_frame"),
        (b'{"type":"message"}', 422, "invalid_frame"),
        (b'{"type":"typing","x":"' + b"x" * 66_000 + b'"}', 413, "too_large"),
        (b"x" * 2_000_000, 413, "too_large"),
    ],
)
def test_a_frame_that_is_not_right_is_explained(
    talk: Talk, raw: bytes, status: int, code: str
) -> None:
    answered, problem = talk.server.call(
        "POST", f"/sessions/{talk.id}/events", raw=raw, token=talk.server.token
    )
    assert (answered, problem["code"]) == (status, code)


def test_empty_and_too_long_messages_are_refused(talk: Talk) -> None:
    assert post(talk, message(""))[1]["code"] == "empty_message"
    status, problem = post(talk, message("x" * 10_001))
    assert (status, problem["code"]) == (422, "message_too_long")
    assert "10001" in problem["detail"]
    assert post(talk, message("x" * 10_000))[0] == 200
