"""A tray app attaches to a session by a code from the chat, and may do there what it is for."""

import json
import time
import uuid
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from websockets.exceptions import InvalidStatus

from tests.api.conftest import Talk
from tests.api.streams import Refused, StreamClient
from tests.api.test_waiting import admit, knock
from tests.impatient_server import CODE_SECONDS
from tests.running_server import RunningServer


def offer(talk: Talk) -> dict[str, Any]:
    """What the customer gets who wants to connect the app."""
    status, offered = talk.server.call(
        "POST", f"/sessions/{talk.id}/helper", token=talk.customer_token
    )
    assert status == 201, offered
    found: dict[str, Any] = offered
    return found


def attach(talk: Talk, code: str) -> tuple[int, Any]:
    return talk.server.call("POST", "/helpers", {"code": code})


def refused_with(talk: Talk, token: str, side: str = "") -> tuple[int, str]:
    """How a stream is refused before the handshake."""
    with pytest.raises(InvalidStatus) as refused:
        StreamClient(talk.server, talk.id, token, side=side)
    response = refused.value.response
    return response.status_code, json.loads(response.body or b"")["code"]


def let_another_in(talk: Talk) -> str:
    """Put a second device in the customer's place; gives its token."""
    token: str = knock(talk)["token"]
    assert admit(talk, talk.consent()["last_seq"], granted=True)[0] == 200
    return token


def test_the_link_carries_the_server_and_the_code(talk: Talk) -> None:
    offered = offer(talk)
    link = urlsplit(offered["link"])
    assert (link.scheme, link.path) == ("beistand", "attach")
    assert parse_qs(link.query) == {"server": [talk.server.url], "code": [offered["code"]]}


def test_by_the_code_the_app_is_in_the_session_in_the_customers_name(talk: Talk) -> None:
    anna, kunde = talk.technician(), talk.customer()
    status, attached = attach(talk, offer(talk)["code"])
    assert (status, attached["session_id"]) == (200, talk.id)
    app = talk.helper()
    assert app.welcome["you"] == kunde.welcome["you"] | {"role": "helper"}
    assert app.welcome["session"]["presence"]["helper"] is True
    for side in (anna, kunde):
        assert side.wait("presence", role="helper")["present"] is True
    app.close()
    assert anna.wait("presence", role="helper")["present"] is False


def test_a_code_works_once(talk: Talk) -> None:
    code = offer(talk)["code"]
    assert attach(talk, code)[0] == 200
    status, problem = attach(talk, code)
    assert (status, problem["code"]) == (404, "unknown_code")
    assert "Chat" in problem["detail"]


def test_a_code_says_that_it_works_for_an_hour(talk: Talk) -> None:
    shown = time.strptime(offer(talk)["expires_at"][:19], "%Y-%m-%dT%H:%M:%S")
    in_an_hour = time.gmtime(time.time() + 3600)
    assert abs(time.mktime(shown) - time.mktime(in_an_hour)) < 60


def test_a_code_that_is_too_old_is_unknown(quick_talk: Talk) -> None:
    code = offer(quick_talk)["code"]
    assert attach(quick_talk, offer(quick_talk)["code"])[0] == 200
    time.sleep(CODE_SECONDS)
    assert attach(quick_talk, code)[1]["code"] == "unknown_code"


def test_a_code_of_a_session_that_is_over_is_unknown(talk: Talk) -> None:
    code = offer(talk)["code"]
    talk.server.call("POST", f"/sessions/{talk.id}/end", token=talk.server.token)
    assert attach(talk, code)[1]["code"] == "unknown_code"
    status, problem = talk.server.call(
        "POST", f"/sessions/{talk.id}/helper", token=talk.customer_token
    )
    assert (status, problem["code"]) == (410, "ended_session")


def test_a_code_of_a_customer_who_was_replaced_is_unknown(talk: Talk) -> None:
    code = offer(talk)["code"]
    let_another_in(talk)
    assert attach(talk, code)[1]["code"] == "unknown_code"


@pytest.mark.parametrize("body", [{}, {"code": 5}, {"code": ""}, {"code": "ä" * 5000}, "code"])
def test_what_is_no_code_is_refused_in_words(talk: Talk, body: object) -> None:
    status, problem = talk.server.call("POST", "/helpers", body)
    assert (status, problem["code"]) in ((422, "invalid_body"), (404, "unknown_code"))
    assert problem["detail"]


def test_who_guesses_codes_is_slowed(own_talk: Talk) -> None:
    answers = [attach(own_talk, f"geraten-{number}") for number in range(25)]
    assert {answer[1]["code"] for answer in answers[:20]} == {"unknown_code"}
    assert {answer[1]["code"] for answer in answers[20:]} == {"too_many_tries"}


def test_only_the_customer_may_offer_a_code(talk: Talk) -> None:
    for token in (talk.server.token, talk.attach()):
        status, problem = talk.server.call("POST", f"/sessions/{talk.id}/helper", token=token)
        assert (status, problem["code"]) in ((403, "only_customers"), (403, "not_for_helpers"))
    stranger = Talk(talk.server)
    status, problem = talk.server.call(
        "POST", f"/sessions/{talk.id}/helper", token=stranger.customer_token
    )
    assert (status, problem["code"]) == (404, "unknown_session")


def test_the_app_sees_what_the_customer_sees(talk: Talk) -> None:
    anna, kunde = talk.technician(), talk.customer()
    knock(talk)
    anna.say("Guten Tag")
    app = talk.helper()
    app.wait_for_seq(4)
    kunde.wait_for_seq(4)
    assert [event["kind"] for event in app.events] == ["created", "joined", "hidden", "message"]
    assert app.events == kunde.events
    app.agrees_with_the_log()


@pytest.mark.parametrize(
    "frame",
    [
        {"type": "message", "text": "Ich bin das Programm"},
        {"type": "end"},
        {"type": "request", "permission": "view"},
        {"type": "answer", "request": 3, "granted": True},
        {"type": "extend", "request": 3},
        {"type": "admit", "waiting": 3, "granted": True},
        {"type": "typing"},
        {"type": "read", "seq": 2},
    ],
    ids=lambda frame: str(frame["type"]),
)
def test_the_app_is_told_what_is_not_for_it(talk: Talk, frame: dict[str, Any]) -> None:
    anna = talk.technician()
    anna.decide("request", permission="control")
    if frame["type"] not in ("typing", "read"):
        frame = frame | {"client_id": str(uuid.uuid4())}
    app = talk.helper()
    app.send(**frame)
    error = app.wait("error")
    assert (error["code"], error.get("client_id")) == ("not_for_helpers", frame.get("client_id"))
    assert "Browser" in error["detail"]
    status, problem = talk.server.call(
        "POST", f"/sessions/{talk.id}/events", frame, token=app.token
    )
    assert (status, problem["code"]) == (403, "not_for_helpers")
    assert [event["kind"] for event in app.catch_up().events] == ["created", "joined", "requested"]
    assert not anna.catch_up().got("typing") + anna.got("read")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/end"), ("POST", "/rating"), ("POST", "/helper"), ("POST", "/files"),
        ("GET", "/files"), ("POST", "/uploads"), ("GET", "/transcript.txt"), ("GET", "/summary"),
    ],
)  # fmt: skip
def test_the_app_gets_no_further_by_the_api(talk: Talk, method: str, path: str) -> None:
    status, problem = talk.server.call(
        method, f"/sessions/{talk.id}{path}", {} if method == "POST" else None, token=talk.attach()
    )
    assert (status, problem["code"]) == (403, "not_for_helpers")
    _status, session = talk.server.call("GET", f"/sessions/{talk.id}", token=talk.server.token)
    assert session["state"] == "active"


def test_the_app_may_withdraw_what_was_granted(talk: Talk) -> None:
    anna, kunde, app = talk.technician(), talk.customer(), talk.helper()
    talk.grant("control", anna, kunde)
    app.decide("withdraw", permission="control")
    withdrawn = anna.wait("event", kind="withdrawn")
    assert withdrawn["author"]["role"] == "helper"
    assert withdrawn["body"] == {"request": 3, "permission": "control", "reason": "person"}
    with pytest.raises(Refused, match="not_granted"):
        app.decide("withdraw", permission="control")


def test_the_app_that_took_the_key_is_helper_by_the_customers_own_token(talk: Talk) -> None:
    app = talk.helper_of_customer()
    assert app.welcome["you"]["role"] == "helper"
    app.say("Ich bin das Programm")
    assert app.wait("error")["code"] == "not_for_helpers"


def test_a_helpers_token_makes_nobody_a_customer(talk: Talk) -> None:
    token = talk.attach()
    app = talk._keep(StreamClient(talk.server, talk.id, token, side="customer"))
    assert app.welcome["you"]["role"] == "helper"
    assert refused_with(talk, token, side="technician") == (404, "unknown_session")


def test_the_app_of_a_customer_who_was_replaced_is_out(talk: Talk) -> None:
    anna, app = talk.technician(), talk.helper()
    let_another_in(talk)
    assert app.closed_with() == 4403
    assert refused_with(talk, app.token) == (403, "continued_elsewhere")
    assert anna.wait("presence", role="helper", present=False)


def test_the_app_of_one_who_waits_waits_too(talk: Talk) -> None:
    token = knock(talk)["token"]
    assert refused_with(talk, token, side="helper") == (403, "still_waiting")
    status, problem = talk.server.call("POST", f"/sessions/{talk.id}/helper", token=token)
    assert (status, problem["code"]) == (403, "still_waiting")


def test_the_app_of_another_session_is_a_stranger(talk: Talk) -> None:
    other = Talk(talk.server)
    assert refused_with(talk, other.attach()) == (404, "unknown_session")


def test_a_code_outlives_the_server(own_talk: Talk) -> None:
    code, server = offer(own_talk)["code"], own_talk.server
    server.kill()
    server.start()
    assert attach(own_talk, code)[0] == 200


def test_a_technician_makes_no_helper_of_themselves(talk: Talk, server: RunningServer) -> None:
    assert refused_with(talk, server.token, side="helper") == (404, "unknown_session")
