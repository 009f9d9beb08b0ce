"""Files under the eyes of a scanner: clamd, played by a stand-in that speaks its protocol."""

import os
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.api.clamd import SLOW, VIRUS, Clamd
from tests.api.conftest import Talk
from tests.api.senders import Sender
from tests.running_server import running_server


@pytest.fixture(scope="module")
def clamd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clamd]:
    clamd = Clamd(tmp_path_factory.mktemp("clamd") / "clamd.ctl")
    yield clamd
    clamd.stop()


@pytest.fixture(scope="module")
def scanned_talk(clamd: Clamd, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Talk]:
    home = tmp_path_factory.mktemp("scanned")
    with running_server(home, BEISTAND_CLAMD=clamd.address) as server:
        yield Talk(server)


@pytest.fixture
def sender(scanned_talk: Talk, clamd: Clamd) -> Sender:
    clamd.does = "scan"
    return Sender(scanned_talk.server, scanned_talk.id, scanned_talk.customer_token)


def test_a_clean_file_passes_and_was_seen_whole(sender: Sender, clamd: Clamd) -> None:
    assert sender.send("a.bin", os.urandom(3_000_000)).status == 201
    assert clamd.scanned[-1] == 3_000_000
    assert max(clamd.pieces) <= 256 * 1024


def test_an_infected_file_is_refused_and_gone(scanned_talk: Talk, sender: Sender) -> None:
    before = sender.files()
    address = sender.begin("a.txt", len(VIRUS))
    for answer in (sender.append(address, 0, VIRUS), sender.send("b.txt", b"x" + VIRUS)):
        assert (answer.status, answer.code) == (422, "infected_file")
        assert "Eicar-Signature" in answer.json["detail"]
    assert sender.ask("HEAD", address).status == 404
    assert sender.files() == before
    assert kept(scanned_talk.server.home / "uploads") == 0
    assert kept(scanned_talk.server.home / "files") == len(before)


@pytest.mark.parametrize("does", ["error", "hang up", "limit"])
def test_without_a_verdict_no_file_passes(
    scanned_talk: Talk, sender: Sender, clamd: Clamd, does: str
) -> None:
    before = sender.files()
    clamd.does = does
    address = sender.begin("a.bin", 2_000_000)
    for answer in (sender.append(address, 0, bytes(2_000_000)), sender.send("a.txt", b"x")):
        assert (answer.status, answer.code) == (503, "scanner_unavailable")
    assert sender.files() == before
    clamd.does = "scan"
    assert sender.append(address, 2_000_000, b"").status == 204
    assert kept(scanned_talk.server.home / "uploads") == 0
    assert len(sender.files()) == len(before) + 1


def test_without_a_scanner_no_file_passes_and_the_chat_goes_on(tmp_path: Path) -> None:
    clamd = Clamd()
    with running_server(tmp_path / "home", BEISTAND_CLAMD=clamd.address) as server:
        talk = Talk(server)
        sender = Sender(server, talk.id, talk.customer_token)
        assert sender.send("a.txt", b"x").status == 201
        clamd.stop()
        answer = sender.send("a.txt", b"x")
        assert (answer.status, answer.code) == (503, "scanner_unavailable")
        stream = talk.customer()
        client_id = stream.say("Hallo")
        assert stream.wait("ack", client_id=client_id)
        stream.close()


@pytest.fixture
def slow_clamd(clamd: Clamd) -> Iterator[Clamd]:
    clamd.holds()
    yield clamd
    clamd.lets_go()


def test_a_session_with_slow_files_holds_no_other_up(
    scanned_talk: Talk, sender: Sender, slow_clamd: Clamd
) -> None:
    other_talk = Talk(scanned_talk.server)
    other = Sender(scanned_talk.server, other_talk.id, other_talk.customer_token)
    with ThreadPoolExecutor() as people:
        slow = [people.submit(sender.upload, "a.bin", SLOW) for _ in range(6)]
        wait_until_held(slow_clamd, 2)
        sent = other.send("b.bin", b"quick")
        assert sent.status == 201
        assert other.ask("GET", f"/files/{sent.json['id']}").body == b"quick"
        assert slow_clamd.held == 2
        slow_clamd.lets_go()
        assert [answer.result().status for answer in slow] == [204] * 6


def test_who_asks_again_while_a_file_is_looked_at_hears_the_same(
    sender: Sender, slow_clamd: Clamd
) -> None:
    before = len(sender.files())
    address = sender.begin("a.bin", len(SLOW))
    with ThreadPoolExecutor() as people:
        first = people.submit(sender.append, address, 0, SLOW)
        wait_until_held(slow_clamd, 1)
        assert sender.offset(address) == len(SLOW)
        again = people.submit(sender.append, address, len(SLOW), b"")
        slow_clamd.lets_go()
        assert (first.result().status, again.result().status) == (204, 204)
    assert len(sender.files()) == before + 1


def test_a_file_is_not_dropped_while_it_becomes_one(sender: Sender, slow_clamd: Clamd) -> None:
    address = sender.begin("a.bin", len(SLOW))
    with ThreadPoolExecutor() as people:
        sent = people.submit(sender.append, address, 0, SLOW)
        wait_until_held(slow_clamd, 1)
        dropped = people.submit(sender.ask, "DELETE", address)
        slow_clamd.lets_go()
        assert (sent.result().status, dropped.result().status) == (204, 204)
    assert sender.ask("GET", f"/files/{address.rpartition('/')[2]}").body == SLOW


def test_an_empty_file_that_is_announced_twice_at_once_is_one(
    scanned_talk: Talk, sender: Sender
) -> None:
    folder = scanned_talk.server.home / "files"
    names, before = [str(uuid.uuid4()) for _ in range(20)], kept(folder)
    with ThreadPoolExecutor(4) as people:
        for name in names:
            asked = [people.submit(sender.announce, "leer.txt", 0, name) for _ in range(4)]
            assert [answer.result().status for answer in asked] == [201] * 4
    stored = [file for file in sender.files() if file["name"] == "leer.txt"]
    assert len(stored) == len(names)
    for file in stored:
        assert sender.ask("GET", f"/files/{file['id']}").status == 200
    assert kept(folder) == before + len(names)


def wait_until_held(clamd: Clamd, number: int) -> None:
    until = time.monotonic() + 20
    while clamd.held < number:
        assert time.monotonic() < until, clamd.held


def kept(folder: Path) -> int:
    return sum(path.is_file() for path in folder.rglob("*"))
