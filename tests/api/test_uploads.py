"""`/api/v1/sessions/<id>/uploads`: files that survive a lost connection, by tus 1.0."""

import hashlib
import os
import time
import uuid

import pytest

from tests.api.conftest import Talk
from tests.api.senders import Answer, Sender, metadata
from tests.api.test_waiting import admit, knock

CONTENT = os.urandom(900_000)


@pytest.fixture
def sender(talk: Talk) -> Sender:
    return Sender(talk.server, talk.id, talk.customer_token)


def wait_for_offset(sender: Sender, address: str, offset: int) -> None:
    """Until the server has taken in this much."""
    until = time.monotonic() + 20
    while sender.offset(address) != offset:
        assert time.monotonic() < until, f"stands at {sender.offset(address)}"


def test_what_of_the_protocol_is_spoken_is_told(sender: Sender) -> None:
    answer = sender.ask("OPTIONS", "/uploads")
    assert answer.status == 204
    assert answer.headers["Tus-Version"] == "1.0.0"
    assert answer.headers["Tus-Extension"] == "creation,termination"
    assert answer.headers["Tus-Max-Size"] == str(250 * 1024 * 1024)


def test_another_version_is_refused(sender: Sender) -> None:
    answer = sender.ask("POST", "/uploads", Tus_Resumable="2.0.0", Upload_Length="1")
    assert answer.status == 412
    assert answer.headers["Tus-Version"] == "1.0.0"


def test_an_upload_in_pieces_becomes_one_file(talk: Talk, sender: Sender) -> None:
    stream = talk.technician()
    client_id = str(uuid.uuid4())
    address = sender.begin("daten.bin", len(CONTENT), client_id)
    assert sender.offset(address) == 0
    for start in range(0, len(CONTENT), 300_000):
        answer = sender.append(address, start, CONTENT[start : start + 300_000])
        assert answer.status == 204
        assert answer.headers["Tus-Resumable"] == "1.0.0"
        assert int(answer.headers["Upload-Offset"]) == min(start + 300_000, len(CONTENT))
        if start < 600_000:
            assert sender.files() == []
    (stored,) = sender.files()
    assert stored["sha256"] == hashlib.sha256(CONTENT).hexdigest()
    assert address.endswith(stored["id"])
    assert stream.wait("event", kind="file")["body"]["name"] == "daten.bin"
    stream.agrees_with_the_log()
    own = sender.ask("GET", f"/events?after={stored['seq'] - 1}").json["events"][0]
    assert own["client_id"] == client_id


def test_a_file_of_unknown_length_so_far_may_come_in_chunks(sender: Sender) -> None:
    address = sender.begin("daten.bin", len(CONTENT))
    pieces = (CONTENT[start : start + 70_000] for start in range(0, len(CONTENT), 70_000))
    assert sender.append(address, 0, pieces).status == 204
    assert sender.files()[0]["sha256"] == hashlib.sha256(CONTENT).hexdigest()


def test_a_cut_connection_keeps_what_has_arrived(sender: Sender) -> None:
    address = sender.begin("daten.bin", len(CONTENT))
    connection = sender.starts_appending(address, 0, len(CONTENT), CONTENT[:123_457])
    wait_for_offset(sender, address, 123_457)
    connection.close()
    assert sender.offset(address) == 123_457
    assert sender.append(address, 123_457, CONTENT[123_457:]).status == 204
    assert sender.files()[0]["sha256"] == hashlib.sha256(CONTENT).hexdigest()


def test_a_dead_connection_gives_way_to_who_continues(sender: Sender) -> None:
    address = sender.begin("daten.bin", len(CONTENT))
    dead = sender.starts_appending(address, 0, len(CONTENT), CONTENT[:100_000])
    wait_for_offset(sender, address, 100_000)
    assert sender.append(address, 100_000, CONTENT[100_000:]).status == 204
    assert dead.getresponse().status == 409
    assert sender.files()[0]["sha256"] == hashlib.sha256(CONTENT).hexdigest()


def test_of_two_at_once_that_send_the_same_one_wins(sender: Sender) -> None:
    address = sender.begin("daten.bin", len(CONTENT))
    first = sender.starts_appending(address, 0, len(CONTENT), CONTENT[:100_000])
    wait_for_offset(sender, address, 100_000)
    answer = sender.append(address, 0, CONTENT)
    assert (answer.status, answer.code) == (409, "wrong_offset")
    first.send(CONTENT[100_000:])
    assert first.getresponse().status == 204
    assert sender.files()[0]["sha256"] == hashlib.sha256(CONTENT).hexdigest()


@pytest.mark.parametrize("offset", [0, 9, 11])
def test_a_wrong_offset_is_refused_and_changes_nothing(sender: Sender, offset: int) -> None:
    address = sender.begin("daten.bin", 20)
    sender.append(address, 0, b"0123456789")
    answer = sender.append(address, offset, b"x")
    assert (answer.status, answer.code) == (409, "wrong_offset")
    assert sender.offset(address) == 10


def test_more_than_was_announced_is_refused(sender: Sender) -> None:
    address = sender.begin("daten.bin", 10)
    answer = sender.append(address, 0, b"0123456789+")
    assert (answer.status, answer.code) == (413, "too_large")
    assert sender.offset(address) == 0
    assert sender.append(address, 0, iter([b"01234567", b"89+"])).status == 413
    assert sender.files() == []


def test_the_last_answer_may_get_lost(sender: Sender) -> None:
    address = sender.begin("daten.bin", 5)
    first = sender.append(address, 0, b"Hallo")
    assert sender.offset(address) == 5
    again = sender.append(address, 5, b"")
    assert (first.status, again.status) == (204, 204)
    assert sender.append(address, 0, b"Hallo").code == "wrong_offset"
    assert len(sender.files()) == 1


def test_the_first_answer_may_get_lost(sender: Sender) -> None:
    client_id = str(uuid.uuid4())
    first = sender.begin("daten.bin", 5, client_id)
    assert sender.begin("daten.bin", 5, client_id) == first
    assert sender.begin("daten.bin", 6, client_id) != first


def test_the_same_file_twice_makes_one_event(sender: Sender) -> None:
    client_id = str(uuid.uuid4())
    first = sender.begin("daten.bin", 5, client_id)
    second = sender.begin("daten2.bin", 5, client_id)
    assert sender.append(first, 0, b"Hallo").status == 204
    assert sender.append(second, 0, b"Hallo").status == 204
    assert [stored["name"] for stored in sender.files()] == ["daten.bin"]
    assert sender.offset(second) == 5


def test_an_empty_file_is_there_at_once_and_when_asked_for(sender: Sender) -> None:
    address = sender.begin("leer.txt", 0)
    assert len(sender.files()) == 1
    assert sender.append(address, 0, b"").status == 204
    assert len(sender.files()) == 1


def test_what_nobody_wants_any_more_is_forgotten(talk: Talk, sender: Sender) -> None:
    address = sender.begin("daten.bin", 10)
    sender.append(address, 0, b"01234")
    part = talk.server.home / "uploads" / address.rpartition("/")[2]
    assert part.read_bytes() == b"01234"
    assert sender.ask("DELETE", address).status == 204
    assert not part.exists()
    for answer in (sender.append(address, 5, b"56789"), sender.ask("DELETE", address)):
        assert (answer.status, answer.code) == (404, "unknown_upload")
    assert sender.ask("HEAD", address).status == 404


def test_an_upload_can_be_dropped_while_it_runs(sender: Sender) -> None:
    address = sender.begin("daten.bin", len(CONTENT))
    running = sender.starts_appending(address, 0, len(CONTENT), CONTENT[:1000])
    wait_for_offset(sender, address, 1000)
    assert sender.ask("DELETE", address).status == 204
    assert running.getresponse().status == 409
    assert sender.ask("HEAD", address).status == 404


def test_a_file_in_the_log_stays_when_its_upload_is_dropped(sender: Sender) -> None:
    address = sender.begin("daten.bin", 5)
    sender.append(address, 0, b"Hallo")
    assert sender.ask("DELETE", address).status == 204
    assert sender.ask("GET", f"/files/{sender.files()[0]['id']}").body == b"Hallo"


def test_an_upload_is_its_senders_alone(talk: Talk, sender: Sender) -> None:
    address = sender.begin("daten.bin", 5)
    technician = Sender(talk.server, talk.id, talk.server.token)
    assert technician.append(address, 0, b"Hallo").code == "unknown_upload"
    assert technician.ask("DELETE", address).code == "unknown_upload"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Upload_Length": "-1"},
        {"Upload_Length": "1e3"},
        {"Upload_Length": "1", "Upload_Metadata": "filename ä"},
        {"Upload_Length": "1", "Upload_Metadata": "filename !!"},
        {"Upload_Length": "1", "Upload_Metadata": metadata(client_id="keine")},
        {"Upload_Length": "1", "Upload_Metadata": metadata(filename="x" * 9000)},
    ],
)
def test_an_announcement_that_makes_no_sense_is_refused(
    sender: Sender, headers: dict[str, str]
) -> None:
    encoded = {name: value.encode("utf-8").decode("latin-1") for name, value in headers.items()}
    assert refusal(sender.ask("POST", "/uploads", **encoded)) == (422, "invalid_body")


def test_names_come_with_any_letters(sender: Sender) -> None:
    for name in ("Grüße 😀.txt", "C:\\Users\\x\\Brief.txt", "", "\u202e"):
        sender.upload(name, b"x")
    names = [stored["name"] for stored in sender.files()]
    assert names == ["Grüße 😀.txt", "Brief.txt", "file", "file"]


def test_an_append_that_makes_no_sense_is_refused(sender: Sender) -> None:
    address = sender.begin("daten.bin", 5)
    answer = sender.ask("PATCH", address, b"x", Upload_Offset="0")
    assert answer.status == 415
    answer = sender.ask("PATCH", address, b"x", Content_Type="application/offset+octet-stream")
    assert refusal(answer) == (422, "invalid_body")


def test_a_side_has_a_limited_number_on_their_way(sender: Sender) -> None:
    addresses = [sender.begin("a.bin", 5) for _ in range(100)]
    answer = sender.announce("a.bin", 5)
    assert refusal(answer) == (429, "too_many_uploads")
    assert answer.headers["Retry-After"] == "60"
    assert sender.append(addresses[0], 0, b"Hallo").status == 204
    assert sender.announce("a.bin", 5).status == 201


def refusal(answer: Answer) -> tuple[int, str]:
    return answer.status, answer.code


def test_who_waits_or_was_replaced_sends_nothing(talk: Talk, sender: Sender) -> None:
    address = sender.begin("daten.bin", len(CONTENT))
    running = sender.starts_appending(address, 0, len(CONTENT), CONTENT[:1000])
    wait_for_offset(sender, address, 1000)
    anna = talk.technician()
    handy = Sender(talk.server, talk.id, knock(talk)["token"])
    assert refusal(handy.announce("a.txt", 1)) == (403, "still_waiting")
    assert refusal(handy.ask("GET", "/files")) == (403, "still_waiting")
    assert admit(talk, anna.wait("event", kind="waiting")["seq"], granted=True)[0] == 200
    running.send(CONTENT[1000:])
    assert running.getresponse().status == 403
    assert refusal(sender.announce("a.txt", 1)) == (403, "continued_elsewhere")
    assert handy.files() == []
    assert handy.send("a.txt", b"x").status == 201
