"""The stream of a session: replay, live, acks, refusals."""

import json
import uuid

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.api.conftest import Talk


def test_the_welcome_says_who_i_am_and_where_the_log_stands(talk: Talk) -> None:
    customer = talk.customer()
    assert customer.welcome["you"]["role"] == "customer"
    assert customer.welcome["last_seq"] == 2
    assert customer.welcome["session"]["state"] == "active"
    assert customer.welcome["session"]["technician"] == {"name": "Anna Berg"}
    assert customer.welcome["epoch"] == talk.technician().welcome["epoch"]


def test_both_sides_see_every_message_once_and_in_order(talk: Talk) -> None:
    technician, customer = talk.technician(), talk.customer()
    for number in range(50):
        (technician if number % 3 else customer).say(f"Nachricht {number} äöü 😀")
    technician.wait_for_seq(52)
    customer.wait_for_seq(52)
    technician.agrees_with_the_log()
    customer.agrees_with_the_log()


def test_an_ack_names_the_message_and_its_place(talk: Talk) -> None:
    customer = talk.customer()
    client_id = customer.say("Hallo")
    assert customer.wait("ack")["seq"] == 3
    assert customer.events[-1]["client_id"] == client_id


def test_a_message_sent_again_gets_the_same_ack_and_no_second_event(talk: Talk) -> None:
    technician, customer = talk.technician(), talk.customer()
    client_id = customer.say("einmal")
    first = customer.wait("ack", client_id=client_id)
    customer.say("einmal", client_id)
    assert customer.wait("ack", client_id=client_id) == first
    customer.say("danach")
    technician.wait_for_seq(4)
    assert [e["body"]["text"] for e in technician.events[2:]] == ["einmal", "danach"]
    technician.agrees_with_the_log()


def test_the_client_id_of_an_event_is_for_its_own_side(talk: Talk) -> None:
    technician, customer = talk.technician(), talk.customer()
    customer.say("Hallo")
    assert "client_id" in customer.wait("event", seq=3)
    assert "client_id" not in technician.wait("event", seq=3)
    assert "client_id" not in talk.technician(after=2).wait("event", seq=3)


def test_who_comes_back_gets_what_was_said_meanwhile(talk: Talk) -> None:
    technician, customer = talk.technician(), talk.customer()
    customer.wait_for_seq(2)
    customer.close()
    for number in range(5):
        technician.say(str(number))
    technician.wait_for_seq(7)
    back = talk.customer(after=2)
    back.wait_for_seq(7)
    assert [event["body"]["text"] for event in back.events] == ["0", "1", "2", "3", "4"]
    back.agrees_with_the_log()


def test_a_long_history_is_replayed_whole(talk: Talk) -> None:
    technician = talk.technician()
    for number in range(1200):
        technician.say(f"{number} " + "x" * 2000)
        technician.wait("ack")
    customer = talk.customer()
    customer.wait_for_seq(1202)
    assert [event["seq"] for event in customer.events] == list(range(1, 1203))


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ("{", "invalid_json"),
        ("[]", "invalid_frame"),
        ('{"type":"zap"}', "unknown_frame"),
        ('{"type":"message","text":"ohne client_id"}', "invalid_frame"),
        ({"type": "message", "client_id": str(uuid.uuid4()), "text": ""}, "empty_message"),
        ({"type": "message", "client_id": str(uuid.uuid4()), "text": " \n "}, "empty_message"),
        ({"type": "message", "client_id": str(uuid.uuid4()), "text": "x" * 10_001},
         "message_too_long"),
        (b"\x00\x01", "invalid_picture"),
    ],
)  # fmt: skip
def test_a_frame_that_is_not_right_is_explained_and_the_connection_stays(
    talk: Talk, sent: str | bytes | dict[str, str], code: str
) -> None:
    customer = talk.customer()
    customer.socket.send(json.dumps(sent) if isinstance(sent, dict) else sent)
    error = customer.wait("error")
    assert error["code"] == code
    assert error["detail"]
    if isinstance(sent, dict):
        assert error["client_id"] == sent["client_id"]
    customer.say("weiter")
    assert customer.wait("ack")["seq"] == 3


def test_10000_characters_of_four_bytes_are_stored_whole(talk: Talk) -> None:
    customer = talk.customer()
    text = "😀" * 10_000
    customer.socket.send(
        json.dumps(
            {"type": "message", "client_id": str(uuid.uuid4()), "text": text}, ensure_ascii=False
        )
    )
    customer.wait("ack")
    assert customer.events[-1]["body"]["text"] == text


def test_a_text_over_64_kib_is_closed_with_1009(talk: Talk) -> None:
    customer = talk.customer()
    customer.socket.send("x" * (64 * 1024 + 1))
    assert customer.closed_with() == 1009


def test_text_that_is_not_utf_8_is_closed_with_1007(talk: Talk) -> None:
    customer = talk.customer()
    customer.socket.send(b'{"type":"typing"}\xff', text=True)
    assert customer.closed_with() == 1007


def test_typing_is_passed_to_the_other_side_only(talk: Talk) -> None:
    technician, customer = talk.technician(), talk.customer()
    customer.send(type="typing")
    assert technician.wait("typing") == {"type": "typing", "role": "customer", "name": "Kunde"}


def test_a_read_mark_is_told_and_kept(talk: Talk) -> None:
    technician, customer = talk.technician(), talk.customer()
    customer.say("Hallo")
    technician.wait_for_seq(3)
    technician.send(type="read", seq=3)
    assert customer.wait("read") == {"type": "read", "role": "technician", "seq": 3}
    assert talk.customer().welcome["session"]["read"] == {"technician": 3, "customer": 0}


def test_nobody_has_read_what_is_not_written_yet(talk: Talk) -> None:
    technician, customer = talk.technician(), talk.customer()
    technician.send(type="read", seq=10**9)
    assert customer.wait("read")["seq"] == 2


def test_coming_and_going_is_told(talk: Talk) -> None:
    technician = talk.technician()
    customer = talk.customer()
    assert technician.wait("presence", role="customer")["present"] is True
    customer.close()
    assert technician.wait("presence", role="customer")["present"] is False


def test_the_end_is_for_both_sides_and_final(talk: Talk) -> None:
    technician, customer = talk.technician(), talk.customer()
    client_id = str(uuid.uuid4())
    technician.send(type="end", client_id=client_id)
    assert customer.wait("event", kind="ended")["body"] == {"reason": "technician"}
    technician.wait("ack", client_id=client_id)
    technician.send(type="end", client_id=client_id)
    assert technician.wait("ack", client_id=client_id)["seq"] == 3
    late = customer.say("zu spät")
    error = customer.wait("error", client_id=late)
    assert error["code"] == "ended_session"
    assert "beendet" in error["detail"]


def test_two_tabs_of_one_side_both_hear_everything(talk: Talk) -> None:
    one, other, technician = talk.customer(), talk.customer(), talk.technician()
    one.say("von eins")
    other.say("von zwei")
    technician.wait_for_seq(4)
    for tab in (one, other):
        tab.wait_for_seq(4)
        tab.agrees_with_the_log()


@pytest.mark.parametrize(
    ("who", "status"), [("nobody", 401), ("stranger", 404), ("unknown", 404), ("foreign", 403)]
)
def test_a_stream_is_refused_before_the_handshake(talk: Talk, who: str, status: int) -> None:
    headers = {"Authorization": f"Bearer {talk.customer_token}"}
    session_id = talk.id
    if who == "nobody":
        headers = {}
    elif who == "stranger":
        other = Talk(talk.server)
        headers = {"Authorization": f"Bearer {other.customer_token}"}
    elif who == "unknown":
        session_id = "0" * 32
    else:
        headers["Origin"] = "https://evil.example"
    url = talk.server.url.replace("http", "ws")
    with pytest.raises(InvalidStatus) as refused:
        connect(
            f"{url}/api/v1/sessions/{session_id}/stream", additional_headers=headers, legacy=True
        )
    assert refused.value.response.status_code == status
    assert refused.value.response.headers["Content-Type"] == "application/problem+json"


def test_a_killed_server_loses_nothing_that_was_acknowledged(own_talk: Talk) -> None:
    customer = own_talk.customer()
    sent = [customer.say(f"Nachricht {number}") for number in range(20)]
    customer.wait("ack", client_id=sent[-1])
    own_talk.server.kill()
    own_talk.server.start()
    back = own_talk.customer()
    back.wait_for_seq(22)
    assert [event["client_id"] for event in back.events[2:]] == sent
    assert back.welcome["epoch"] == customer.welcome["epoch"]


def test_a_stopping_server_says_that_it_comes_back(own_talk: Talk) -> None:
    customer = own_talk.customer()
    own_talk.server.stop()
    assert customer.closed_with() == 1012


def test_who_claims_to_have_more_than_there_is_still_hears_what_comes(talk: Talk) -> None:
    customer = talk.customer(after=1_000_000)
    talk.technician().say("Hallo")
    assert customer.wait("event")["seq"] == 3


def test_a_session_open_too_often_is_explained(talk: Talk) -> None:
    for _ in range(30):
        talk.customer()
    with pytest.raises(InvalidStatus) as refused:
        talk.customer()
    assert refused.value.response.status_code == 429
    assert b"too_many_streams" in (refused.value.response.body or b"")
    talk.technician()


def test_an_end_named_like_a_message_still_ends(talk: Talk) -> None:
    customer = talk.customer()
    client_id = customer.say("Hallo")
    customer.wait("ack", client_id=client_id)
    customer.send(type="end", client_id=client_id)
    customer.wait("error", client_id=client_id)
    customer.send(type="end", client_id=str(uuid.uuid4()))
    customer.wait("ack")
