"""Files of a server whose storage is S3: the same behaviour, bytes elsewhere."""

import hashlib
import io
import os
from collections.abc import Iterator

import pytest
from PIL import Image

from tests.api.conftest import Talk
from tests.api.senders import Sender
from tests.contract.s3_server import BUCKET, CREDENTIALS, s3_server
from tests.running_server import RunningServer, running_server

CONTENT = os.urandom(9_000_000)


@pytest.fixture(scope="module")
def s3_talk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Talk]:
    with s3_server() as endpoint:
        url = f"s3://{BUCKET}/prod?endpoint={endpoint}"
        home = tmp_path_factory.mktemp("s3")
        with running_server(home, BEISTAND_STORAGE_URL=url, **CREDENTIALS) as server:
            yield Talk(server)


@pytest.fixture
def sender(s3_talk: Talk) -> Sender:
    return Sender(s3_talk.server, s3_talk.id, s3_talk.customer_token)


def test_a_file_goes_to_the_bucket_and_comes_back(s3_talk: Talk, sender: Sender) -> None:
    assert sender.upload("a.bin", CONTENT).status == 204
    stored = sender.files()[-1]
    assert stored["sha256"] == hashlib.sha256(CONTENT).hexdigest()
    assert not (s3_talk.server.home / "files").exists()
    assert list((s3_talk.server.home / "uploads").iterdir()) == []
    path = f"/files/{stored['id']}"
    assert sender.ask("GET", path).body == CONTENT
    assert sender.ask("GET", path, Range="bytes=8000000-8000009").body == CONTENT[8000000:8000010]


def test_a_thumbnail_lies_there_too(sender: Sender) -> None:
    written = io.BytesIO()
    Image.new("RGB", (1000, 500)).save(written, "PNG")
    file_id = sender.send("Bild.png", written.getvalue()).json["id"]
    answer = sender.ask("GET", f"/files/{file_id}/thumbnail")
    assert Image.open(io.BytesIO(answer.body)).size == (480, 240)


def test_a_storage_that_is_away_refuses_files_and_the_chat_goes_on(own_talk_away: Talk) -> None:
    sender = Sender(own_talk_away.server, own_talk_away.id, own_talk_away.customer_token)
    answer = sender.send("a.txt", b"Hallo")
    assert (answer.status, answer.code) == (503, "not_written")
    assert sender.files() == []
    assert list((own_talk_away.server.home / "uploads").iterdir()) == []
    stream = own_talk_away.customer()
    assert stream.wait("ack", client_id=stream.say("Hallo"))
    stream.close()


@pytest.fixture
def own_talk_away(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Talk]:
    url = f"s3://{BUCKET}/prod?endpoint=http://127.0.0.1:9"
    retries = {"AWS_MAX_ATTEMPTS": "1"}
    home = tmp_path_factory.mktemp("away")
    with running_server(home, BEISTAND_STORAGE_URL=url, **CREDENTIALS, **retries) as server:
        yield Talk(server)


@pytest.mark.parametrize(
    ("setting", "value", "words"),
    [
        ("BEISTAND_STORAGE_URL", "ftp://host", "s3://bucket/folder"),
        ("BEISTAND_CLAMD", "localhost:3310", "unix:/run/clamav/clamd.ctl"),
    ],
)
def test_a_setting_that_makes_no_sense_stops_the_start(
    tmp_path_factory: pytest.TempPathFactory, setting: str, value: str, words: str
) -> None:
    server = RunningServer(tmp_path_factory.mktemp("home"), **{setting: value})
    said = server.run("serve")
    assert said.returncode != 0
    assert setting in said.stderr
    assert words in said.stderr
