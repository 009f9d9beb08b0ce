"""A portable archive that brings its customer's session along, and the list of all packages."""

import hashlib
import http.client
import io
import json
import tarfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.running_server import RunningServer

ARCHIVE, TOP = "beistand-tray-9.9.9-linux-x86_64.tar.gz", "some-folder"
PROGRAM = b"\x7fELF" * 100_000


@pytest.fixture
def downloads(server: RunningServer) -> Iterator[Path]:
    """The server's folder, with one portable archive in it."""
    folder = server.home / "downloads"
    folder.mkdir()
    put_archive(folder / ARCHIVE)
    yield folder
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()


def put_archive(path: Path) -> None:
    with tarfile.open(path, "w:gz") as packed:
        for name, content in ((f"{TOP}/beistand-tray", PROGRAM), (f"{TOP}/portable", b"")):
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            packed.addfile(entry, io.BytesIO(content))


class Visitor:
    """The browser of a customer who joined."""

    def __init__(self, server: RunningServer) -> None:
        self.server = server
        session = server.start_session()
        _status, joined = server.call("POST", "/join", {"key": session["key"]})
        self.session_id, self.token = session["id"], joined["token"]

    def get(self, path: str, **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
        cookie = {"Cookie": f"beistand_chat_{self.session_id}={self.token}"}
        return get(self.server, path, **cookie, **headers)

    def downloads_it(self) -> tuple[http.client.HTTPResponse, bytes]:
        return self.get(f"/download/{ARCHIVE}?session={self.session_id}")


def get(server: RunningServer, path: str, **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    return answer, answer.read()


@pytest.fixture
def visitor(server: RunningServer, downloads: Path) -> Visitor:
    return Visitor(server)


def content_of(archive: bytes) -> dict[str, bytes]:
    with tarfile.open(fileobj=io.BytesIO(archive)) as packed:
        return {one.name: packed.extractfile(one).read() for one in packed}  # type: ignore[union-attr]


def told_session(archive: bytes) -> dict[str, Any]:
    return tomllib.loads(content_of(archive)[f"{TOP}/session.toml"].decode())


def test_for_its_customer_the_archive_brings_the_session_along(
    server: RunningServer, visitor: Visitor
) -> None:
    answer, archive = visitor.downloads_it()
    assert answer.status == 200
    assert int(answer.headers["Content-Length"]) == len(archive)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Cache-Control"] == "no-store"
    found = content_of(archive)
    assert found[f"{TOP}/beistand-tray"] == PROGRAM
    told = told_session(archive)
    assert told["server"] == server.url
    status, attached = server.call("POST", "/helpers", {"code": told["code"]})
    assert (status, attached["session_id"]) == (200, visitor.session_id)


def test_only_its_owner_can_read_what_it_tells_of_the_session(visitor: Visitor) -> None:
    _answer, archive = visitor.downloads_it()
    with tarfile.open(fileobj=io.BytesIO(archive)) as packed:
        assert packed.getmember(f"{TOP}/session.toml").mode == 0o600


def test_each_download_has_a_code_of_its_own(visitor: Visitor) -> None:
    codes = {told_session(visitor.downloads_it()[1])["code"] for _turn in range(2)}
    assert len(codes) == 2


def test_a_part_of_it_can_t_be_asked_for(visitor: Visitor) -> None:
    path = f"/download/{ARCHIVE}?session={visitor.session_id}"
    answer, archive = visitor.get(path, Range="bytes=3-")
    assert answer.status == 200
    assert answer.headers["Accept-Ranges"] == "none"
    assert told_session(archive)


def test_for_strangers_it_is_the_plain_archive(
    server: RunningServer, visitor: Visitor, downloads: Path
) -> None:
    plain = (downloads / ARCHIVE).read_bytes()
    stranger = Visitor(server)
    for address in (
        f"/download/{ARCHIVE}",
        f"/download/{ARCHIVE}?session={visitor.session_id}",
        f"/download/{ARCHIVE}?session=",
        f"/download/{ARCHIVE}?session=nobody%00",
    ):
        answer, archive = stranger.get(address)
        assert (answer.status, archive) == (200, plain)


def test_once_the_session_is_over_it_is_the_plain_archive(
    server: RunningServer, visitor: Visitor, downloads: Path
) -> None:
    server.end_session(visitor.session_id)
    _answer, archive = visitor.downloads_it()
    assert archive == (downloads / ARCHIVE).read_bytes()


@pytest.mark.parametrize("content", [b"", b"no archive", b"\x1f\x8b\x08\x00 damaged"])
def test_what_is_no_archive_comes_as_it_is(
    visitor: Visitor, downloads: Path, content: bytes
) -> None:
    (downloads / ARCHIVE).write_bytes(content)
    answer, archive = visitor.downloads_it()
    assert (answer.status, archive) == (200, content)


def test_the_page_tells_the_customer_which_download_is_theirs(
    server: RunningServer, visitor: Visitor
) -> None:
    linux = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64)"}
    address = f"/download?session={visitor.session_id}"
    _answer, page = visitor.get(address, **linux)
    assert f"{ARCHIVE}?session={visitor.session_id}".encode() in page
    _answer, page = get(server, address, **linux)
    assert f"{ARCHIVE}?session=".encode() not in page
    assert ARCHIVE.encode() in page


@pytest.mark.parametrize(
    ("name", "system"),
    [
        ("beistand-tray-1.0-windows-portable.exe", "Windows NT 10.0; Win64; x64"),
        ("beistand-tray-1.0.AppImage", "X11; Linux x86_64"),
    ],
)
def test_of_what_brings_no_session_along_nothing_else_is_said(
    visitor: Visitor, downloads: Path, name: str, system: str
) -> None:
    (downloads / ARCHIVE).unlink()
    (downloads / name).write_bytes(b"program")
    put_facts(downloads / name, b'{"kind": "portable", "version": "1.0", "sha256": "%s"}' % (
        hashlib.sha256(b"program").hexdigest().encode()
    ))  # fmt: skip
    _answer, page = visitor.get(
        f"/download?session={visitor.session_id}",
        **{"User-Agent": f"Mozilla/5.0 ({system})", "Accept-Language": "de"},
    )
    text = page.decode()
    assert "Ohne Installation starten" in text
    assert "klicken Sie dort auf „App verbinden“" in text
    assert "tritt Ihrer Sitzung von selbst bei" not in text
    assert "Ihr Browser" not in text


def listed(server: RunningServer) -> list[dict[str, Any]]:
    status, body = server.call("GET", "/downloads")
    assert status == 200
    packages: list[dict[str, Any]] = body["downloads"]
    return packages


def put_facts(path: Path, content: bytes) -> None:
    path.with_name(path.name + ".json").write_bytes(content)


def test_a_package_without_facts_has_no_version(server: RunningServer, downloads: Path) -> None:
    content = (downloads / ARCHIVE).read_bytes()
    assert listed(server) == [
        {
            "name": ARCHIVE,
            "url": f"{server.url}/download/{ARCHIVE}",
            "size": len(content),
            "sha256": hashlib.sha256(content).hexdigest(),
            "system": "linux",
            "kind": "portable",
            "version": "",
        }
    ]


def test_what_the_build_wrote_beside_it_tells_the_version(
    server: RunningServer, downloads: Path
) -> None:
    package = downloads / "app.exe"
    package.write_bytes(b"MZ")
    facts = {
        "sha256": hashlib.sha256(b"MZ").hexdigest(),
        "version": "1.2.3",
        "kind": "portable",
    }
    put_facts(package, json.dumps(facts).encode())
    [app, archive] = listed(server)
    assert (app["version"], app["kind"], app["system"]) == ("1.2.3", "portable", "windows")
    assert archive["version"] == "", "its facts are its own"


@pytest.mark.parametrize(
    "facts",
    [b"", b"{}", b"[1]", b"\xff", b'{"sha256": "other", "version": "1.2.3", "kind": "install"}'],
)
def test_facts_that_can_t_be_read_or_are_of_another_file_tell_nothing(
    server: RunningServer, downloads: Path, facts: bytes
) -> None:
    put_facts(downloads / ARCHIVE, facts)
    [archive] = listed(server)
    assert (archive["version"], archive["kind"]) == ("", "portable")
    answer, _content = get(server, f"/download/{ARCHIVE}.json")
    assert answer.status == 404


def test_without_a_folder_there_is_nothing(server: RunningServer) -> None:
    assert listed(server) == []
