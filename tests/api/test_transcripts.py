"""`GET /api/v1/sessions/<id>/transcript.…`: a session to keep, for each side."""

import json
import re
import sqlite3
import urllib.parse
import urllib.request
import uuid
from concurrent.futures import ThreadPoolExecutor
from email.message import Message
from pathlib import Path

import pytest

from tests.api.conftest import Talk
from tests.running_server import RunningServer

NASTY = '<script>alert("x")</script>\u202e&amp; "Zitat"'


class Transcript:
    """A downloaded transcript."""

    def __init__(self, server: RunningServer, path: str, token: str, language: str = "de") -> None:
        request = urllib.request.Request(
            f"{server.url}/api/v1{path}",
            headers={"Authorization": f"Bearer {token}", "Accept-Language": language},
        )
        with urllib.request.urlopen(request) as answer:
            self.headers: Message = answer.headers
            self.text: str = answer.read().decode()

    @property
    def name(self) -> str:
        """What a browser calls the file."""
        found = re.search(r"filename\*=UTF-8''(\S+)", self.headers["Content-Disposition"])
        assert found
        return urllib.parse.unquote(found[1])


def say(talk: Talk, text: str, token: str, **more: object) -> int:
    frame = {"type": "message", "client_id": str(uuid.uuid4()), "text": text} | more
    _status, ack = talk.server.call("POST", f"/sessions/{talk.id}/events", frame, token=token)
    seq: int = ack["seq"]
    return seq


def download(
    talk: Talk, form: str, *, zone: str = "Europe/Berlin", as_customer: bool = False,
    language: str = "de",
) -> Transcript:  # fmt: skip
    token = talk.customer_token if as_customer else talk.server.token
    path = f"/sessions/{talk.id}/transcript.{form}?zone={zone}"
    return Transcript(talk.server, path, token, language)


@pytest.fixture(scope="module")
def full_talk(server: RunningServer) -> Talk:
    """A talk in which there was a bit of everything."""
    talk = Talk(server)
    first = say(talk, "Mein Drucker druckt nicht.", talk.customer_token)
    say(talk, "Zweite Zeile:\n00:00:00  Anna Berg:\n" + NASTY, talk.server.token, reply_to=first)
    _status, _other = talk.server.call(
        "POST", "/join", {"key": talk.session["key"], "name": "Otto Zwei", "wait": True}
    )
    _status, log = talk.server.call("GET", f"/sessions/{talk.id}/events", token=talk.server.token)
    waiting = next(one["seq"] for one in log["events"] if one["kind"] == "waiting")
    admit = {"type": "admit", "client_id": str(uuid.uuid4()), "waiting": waiting, "granted": False}
    talk.server.call("POST", f"/sessions/{talk.id}/events", admit, token=talk.server.token)
    talk.server.call("POST", f"/sessions/{talk.id}/end", token=talk.customer_token)
    talk.server.call(
        "POST", f"/sessions/{talk.id}/rating", {"stars": 4, "comment": "Sehr nett."},
        token=talk.customer_token,
    )  # fmt: skip
    return talk


def test_it_has_all_in_plain_words(full_talk: Talk) -> None:
    for form in ("html", "txt"):
        told = download(full_talk, form).text
        for words in (
            "Anna Berg hat die Sitzung gestartet.",
            "Kunde ist mit dem Supportschlüssel beigetreten.",
            "Mein Drucker druckt nicht.",
            "Otto Zwei ist mit dem Supportschlüssel gekommen und wartet auf Einlass.",
            "Anna Berg hat Otto Zwei nicht eingelassen.",
            "Kunde hat die Sitzung beendet.",
            "Kunde hat die Hilfe mit 4 von 5 Sternen bewertet.",
            "Sehr nett.",
            "Mitteleuropäische Zeit (Europe/Berlin, UTC+0",
        ):
            assert words in told, (form, words)


def test_a_customer_gets_it_without_what_is_the_technicians_alone(full_talk: Talk) -> None:
    for form in ("html", "txt"):
        told = download(full_talk, form, as_customer=True).text
        assert "Mein Drucker druckt nicht." in told
        assert "Otto Zwei" not in told


def test_nothing_that_anybody_wrote_is_markup(full_talk: Talk) -> None:
    told = download(full_talk, "html").text
    assert "<script>" not in told
    assert "&lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt;" in told
    assert "default-src 'none'" in told


def test_nobody_can_write_a_line_that_somebody_else_said(full_talk: Talk) -> None:
    rows = download(full_talk, "txt").text.splitlines()
    assert " " * 10 + "00:00:00  Anna Berg:" in rows
    assert not [row for row in rows if row.startswith("00:00:00  Anna Berg")]


def test_an_answer_says_to_what(full_talk: Talk) -> None:
    assert "> Kunde: Mein Drucker druckt nicht." in download(full_talk, "txt").text
    assert "<cite>Kunde</cite> Mein Drucker" in download(full_talk, "html").text


def test_json_has_the_events_as_the_api_gives_them(full_talk: Talk) -> None:
    told = json.loads(download(full_talk, "json").text)
    _status, log = full_talk.server.call(
        "GET", f"/sessions/{full_talk.id}/events", token=full_talk.server.token
    )
    shown = [{key: one[key] for key in one if key != "client_id"} for one in log["events"]]
    assert told["events"] == shown
    assert (told["session"]["state"], told["session"]["technician"]["name"]) == (
        "ended",
        "Anna Berg",
    )


def test_json_is_for_technicians(talk: Talk) -> None:
    status, problem = talk.server.call(
        "GET", f"/sessions/{talk.id}/transcript.json", token=talk.customer_token
    )
    assert (status, problem["code"]) == (403, "only_technicians")


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ("html", "text/html; charset=utf-8"),
        ("txt", "text/plain; charset=utf-8"),
        ("json", "application/json"),
    ],
)
def test_it_is_a_file_with_a_name_that_says_what_it_is(talk: Talk, form: str, kind: str) -> None:
    told = download(talk, form)
    assert told.headers["Content-Disposition"].startswith("attachment; ")
    assert told.headers["Content-Type"] == kind
    assert re.fullmatch(rf"Protokoll \d{{4}}-\d\d-\d\d \d\d-\d\d Beistand\.{form}", told.name)


def test_it_speaks_the_readers_language(full_talk: Talk) -> None:
    told = download(full_talk, "txt", language="en")
    assert "Anna Berg did not let Otto Zwei in." in told.text
    assert told.name.startswith("Transcript ")


@pytest.mark.parametrize("zone", ["", "UTC", "Nirgends/Nie", "../../etc/passwd", "Europe", "%00"])
def test_without_a_known_zone_times_are_utc_and_it_says_so(talk: Talk, zone: str) -> None:
    assert "Koordinierte Weltzeit (UTC)" in download(talk, "txt", zone=zone).text


def test_times_are_in_the_zone_asked_for(talk: Talk) -> None:
    created = talk.session["created_at"]
    hour = (int(created[11:13]) + 9) % 24
    assert f"{hour:02d}:{created[14:16]}" in download(talk, "txt", zone="Asia/Tokyo").text


def test_it_is_nobody_elses(talk: Talk, server: RunningServer) -> None:
    for token, status in (("", 401), (Talk(server).customer_token, 404)):
        answered, _problem = server.call("GET", f"/sessions/{talk.id}/transcript.html", token=token)
        assert answered == status


def test_one_of_a_hundred_thousand_events_takes_no_memory_and_holds_nobody_up(
    own_talk: Talk,
) -> None:
    server = own_talk.server
    with sqlite3.connect(server.home / "beistand.db") as store:
        (number,) = store.execute("SELECT number FROM sessions").fetchone()
        store.executemany(
            "INSERT INTO events (session, seq, at, kind, author, body) VALUES (?, ?, ?, ?, ?, ?)",
            (
                (number, seq, 1_700_000_000_000 + seq, "message",
                 '{"role":"customer","name":"Kunde","id":"x"}', f'{{"text":"Zeile {seq}"}}')
                for seq in range(3, 100_001)
            ),
        )  # fmt: skip
    server.stop()
    server.start()
    before = peak_kib(server.pid)
    with ThreadPoolExecutor() as elsewhere:
        downloading = elsewhere.submit(download, own_talk, "html")
        answered = 0
        while not downloading.done():
            server.call("GET", f"/sessions/{own_talk.id}", token=server.token)
            answered += 1
    told = downloading.result().text
    assert answered > 40
    assert told.count('<li class="line') == 100_000
    assert "Zeile 100000" in told
    assert peak_kib(server.pid) - before < 20 * 1024


def peak_kib(pid: int) -> int:
    """The most memory that the process had at any time."""
    status = Path(f"/proc/{pid}/status").read_text()
    found = re.search(r"VmHWM:\s+(\d+)", status)
    assert found
    return int(found[1])
