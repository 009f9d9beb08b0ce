"""No room on the disk: said clearly, nothing acknowledged is lost, and it goes on with room."""

import resource
import uuid
from collections.abc import Callable

import pytest

from tests.api.conftest import Talk
from tests.api.streams import StreamClient
from tests.running_server import RunningServer

UNLIMITED = resource.RLIM_INFINITY


@pytest.fixture
def own_talk(own_server: RunningServer) -> Talk:
    return Talk(own_server)


def limit_files(server: RunningServer, size: int) -> None:
    """Let no file of the server grow beyond this size, as on a disk that is full."""
    resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (size, UNLIMITED))


def fill_the_disk(server: RunningServer) -> None:
    """Nothing of the server's grows any more: not the database and not what it logs."""
    limit_files(server, (server.home / "server.log").stat().st_size)


def said_when_full(client: StreamClient) -> tuple[list[str], dict[str, str]]:
    """Write until the disk takes no more: the acknowledged texts, and the error."""
    acknowledged: list[str] = []
    while True:
        text = f"{len(acknowledged)} " + "x" * 5000
        client.say(text)
        answer = client.wait_for_any("ack", "error")
        if answer["type"] == "error":
            return acknowledged, answer
        acknowledged.append(text)


def test_a_message_that_finds_no_room_gets_an_error_and_the_stream_stays(own_talk: Talk) -> None:
    customer = own_talk.customer()
    fill_the_disk(own_talk.server)
    _said, error = said_when_full(customer)
    assert error["code"] == "not_written"
    assert "nicht speichern" in error["detail"]
    customer.send(type="typing")
    assert customer.say("immer noch")
    assert customer.wait_for_any("error")["code"] == "not_written"


def test_nothing_acknowledged_is_lost_and_it_goes_on_when_there_is_room(own_talk: Talk) -> None:
    customer, technician = own_talk.customer(), own_talk.technician()
    fill_the_disk(own_talk.server)
    acknowledged, error = said_when_full(customer)
    limit_files(own_talk.server, UNLIMITED)
    customer.say("Jetzt aber", error["client_id"])
    last = customer.wait("ack", client_id=error["client_id"])["seq"]
    for client in (customer, technician):
        texts = [event["body"]["text"] for event in client.wait_for_seq(last)[2:]]
        assert texts == [*acknowledged, "Jetzt aber"]
        client.agrees_with_the_log()


@pytest.mark.parametrize(
    "call",
    [
        lambda talk: ("/sessions", {}),
        lambda talk: (f"/sessions/{talk.id}/end", None),
        lambda talk: (
            f"/sessions/{talk.id}/events",
            {"type": "message", "client_id": str(uuid.uuid4()), "text": "Hallo"},
        ),
    ],
    ids=["new session", "end", "message"],
)
def test_a_call_that_finds_no_room_is_answered_with_503(
    own_talk: Talk, call: Callable[[Talk], tuple[str, object]]
) -> None:
    server = own_talk.server
    fill_the_disk(server)
    said_when_full(own_talk.customer())
    path, body = call(own_talk)
    status, problem = server.call("POST", path, body, token=server.token)
    assert (status, problem["code"]) == (503, "not_written")
    limit_files(server, UNLIMITED)
    assert server.call("POST", path, body, token=server.token)[0] in (200, 201)
