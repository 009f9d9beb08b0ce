"""Files under the eyes of a scanner: clamd, played by a stand-in that speaks its protocol."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.clamd import VIRUS, Clamd
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


def kept(folder: Path) -> int:
    return sum(path.is_file() for path in folder.rglob("*"))
