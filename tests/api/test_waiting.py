"""One customer a key: later ones wait, and the technician lets them in or not."""

import uuid
from typing import Any

import pytest
from websockets.exceptions import InvalidStatus

from tests.api.conftest import Talk
from tests.api.late_body import LateBody
from tests.api.streams import StreamClient
from tests.running_server import RunningServer


def knock(talk: Talk, **more: object) -> dict[str, Any]:
    body = {"key": talk.session["key"], "wait": True, **more}
    status, waiting = talk.server.call("POST", "/join", body)
    assert status == 202, waiting
    return waiting


def stream(talk: Talk, token: str, after: int = 0) -> StreamClient:
    return talk._keep(StreamClient(talk.server, talk.id, token, after))


def admit(talk: Talk, seq: int, *, granted: bool, token: str | None = None) -> tuple[int, Any]:
    frame = {"type": "admit", "client_id": str(uuid.uuid4()), "waiting": seq, "granted": granted}
    return talk.server.call(
        "POST", f"/sessions/{talk.id}/events", frame, token=token or talk.server.token
    )


def events_for(talk: Talk, token: str) -> tuple[int, Any]:
    return talk.server.call("GET", f"/sessions/{talk.id}/events", token=token)


def test_the_second_device_waits_and_the_technician_hears_of_it(talk: Talk) -> None:
    anna = talk.technician()
    waiting = knock(talk, name="Erika  Mustermann")
    assert waiting["session_id"] == talk.id
    asked = anna.wait("event", kind="waiting")
    assert asked["author"]["name"] == "Erika Mustermann"
    assert asked["body"] == {"way": "key"}


def test_who_waits_sees_nothing_of_the_chat_and_writes_nothing(talk: Talk) -> None:
    talk.technician().say("Ihr Kennwort lautet 4711")
    handy = stream(talk, knock(talk)["token"])
    *before, own = handy.wait_for_seq(4)
    assert [event["kind"] for event in before] == ["hidden", "hidden", "hidden"]
    assert all("author" not in event and "body" not in event for event in before)
    assert own["kind"] == "waiting"
    handy.agrees_with_the_log()
    handy.say("Hallo?")
    assert handy.wait("error")["code"] == "still_waiting"
    status, problem = talk.server.call(
        "POST", f"/sessions/{talk.id}/events",
        {"type": "message", "client_id": str(uuid.uuid4()), "text": "Hallo?"}, token=handy.token,
    )  # fmt: skip
    assert (status, problem["code"]) == (403, "still_waiting")


def test_the_customer_does_not_hear_of_who_waits(talk: Talk) -> None:
    kunde = talk.customer()
    knock(talk)
    assert kunde.wait_for_seq(3)[-1] == {
        "type": "event", "seq": 3, "at": kunde.events[-1]["at"], "kind": "hidden",
    }  # fmt: skip
    kunde.agrees_with_the_log()


def test_who_is_let_in_takes_the_place_of_the_one_before(talk: Talk) -> None:
    anna, kunde = talk.technician(), talk.customer()
    anna.say("Vorher gesagt")
    handy = stream(talk, knock(talk)["token"])
    client_id = str(uuid.uuid4())
    seq = anna.wait("event", kind="waiting")["seq"]
    anna.send(type="admit", client_id=client_id, waiting=seq, granted=True)
    assert anna.wait("ack", client_id=client_id)["seq"] == seq + 1
    assert handy.wait("event", kind="admitted")["body"] == {"waiting": seq, "name": "Kunde"}
    assert kunde.wait("event", kind="admitted")
    assert kunde.closed_with() == 4403
    status, problem = events_for(talk, talk.customer_token)
    assert (status, problem["code"]) == (403, "continued_elsewhere")
    again = stream(talk, handy.token)
    assert [event["kind"] for event in again.wait_for_seq(seq + 1)] == [
        "created", "joined", "message", "hidden", "admitted",
    ]  # fmt: skip
    again.say("Ich bin jetzt am Handy")
    assert anna.wait("event", kind="message", author={"role": "customer", **author_of(again)})


def author_of(client: StreamClient) -> dict[str, str]:
    return {name: client.welcome["you"][name] for name in ("name", "id")}


def test_who_is_not_let_in_is_told_and_the_customer_stays(talk: Talk) -> None:
    anna, kunde = talk.technician(), talk.customer()
    handy = stream(talk, knock(talk)["token"])
    seq = anna.wait("event", kind="waiting")["seq"]
    assert admit(talk, seq, granted=False)[0] == 200
    assert handy.wait("event", kind="refused")
    status, problem = events_for(talk, handy.token)
    assert (status, problem["code"]) == (403, "not_admitted")
    kunde.say("Ich bin noch da")
    assert anna.wait("event", kind="message")


def test_an_answer_is_given_once_and_only_by_the_technician(talk: Talk) -> None:
    anna = talk.technician()
    knock(talk)
    seq = anna.wait("event", kind="waiting")["seq"]
    status, problem = admit(talk, seq, granted=True, token=talk.customer_token)
    assert (status, problem["code"]) == (403, "only_technicians")
    assert admit(talk, seq, granted=True)[0] == 200
    status, problem = admit(talk, seq, granted=True)
    assert (status, problem["code"]) == (409, "not_waiting")
    assert "beantwortet" in problem["detail"]


def test_a_crowd_of_strangers_is_kept_out(talk: Talk) -> None:
    for _ in range(3):
        knock(talk)
    status, problem = talk.server.call("POST", "/join", {"key": talk.session["key"], "wait": True})
    assert (status, problem["code"]) == (429, "too_many_waiting")


def test_without_wait_a_used_key_is_refused_and_nobody_is_asked(talk: Talk) -> None:
    status, problem = talk.server.call("POST", "/join", {"key": talk.session["key"]})
    assert (status, problem["code"]) == (409, "already_joined")
    assert [e["kind"] for e in events_for(talk, talk.server.token)[1]["events"]] == [
        "created", "joined",
    ]  # fmt: skip


def test_who_waits_learns_nothing_of_the_other_side(talk: Talk) -> None:
    talk.technician().send(type="read", seq=2)
    handy = stream(talk, knock(talk)["token"])
    assert handy.welcome["session"] | {"id": "", "state": ""} == {
        "id": "", "state": "", "technician": {"name": "Anna Berg"}, "customer": None,
        "read": {"technician": 0, "customer": 0},
        "presence": {"technician": False, "customer": False, "helper": False},
        "customer_files": True, "consent": None,
    }  # fmt: skip


def test_who_waits_takes_nobody_elses_place(talk: Talk) -> None:
    stranger = knock(talk)["token"]
    streams = [stream(talk, stranger) for _ in range(5)]
    with pytest.raises(InvalidStatus) as refused:
        stream(talk, stranger)
    assert refused.value.response.status_code == 429
    anna = talk.technician()
    talk.customer().say("Ich bin noch da")
    assert anna.wait("event", kind="message")
    seq = streams[0].wait_for_seq(3)[-1]["seq"]
    assert admit(talk, seq, granted=False)[0] == 200
    assert [client.closed_with() for client in streams] == [4403] * 5


def test_a_flood_of_decisions_is_refused_and_the_chat_goes_on(talk: Talk) -> None:
    anna, kunde = talk.technician(), talk.customer()
    for _ in range(50):
        kunde.send(type="admit", client_id=str(uuid.uuid4()), waiting=1, granted=True)
    codes = [kunde.wait("error")["code"] for _ in range(50)]
    assert {"only_technicians", "too_many_tries"} == set(codes)
    kunde.say("Es geht weiter")
    assert anna.wait("event", kind="message")


def test_who_was_replaced_writes_nothing_more_however_late_it_comes(talk: Talk) -> None:
    anna = talk.technician()
    body = {"type": "message", "client_id": str(uuid.uuid4()), "text": "Zu spät"}
    late = LateBody(talk.server, f"/sessions/{talk.id}/events", body, talk.customer_token)
    knock(talk)
    seq = anna.wait("event", kind="waiting")["seq"]
    assert admit(talk, seq, granted=True)[0] == 200
    status, problem = late.finish()
    assert (status, problem["code"]) == (403, "continued_elsewhere")
    assert anna.wait_for_seq(seq + 1)[-1]["kind"] == "admitted"
    anna.agrees_with_the_log()


def test_a_withdrawn_invitation_turns_away_who_waits_by_it(talk: Talk) -> None:
    for _ in range(3):
        knock(talk)
    status, new = talk.server.call("POST", f"/sessions/{talk.id}/key", token=talk.server.token)
    assert status == 201
    status, waiting = talk.server.call("POST", "/join", {"key": new["key"], "wait": True})
    assert status == 202
    assert stream(talk, waiting["token"]).wait_for_seq(10)[-1]["kind"] == "waiting"


def test_a_browser_that_comes_back_keeps_its_token(talk: Talk) -> None:
    status, again = talk.server.call(
        "POST", "/join", {"key": talk.session["key"]}, token=talk.customer_token
    )
    assert (status, again["token"]) == (200, talk.customer_token)
    waiting = knock(talk)
    status, again = talk.server.call(
        "POST", "/join", {"key": talk.session["key"], "wait": True}, token=waiting["token"]
    )
    assert (status, again["token"]) == (202, waiting["token"])


def test_the_end_is_told_to_who_waits(talk: Talk) -> None:
    handy = stream(talk, knock(talk)["token"])
    talk.server.call("POST", f"/sessions/{talk.id}/end", token=talk.server.token)
    assert handy.wait("event", kind="ended")


def test_an_opened_invitation_is_in_the_log_once(server: RunningServer) -> None:
    session = server.start_session()
    token = session["link"].partition("#")[2]
    status, _joined = server.call("POST", "/join", {"link_token": f"{token}.mail"})
    assert status == 200
    server.call("POST", "/join", {"link_token": f"{token}.mail", "wait": True})
    _status, page = server.call("GET", f"/sessions/{session['id']}/events", token=server.token)
    assert [(e["kind"], e["body"].get("invitation")) for e in page["events"]] == [
        ("created", None), ("invited", "mail"), ("joined", "mail"), ("waiting", "mail"),
    ]  # fmt: skip
