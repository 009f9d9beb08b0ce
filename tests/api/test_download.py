"""`/download/<file>`: what lies in the home's `downloads`, and nothing else."""

import hashlib
import http.client
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.running_server import RunningServer


@pytest.fixture
def downloads(server: RunningServer) -> Iterator[Path]:
    folder = server.home / "downloads"
    folder.mkdir()
    (folder / "beistand-tray-1.0-setup.exe").write_bytes(b"MZ program")
    (folder / ".hidden").write_bytes(b"hidden")
    (folder / "folder").mkdir()
    (folder / "data.deb").symlink_to(server.home / "beistand.db")
    yield folder
    for path in folder.iterdir():
        path.rmdir() if path.is_dir() else path.unlink()
    folder.rmdir()


def get(server: RunningServer, path: str, **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
    """The answer to exactly this path, which no library tidies up."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    return answer, answer.read()


def test_a_package_comes_as_a_file_to_keep(server: RunningServer, downloads: Path) -> None:
    answer, content = get(server, "/download/beistand-tray-1.0-setup.exe")
    assert (answer.status, content) == (200, b"MZ program")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Type"] == "application/octet-stream"


def test_a_download_that_was_cut_off_can_be_continued(
    server: RunningServer, downloads: Path
) -> None:
    answer, content = get(server, "/download/beistand-tray-1.0-setup.exe", Range="bytes=3-")
    assert (answer.status, content) == (206, b"program")


def test_the_page_names_its_size_and_hash(server: RunningServer, downloads: Path) -> None:
    _answer, page = get(server, "/download")
    assert hashlib.sha256(b"MZ program").hexdigest() in page.decode()
    assert b".hidden" not in page
    assert b"data.deb" not in page


def test_a_package_that_was_replaced_has_its_new_hash(
    server: RunningServer, downloads: Path
) -> None:
    get(server, "/download")
    (downloads / "beistand-tray-1.0-setup.exe").write_bytes(b"another program")
    _answer, page = get(server, "/download")
    assert hashlib.sha256(b"another program").hexdigest() in page.decode()


@pytest.mark.parametrize(
    "name",
    [
        "..%2fbeistand.db",
        "../beistand.db",
        "%2e%2e/beistand.db",
        "..",
        ".hidden",
        "folder",
        "data.deb",
        "folder/..%2f..%2fbeistand.db",
        "beistand-tray-1.0-setup.exe%00",
        "nothing.exe",
    ],
)
def test_nothing_else_can_be_had(server: RunningServer, downloads: Path, name: str) -> None:
    answer, content = get(server, f"/download/{name}")
    assert answer.status in (302, 308, 404)
    assert b"SQLite" not in content
