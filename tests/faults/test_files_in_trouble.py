"""Files while disk, server or network fail: no half file, and the chat goes on."""

import hashlib
import os
import resource
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests.api.conftest import Talk
from tests.api.senders import Answer, Sender
from tests.running_server import RunningServer, running_server

UNLIMITED = resource.RLIM_INFINITY
MB = 1024 * 1024
CONTENT = os.urandom(5 * MB)
SHA256 = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def own_talk(tmp_path: Path) -> Iterator[Talk]:
    with running_server(tmp_path / "home") as server:
        talk = Talk(server)
        yield talk
        talk.close()


@pytest.fixture
def sender(own_talk: Talk) -> Sender:
    return Sender(own_talk.server, own_talk.id, own_talk.customer_token)


def limit_files(server: RunningServer, size: int) -> None:
    """Let no file of the server grow beyond this size, as on a disk that is full."""
    resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (size, UNLIMITED))


def parts(server: RunningServer) -> list[str]:
    return sorted(path.name for path in (server.home / "uploads").iterdir())


def stored(server: RunningServer) -> list[str]:
    return sorted(path.name for path in (server.home / "files").rglob("*") if path.is_file())


def name_of(address: str) -> str:
    return address.rpartition("/")[2]


def refusal(answer: Answer) -> tuple[int, str]:
    return answer.status, answer.code


def wait_until(server: RunningServer, name: str, size: int) -> None:
    part = server.home / "uploads" / name
    until = time.monotonic() + 20
    while not (part.exists() and part.stat().st_size >= size):
        assert time.monotonic() < until


@pytest.mark.parametrize("way", ["resumable", "one request"])
def test_a_disk_that_fills_up_ends_the_file_and_not_the_chat(
    own_talk: Talk, sender: Sender, way: str
) -> None:
    server, stream = own_talk.server, own_talk.customer()
    limit_files(server, 2 * MB)
    if way == "resumable":
        address = sender.begin("a.bin", len(CONTENT))
        answer = sender.append(address, 0, CONTENT)
        assert sender.ask("HEAD", address).status == 404
    else:
        answer = sender.send("a.bin", CONTENT)
    assert refusal(answer) == (507, "no_space")
    assert "keinen Platz" in answer.json["title"]
    assert parts(server) == stored(server) == sender.files() == []
    client_id = stream.say("Der Chat geht weiter")
    assert stream.wait("ack", client_id=client_id)
    limit_files(server, UNLIMITED)
    sent = sender.send("a.bin", CONTENT).json
    assert sent["sha256"] == SHA256
    stream.wait_for_seq(sent["seq"])
    stream.agrees_with_the_log()


def test_a_log_that_takes_nothing_loses_no_upload_and_keeps_no_form(
    own_talk: Talk, sender: Sender
) -> None:
    server = own_talk.server
    address = sender.begin("a.txt", 5)
    limit_files(server, (server.home / "server.log").stat().st_size)
    answers = [sender.append(address, 0, b"Hallo"), sender.send("b.txt", b"Hallo")]
    for answer in answers:
        assert answer.status in (503, 507), answer.body
    limit_files(server, UNLIMITED)
    assert sender.files() == []
    assert sender.offset(address) == 5
    assert sender.append(address, 5, b"").status == 204
    assert stored(server) == [name_of(address)] == [file["id"] for file in sender.files()]
    assert parts(server) == []


def test_a_store_that_fails_for_a_moment_loses_no_upload_and_keeps_no_form(
    own_talk: Talk, sender: Sender
) -> None:
    server = own_talk.server
    in_the_way = server.home / "files"
    in_the_way.write_bytes(b"")
    address = sender.begin("a.txt", 5)
    for answer in (sender.append(address, 0, b"Hallo"), sender.send("b.txt", b"Hallo")):
        assert refusal(answer) == (503, "not_written")
    assert parts(server) == [name_of(address)]
    in_the_way.unlink()
    assert sender.offset(address) == 5
    assert sender.append(address, 5, b"").status == 204
    assert sender.ask("GET", f"/files/{name_of(address)}").body == b"Hallo"
    assert parts(server) == []


def test_an_upload_goes_on_after_the_server_was_killed(own_talk: Talk, sender: Sender) -> None:
    server = own_talk.server
    address = sender.begin("a.bin", len(CONTENT))
    sender.starts_appending(address, 0, len(CONTENT), CONTENT[: 3 * MB])
    wait_until(server, name_of(address), 3 * MB)
    server.kill()
    server.start()
    assert sender.offset(address) == 3 * MB
    assert sender.append(address, 3 * MB, CONTENT[3 * MB :]).status == 204
    assert sender.files()[0]["sha256"] == SHA256


def test_an_upload_goes_on_after_the_server_was_stopped(own_talk: Talk, sender: Sender) -> None:
    server = own_talk.server
    address = sender.begin("a.bin", len(CONTENT))
    sender.starts_appending(address, 0, len(CONTENT), CONTENT[:MB])
    wait_until(server, name_of(address), MB)
    server.stop()
    server.start()
    offset = sender.offset(address)
    assert sender.append(address, offset, CONTENT[offset:]).status == 204
    assert sender.files()[0]["sha256"] == SHA256


def test_a_file_that_was_acknowledged_survives_a_kill(own_talk: Talk, sender: Sender) -> None:
    server = own_talk.server
    file_id = sender.send("a.bin", CONTENT).json["id"]
    server.kill()
    server.start()
    assert [known["id"] for known in sender.files()] == [file_id]
    assert sender.ask("GET", f"/files/{file_id}").body == CONTENT


def test_a_start_clears_away_what_belongs_to_nothing(own_talk: Talk, sender: Sender) -> None:
    server = own_talk.server
    kept, lost = sender.begin("a.txt", 5), sender.begin("b.txt", 5)
    done = sender.send("c.txt", b"x").json["id"]
    server.stop()
    (server.home / "uploads" / name_of(lost)).unlink()
    for remains in ("0" * 32, "0" * 32 + ".thumbnail"):
        (server.home / "uploads" / remains).write_bytes(b"x")
    server.start()
    assert parts(server) == [name_of(kept)]
    assert sender.ask("HEAD", lost).status == 404
    assert sender.offset(kept) == 0
    assert stored(server) == [done]


def test_bytes_that_got_lost_are_said_to_be_gone(own_talk: Talk, sender: Sender) -> None:
    file_id = sender.send("a.txt", b"x").json["id"]
    next((own_talk.server.home / "files").rglob(file_id)).unlink()
    assert refusal(sender.ask("GET", f"/files/{file_id}")) == (404, "unknown_file")


def test_a_large_file_costs_no_memory_in_either_direction(own_talk: Talk, sender: Sender) -> None:
    size, piece = 200 * MB, bytes(MB)
    sender.send("a.bin", piece)
    before = peak_memory(own_talk.server.pid)
    address = sender.begin("b.bin", size)
    assert sender.append(address, 0, (piece for _ in range(size // MB))).status == 204
    headers = {"Authorization": f"Bearer {own_talk.customer_token}"}
    url = f"{own_talk.server.url}{sender.path}/files/{name_of(address)}"
    with requests.get(url, headers=headers, stream=True, timeout=60) as answer:
        assert sum(len(got) for got in answer.iter_content(MB)) == size
    assert peak_memory(own_talk.server.pid) - before < 30 * MB


def test_who_reads_slowly_or_leaves_holds_nobody_up(own_talk: Talk, sender: Sender) -> None:
    file_id = sender.send("a.bin", CONTENT * 4).json["id"]
    headers = {"Authorization": f"Bearer {own_talk.customer_token}"}
    url = f"{own_talk.server.url}{sender.path}/files/{file_id}"
    slow = [requests.get(url, headers=headers, stream=True, timeout=60) for _ in range(12)]
    stream = own_talk.customer()
    assert stream.wait("ack", client_id=stream.say("Hallo"))
    assert sender.ask("GET", f"/files/{file_id}").body == CONTENT * 4
    for answer in slow:
        answer.close()
    assert sender.send("b.bin", CONTENT).status == 201


def peak_memory(pid: int) -> int:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    raise AssertionError("no VmHWM")
