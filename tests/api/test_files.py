"""`/api/v1/sessions/<id>/files`: send in one request, list, download."""

import hashlib
import os
import uuid

import pytest
import requests

from tests.api.browsers import PlainBrowser
from tests.api.conftest import Talk
from tests.api.senders import Sender
from tests.running_server import EMAIL, RunningServer, running_server

CONTENT = os.urandom(700_000)
SHA256 = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def technician(talk: Talk) -> Sender:
    return Sender(talk.server, talk.id, talk.server.token)


@pytest.fixture
def customer(talk: Talk) -> Sender:
    return Sender(talk.server, talk.id, talk.customer_token)


def change(talk: Talk, **choices: bool) -> None:
    path = f"/sessions/{talk.id}"
    assert talk.server.call("PATCH", path, choices, token=talk.server.token)[0] == 200


def test_a_file_is_stored_and_told_in_the_chat(
    talk: Talk, customer: Sender, technician: Sender
) -> None:
    stream = talk.technician()
    answer = customer.send("Übersicht.bin", CONTENT)
    assert answer.status == 201
    told = answer.json
    assert told.keys() == {"id", "seq", "name", "size", "sha256"}
    event = stream.wait("event", seq=told["seq"])
    assert event["author"]["role"] == "customer"
    assert event["kind"] == "file"
    assert event["body"] == {
        "id": told["id"],
        "name": "Übersicht.bin",
        "size": len(CONTENT),
        "type": "application/octet-stream",
        "sha256": SHA256,
    }
    stream.agrees_with_the_log()
    assert technician.ask("GET", f"/files/{told['id']}").body == CONTENT


def test_the_list_has_what_the_events_say(customer: Sender, technician: Sender) -> None:
    customer.send("eins.txt", b"1")
    technician.send("zwei.txt", b"2")
    for reader in (customer, technician):
        first, second = reader.files()
        assert (first["name"], first["author"]["role"]) == ("eins.txt", "customer")
        assert (second["name"], second["author"]["name"]) == ("zwei.txt", "Anna Berg")
        assert second["seq"] == first["seq"] + 1
        assert second["type"] == "text/plain"
        assert second["at"].endswith("Z")


@pytest.mark.parametrize(
    ("name", "shown", "quoted"),
    [
        ("Brief.txt", 'filename="Brief.txt"', "Brief.txt"),
        ("Grüße 😀.txt", 'filename="Gruesse .txt"', "Gr%C3%BC%C3%9Fe%20%F0%9F%98%80.txt"),
        ('50% "neu".txt', 'filename="50_ _neu_.txt"', "50%25%20%22neu%22.txt"),
        ("../../etc/CON", 'filename="_CON"', "_CON"),
    ],
)
def test_a_download_is_an_attachment_under_the_files_name(
    technician: Sender, name: str, shown: str, quoted: str
) -> None:
    path = f"/files/{_sent_by_name(technician, name)}"
    said = technician.ask("GET", path).headers["Content-Disposition"]
    assert said.startswith("attachment; ")
    assert f"filename*=UTF-8''{quoted}" in said
    assert shown in said


def _sent_by_name(sender: Sender, name: str) -> str:
    assert sender.upload(name, b"x").status == 204
    return str(sender.files()[-1]["id"])


def test_nothing_that_was_sent_becomes_a_page_of_ours(technician: Sender) -> None:
    page = b"<!DOCTYPE html><html><script>alert(1)</script>"
    picture = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    for name, content in (("a.html", page), ("a.svg", picture)):
        answer = technician.ask("GET", f"/files/{technician.send(name, content).json['id']}")
        assert answer.headers["Content-Type"] == "application/octet-stream"
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize(
    ("asked", "start", "stop"),
    [
        ("bytes=0-", 0, len(CONTENT)),
        ("bytes=0-0", 0, 1),
        ("bytes=5-9", 5, 10),
        ("bytes=600000-", 600_000, len(CONTENT)),
        ("bytes=600000-9999999", 600_000, len(CONTENT)),
        ("bytes=-10", len(CONTENT) - 10, len(CONTENT)),
    ],
)
def test_a_download_can_be_continued(technician: Sender, asked: str, start: int, stop: int) -> None:
    path = f"/files/{technician.send('a.bin', CONTENT).json['id']}"
    answer = technician.ask("GET", path, Range=asked)
    assert answer.status == 206
    assert answer.headers["Content-Range"] == f"bytes {start}-{stop - 1}/{len(CONTENT)}"
    assert answer.body == CONTENT[start:stop]
    same = technician.ask("GET", path, Range=asked, If_Range=f'"{SHA256}"')
    assert (same.status, same.body) == (206, answer.body)
    other = technician.ask("GET", path, Range=asked, If_Range='"another"')
    assert (other.status, other.body) == (200, CONTENT)


@pytest.mark.parametrize("asked", ["bytes=1-0", "bytes=a-b", "lines=1-2", "bytes=0-1,5-6", "bytes"])
def test_a_range_that_is_not_understood_gives_the_whole_file(
    technician: Sender, asked: str
) -> None:
    path = f"/files/{technician.send('a.bin', CONTENT).json['id']}"
    answer = technician.ask("GET", path, Range=asked)
    assert (answer.status, answer.body) == (200, CONTENT)


def test_a_range_behind_the_end_is_refused_with_the_size(technician: Sender) -> None:
    path = f"/files/{technician.send('a.bin', b'123').json['id']}"
    answer = technician.ask("GET", path, Range="bytes=3-")
    assert (answer.status, answer.code) == (416, "unsatisfiable_range")
    assert answer.headers["Content-Range"] == "bytes */3"


def test_what_is_known_already_is_not_sent_again(technician: Sender) -> None:
    path = f"/files/{technician.send('a.bin', CONTENT).json['id']}"
    assert technician.ask("GET", path).headers["ETag"] == f'"{SHA256}"'
    answer = technician.ask("GET", path, If_None_Match=f'"{SHA256}"')
    assert (answer.status, answer.body) == (304, b"")
    asked = technician.ask("HEAD", path)
    assert (asked.status, asked.headers["Content-Length"]) == (200, str(len(CONTENT)))


def test_an_empty_file_is_a_file(technician: Sender) -> None:
    sent = technician.send("leer.txt", b"").json
    assert sent["size"] == 0
    assert technician.ask("GET", f"/files/{sent['id']}").body == b""


def test_the_same_client_id_makes_one_file(talk: Talk, technician: Sender) -> None:
    client_id = str(uuid.uuid4())
    first = technician.send("a.txt", b"Hallo", client_id=client_id)
    again = technician.send("a.txt", b"Hallo", client_id=client_id.upper())
    assert again.json == first.json
    assert len(technician.files()) == 1
    kept = [path for path in (talk.server.home / "files").rglob("*") if path.is_file()]
    assert sum(path.name == first.json["id"] for path in kept) == 1


def test_a_client_id_of_something_else_is_refused(talk: Talk, technician: Sender) -> None:
    stream = talk.technician()
    client_id = stream.say("Hallo")
    stream.wait("ack", client_id=client_id)
    answer = technician.send("a.txt", b"x", client_id=client_id)
    assert (answer.status, answer.code) == (422, "invalid_body")
    assert technician.files() == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("programm.exe", b"x"),
        ("rechnung.pdf.exe", b"x"),
        ("programm.exe. .", b"x"),
        ("programm.e\u200dxe", b"x"),
        ("rechnung\u202e.exe", b"x"),
        ("programm.ＥＸＥ", b"x"),
        ("programm.exe::$DATA", b"x"),
        ("foto.png", b"MZ\x90\0\x03"),
        ("notiz.txt", b"#!/bin/sh\n"),
        ("notiz", b"\x7fELF\x02\x01"),
        ("link.txt", b"[InternetShortcut]\nURL=file://x"),
    ],
)
def test_customers_can_send_no_programs_whatever_they_are_called(
    customer: Sender, technician: Sender, name: str, content: bytes
) -> None:
    for answer in (customer.upload_or_refusal(name, content), customer.send(name, content)):
        assert (answer.status, answer.code) == (422, "refused_file_type")
    assert customer.files() == []
    assert technician.upload_or_refusal(name, content).status == 204


def test_too_large_a_file_is_refused_before_and_after_it_was_sent(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    home = tmp_path_factory.mktemp("small")
    with running_server(home, BEISTAND_MAX_FILE_MB="1") as server:
        talk = Talk(server)
        sender = Sender(server, talk.id, talk.customer_token)
        assert sender.send("a.bin", bytes(1024 * 1024)).status == 201
        for answer in (
            sender.send("a.bin", bytes(1024 * 1024 + 1)),
            sender.send("a.bin", bytes(3 * 1024 * 1024)),
            sender.announce("a.bin", 1024 * 1024 + 1),
        ):
            assert (answer.status, answer.code) == (413, "file_too_large")
            assert "1 MB" in answer.json["detail"]
        assert list((server.home / "uploads").iterdir()) == []


def test_a_customer_needs_the_technicians_leave(
    talk: Talk, customer: Sender, technician: Sender
) -> None:
    address = customer.begin("a.txt", 5)
    change(talk, customer_files=False)
    for answer in (
        customer.send("a.txt", b"x"),
        customer.announce("b.txt", 1),
        customer.append(address, 0, b"Hallo"),
    ):
        assert (answer.status, answer.code) == (403, "files_not_allowed")
    assert technician.send("a.txt", b"x").status == 201
    change(talk, customer_files=True)
    assert customer.append(address, 0, b"Hallo").status == 204


def test_a_technician_sends_files_before_anyone_is_there(server: RunningServer) -> None:
    session = server.start_session()
    sender = Sender(server, session["id"], server.token)
    assert sender.send("anleitung.txt", b"x").status == 201


def test_after_the_end_files_can_be_fetched_but_not_sent(
    talk: Talk, customer: Sender, technician: Sender
) -> None:
    path = f"/files/{customer.send('a.txt', b'Hallo').json['id']}"
    unfinished = customer.begin("b.txt", 5)
    talk.server.call("POST", f"/sessions/{talk.id}/end", token=talk.server.token)
    for sender in (customer, technician):
        assert sender.ask("GET", path).body == b"Hallo"
        for answer in (sender.send("c.txt", b"x"), sender.announce("c.txt", 1)):
            assert (answer.status, answer.code) == (410, "ended_session")
    assert customer.append(unfinished, 0, b"Hallo").code == "ended_session"


def test_files_are_of_their_session_alone(talk: Talk, technician: Sender) -> None:
    file_id = technician.send("a.txt", b"x").json["id"]
    other = Talk(talk.server)
    for token in (other.customer_token, talk.server.token):
        stranger = Sender(talk.server, other.id, token)
        for path in (f"/files/{file_id}", f"/files/{file_id}/thumbnail", "/files/unknown"):
            answer = stranger.ask("GET", path)
            assert (answer.status, answer.code) == (404, "unknown_file")
    outsider = Sender(talk.server, talk.id, other.customer_token)
    assert outsider.ask("GET", f"/files/{file_id}").code == "unknown_session"
    assert Sender(talk.server, talk.id, "").ask("GET", "/files").code == "sign_in_needed"


def test_a_form_without_a_file_is_refused(talk: Talk, technician: Sender) -> None:
    parts_before = set((talk.server.home / "uploads").iterdir())
    url = talk.server.url + technician.path + "/files"
    headers = {"Authorization": f"Bearer {talk.server.token}"}
    for parts in ({"file": (None, "text")}, {"other": ("a.txt", b"x")}):
        answer = requests.post(url, files=parts, headers=headers, timeout=10)
        assert (answer.status_code, answer.json()["code"]) == (422, "invalid_body")
    for body, content_type in (
        (b"--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nx",
         "multipart/form-data; boundary=b"),
        (b"junk" * 200_000, "multipart/form-data; boundary=b"),
        (b"--\r\n\r\n", "multipart/form-data"),
    ):  # fmt: skip
        answer = requests.post(
            url, data=body, headers=headers | {"Content-Type": content_type}, timeout=10
        )
        assert (answer.status_code, answer.json()["code"]) == (422, "invalid_body")
    answer = requests.post(url, data=b"x", headers=headers, timeout=10)
    assert answer.status_code == 415
    assert technician.files() == []
    assert set((talk.server.home / "uploads").iterdir()) == parts_before


def test_a_form_may_have_other_fields_around_its_file(talk: Talk, technician: Sender) -> None:
    answer = requests.post(
        talk.server.url + technician.path + "/files",
        data={"note": "x" * 10_000},
        files=[("other", ("b.txt", b"nicht ich")), ("file", ("a.txt", CONTENT)), ("z", ("c", b""))],
        headers={"Authorization": f"Bearer {talk.server.token}"},
        timeout=10,
    )
    assert answer.status_code == 201
    assert (answer.json()["name"], answer.json()["sha256"]) == ("a.txt", SHA256)


def test_a_browser_needs_the_csrf_token_in_a_header(server: RunningServer) -> None:
    browser = PlainBrowser(server)
    browser.sign_in(EMAIL)
    session = server.start_session()
    form = (
        b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
        + bytes(2_000_000)
        + b"\r\n--b--\r\n"
    )
    path = f"/api/v1/sessions/{session['id']}/files"
    headers = {"Content-Type": "multipart/form-data; boundary=b", "Origin": server.url}
    assert browser.open(path, body=form, headers=headers).status == 403
    headers["X-CSRFToken"] = browser.open("/console").csrf
    assert browser.open(path, body=form, headers=headers).status == 201


def test_pages_know_what_may_be_sent(server: RunningServer) -> None:
    browser = PlainBrowser(server)
    browser.sign_in(EMAIL)
    page = browser.open("/console").text
    assert '"files"' in page
    assert '"limit_mb": 250' in page or '"limit_mb":250' in page


def test_metrics_count_files_and_their_bytes(talk: Talk, technician: Sender) -> None:
    def counted() -> dict[str, float]:
        lines = PlainBrowser(talk.server).open("/metrics").text.splitlines()
        return {line.split()[0]: float(line.split()[1]) for line in lines if line[0] != "#"}

    technician.send("a.txt", b"x")
    before = counted()
    technician.send("a.txt", CONTENT)
    after = counted()
    assert after["beistand_file_bytes_total"] - before["beistand_file_bytes_total"] == len(CONTENT)
    kind = 'beistand_events_total{kind="file"}'
    assert after[kind] - before[kind] == 1


def test_a_session_takes_so_much_and_no_more_and_says_what_to_do(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    home = tmp_path_factory.mktemp("small")
    with running_server(home, BEISTAND_SESSION_FILES_MB="1") as server:
        talk = Talk(server)
        customer = Sender(server, talk.id, talk.customer_token)
        assert customer.send("a.bin", CONTENT).status == 201
        for answer in (customer.send("b.bin", CONTENT), customer.announce("b.bin", len(CONTENT))):
            assert (answer.status, answer.code) == (413, "session_files_full")
            assert "1 MB" in answer.json["detail"]
            assert "neuen Sitzung" in answer.json["detail"]
        assert customer.send("c.txt", b"Hallo").status == 201
        assert list((home / "uploads").iterdir()) == []
