"""Inviting by SMS, through a real gateway that takes it, refuses it, hangs or is not there."""

import json
import re
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.api.streams import StreamClient
from tests.running_server import RunningServer, free_port, running_server
from tests.sms_gateway import SmsGateway, sms_gateway

NUMBER, SHOWN, MASKED = "+4915123456778", "+49 1512 3456778", "+49 151 ••••78"


@pytest.fixture(scope="module")
def gateway() -> Iterator[SmsGateway]:
    with sms_gateway() as running:
        yield running


@pytest.fixture(scope="module")
def sending_server(
    gateway: SmsGateway, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningServer]:
    settings = {"BEISTAND_SMS_URL": gateway.url, "BEISTAND_ORGANISATION": "Musterhaus IT"}
    with running_server(tmp_path_factory.mktemp("sms") / "home", **settings) as running:
        yield running


@pytest.fixture
def session(sending_server: RunningServer, gateway: SmsGateway) -> dict[str, Any]:
    gateway.reset()
    return sending_server.start_session()


def send(
    server: RunningServer, session: dict[str, Any], number: str = "0151 23456778"
) -> tuple[int, Any]:
    path = f"/sessions/{session['id']}/invitations/sms"
    return server.call("POST", path, {"number": number}, token=server.token)


def asking(
    server: RunningServer, session: dict[str, Any], language: str = "de"
) -> urllib.request.Request:
    return urllib.request.Request(
        f"{server.url}/api/v1/sessions/{session['id']}/invitations/sms",
        data=json.dumps({"number": NUMBER}).encode(),
        headers={
            "Authorization": f"Bearer {server.token}",
            "Accept-Language": language,
            "Content-Type": "application/json",
        },
    )


def invited(server: RunningServer, session: dict[str, Any]) -> list[dict[str, Any]]:
    path = f"/sessions/{session['id']}/events"
    _status, page = server.call("GET", path, token=server.token)
    return [event["body"] for event in page["events"] if event["kind"] == "invited"]


def test_it_is_sent_and_the_number_comes_back_in_e164(
    sending_server: RunningServer, session: dict[str, Any], gateway: SmsGateway
) -> None:
    status, answer = send(sending_server, session)
    assert (status, answer) == (201, {"number": NUMBER, "shown": SHOWN, "invitation": "s1"})
    [(digits, text)] = gateway.sent
    assert digits == NUMBER[1:]
    assert text.startswith("Anna Berg von Musterhaus IT hilft Ihnen hier: http://")
    assert len(text) <= 160
    step = {"invitation": "s1", "way": "sms", "step": "sent", "number": MASKED}
    assert invited(sending_server, session) == [step]


def test_it_speaks_the_language_of_who_sends_it(
    sending_server: RunningServer, session: dict[str, Any], gateway: SmsGateway
) -> None:
    urllib.request.urlopen(asking(sending_server, session, "en")).close()
    [(_number, text)] = gateway.sent
    assert text.startswith("Anna Berg of Musterhaus IT helps you here: http://")


def test_its_link_leads_into_the_session_and_says_by_which_sms(
    sending_server: RunningServer, session: dict[str, Any], gateway: SmsGateway
) -> None:
    send(sending_server, session)
    link = gateway.link()
    assert link != session["link"]
    assert re.fullmatch(re.escape(sending_server.url) + r"/j#[\w-]{22}", link)
    body = {"link_token": link.partition("#")[2]}
    status, joined = sending_server.call("POST", "/join", body)
    assert (status, joined["session_id"]) == (200, session["id"])
    assert [(step["invitation"], step["step"]) for step in invited(sending_server, session)] == [
        ("s1", "sent"),
        ("s1", "opened"),
    ]
    path = f"/sessions/{session['id']}/events"
    _status, page = sending_server.call("GET", path, token=sending_server.token)
    assert page["events"][-1]["body"] == {"way": "link", "invitation": "s1"}


def test_withdrawing_makes_the_links_in_all_sms_dead(
    sending_server: RunningServer, session: dict[str, Any], gateway: SmsGateway
) -> None:
    send(sending_server, session)
    sending_server.call("POST", f"/sessions/{session['id']}/key", token=sending_server.token)
    body = {"link_token": gateway.link().partition("#")[2]}
    status, problem = sending_server.call("POST", "/join", body)
    assert (status, problem["code"]) == (404, "unknown_key")
    send(sending_server, session)
    body = {"link_token": gateway.link().partition("#")[2]}
    assert sending_server.call("POST", "/join", body)[0] == 200
    assert invited(sending_server, session)[-1]["invitation"] == "s2"


def test_a_gateway_that_answers_500_once_is_asked_again(
    sending_server: RunningServer, session: dict[str, Any], gateway: SmsGateway
) -> None:
    gateway.answers = [500]
    assert send(sending_server, session)[0] == 201
    assert len(gateway.sent) == 2


def test_a_gateway_that_fails_is_quoted(
    sending_server: RunningServer, session: dict[str, Any], gateway: SmsGateway
) -> None:
    gateway.answers = [500, 500]
    gateway.says = b'{"error": "credit used up for user, password geheim123"}'
    status, problem = send(sending_server, session)
    assert (status, problem["code"]) == (502, "sms_refused")
    assert "500 Internal Server Error" in problem["detail"]
    assert "credit used up" in problem["detail"]
    assert len(gateway.sent) == 2
    [step] = invited(sending_server, session)
    assert (step["step"], step["number"]) == ("failed", MASKED)
    assert "credit used up" in step["reason"]
    assert "geheim123" not in json.dumps([problem, step])
    assert "geheim123" not in sending_server.log()
    assert NUMBER[1:] not in sending_server.log()


def test_a_definite_no_is_not_asked_again(
    sending_server: RunningServer, session: dict[str, Any], gateway: SmsGateway
) -> None:
    gateway.answers = [401]
    status, problem = send(sending_server, session)
    assert (status, problem["code"]) == (502, "sms_refused")
    assert "401 Unauthorized" in problem["detail"]
    assert len(gateway.sent) == 1


def test_while_a_gateway_hangs_the_chat_goes_on(
    sending_server: RunningServer, session: dict[str, Any], gateway: SmsGateway
) -> None:
    gateway.goes_on.clear()
    answers: list[tuple[int, Any]] = []
    asking = threading.Thread(target=lambda: answers.append(send(sending_server, session)))
    asking.start()
    assert gateway.is_asked.wait(10)
    anna = StreamClient(sending_server, session["id"], sending_server.token)
    anna.send(type="message", client_id="5a1b7f0e-1111-4222-8333-123456789abc", text="Moment")
    anna.wait("ack")
    assert not answers
    asking.join(timeout=20)
    anna.close()
    [(status, problem)] = answers
    assert (status, problem["code"]) == (502, "sms_refused")
    assert "nicht rechtzeitig" in problem["detail"]
    assert len(gateway.sent) == 2


def test_a_gateway_that_nobody_reaches_is_said_so(tmp_path: Path) -> None:
    url = f"json://127.0.0.1:{free_port()}/sms/{{number}}"
    with running_server(tmp_path / "home", BEISTAND_SMS_URL=url) as server:
        session = server.start_session()
        status, problem = send(server, session)
        assert (status, problem["code"]) == (502, "sms_refused")
        assert "nicht zu erreichen" in problem["detail"]
        assert [step["step"] for step in invited(server, session)] == ["failed"]


def test_without_a_gateway_it_says_so(server: RunningServer) -> None:
    session = server.start_session()
    status, problem = send(server, session)
    assert (status, problem["code"]) == (501, "no_sms_gateway")
    assert send(server, session, "030 123456")[1]["code"] == "not_a_mobile_number"


@pytest.mark.parametrize(
    ("number", "code"),
    [("030 1234567", "not_a_mobile_number"), ("12", "invalid_number"), ("", "invalid_number")],
)
def test_what_takes_no_sms_is_refused_with_what_to_do(
    sending_server: RunningServer,
    session: dict[str, Any],
    gateway: SmsGateway,
    number: str,
    code: str,
) -> None:
    status, problem = send(sending_server, session, number)
    assert (status, problem["code"]) == (422, code)
    assert "Bitte" in problem["detail"]
    assert gateway.sent == []


def test_a_session_that_is_over_sends_none(
    sending_server: RunningServer, session: dict[str, Any], gateway: SmsGateway
) -> None:
    sending_server.call("POST", f"/sessions/{session['id']}/end", token=sending_server.token)
    status, problem = send(sending_server, session)
    assert (status, problem["code"]) == (410, "ended_session")
    assert gateway.sent == []


def test_only_its_technician_sends(
    sending_server: RunningServer, session: dict[str, Any], gateway: SmsGateway
) -> None:
    _status, joined = sending_server.call("POST", "/join", {"key": session["key"]})
    path = f"/sessions/{session['id']}/invitations/sms"
    for token in ("", joined["token"]):
        assert sending_server.call("POST", path, {"number": NUMBER}, token=token)[0] == 401
    assert gateway.sent == []


def test_a_session_sends_five_and_what_failed_does_not_count(
    sending_server: RunningServer, session: dict[str, Any], gateway: SmsGateway
) -> None:
    gateway.answers = [400]
    assert send(sending_server, session)[0] == 502
    assert [send(sending_server, session)[0] for _count in range(5)] == [201] * 5
    status, problem = send(sending_server, session)
    assert (status, problem["code"]) == (429, "too_many_sms")
    assert len(gateway.sent) == 6


def test_two_at_once_can_not_both_be_the_last(gateway: SmsGateway, tmp_path: Path) -> None:
    gateway.reset()
    settings = {"BEISTAND_SMS_URL": gateway.url, "BEISTAND_SMS_PER_SESSION": "1"}
    with running_server(tmp_path / "home", **settings) as server:
        session, statuses = server.start_session(), []
        threads = [
            threading.Thread(target=lambda: statuses.append(send(server, session)[0]))
            for _count in range(5)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(statuses) == [201, 429, 429, 429, 429]
    assert len(gateway.sent) == 1


def test_a_technician_sends_so_many_an_hour_and_hears_when_it_goes_on(
    gateway: SmsGateway, tmp_path: Path
) -> None:
    gateway.reset()
    settings = {"BEISTAND_SMS_URL": gateway.url, "BEISTAND_SMS_PER_HOUR": "2"}
    with running_server(tmp_path / "home", **settings) as server:
        for _count in range(2):
            assert send(server, server.start_session())[0] == 201
        status, problem = send(server, server.start_session())
        assert (status, problem["code"]) == (429, "too_many_sms")
        assert "60 Minuten" in problem["detail"]
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(asking(server, server.start_session()))
        refused.value.close()
        assert 3590 <= int(refused.value.headers["Retry-After"]) <= 3601


def test_a_gateway_that_apprise_does_not_know_stops_the_start(own_server: RunningServer) -> None:
    own_server.kill()
    own_server.settings["BEISTAND_SMS_URL"] = "unsinn://geheim123/{number}"
    refused = own_server.run("serve")
    assert refused.returncode == 1
    assert "BEISTAND_SMS_URL" in refused.stderr
    assert "geheim123" not in refused.stderr


def test_what_is_printed_of_the_settings_keeps_the_gateway_to_itself(
    sending_server: RunningServer,
) -> None:
    printed = sending_server.run("config").stdout
    assert "BEISTAND_SMS_URL=(set)" in printed
    assert "geheim123" not in printed


def test_numbers_are_read_before_anything_is_sent(server: RunningServer) -> None:
    body = {"number": "0664 1234567"}
    status, problem = server.call("POST", "/phone-numbers", body, token=server.token)
    assert (status, problem["code"]) == (422, "not_a_mobile_number")
    assert "+43 664" in problem["detail"]
    body = {"number": "+43 664 1234567"}
    status, read = server.call("POST", "/phone-numbers", body, token=server.token)
    expected = {"number": "+436641234567", "shown": "+43 664 1234567", "region": "AT"}
    assert (status, read) == (200, expected)
    assert server.call("POST", "/phone-numbers", body)[0] == 401
