"""What every file store promises, held against each of them."""

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.files.filestore import FileStore, StorageError, open_store
from server.files.parts import Parts
from tests.contract.s3_server import BUCKET, s3_server

MB = 1024 * 1024


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    with s3_server() as endpoint:
        yield endpoint


@pytest.fixture(params=["local", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> FileStore:
    if request.param == "local":
        return open_store("", tmp_path / "files")
    endpoint = request.getfixturevalue("endpoint")
    return open_store(f"s3://{BUCKET}/{request.node.name}?endpoint={endpoint}", tmp_path)


@pytest.fixture
def arrived(tmp_path: Path) -> Path:
    """A finished local file."""
    path = tmp_path / "part"
    path.write_bytes(b"0123456789")
    return path


def put(store: FileStore, path: Path, content: bytes, name: str) -> None:
    path.write_bytes(content)
    store.put(path, name)


def test_it_keeps_what_a_file_was_and_leaves_the_file_where_it_is(
    store: FileStore, arrived: Path
) -> None:
    store.put(arrived, "ab01")
    assert arrived.read_bytes() == b"0123456789"
    arrived.unlink()
    assert store.size("ab01") == 10
    with store.open("ab01") as opened:
        assert opened.read() == b"0123456789"


@pytest.mark.parametrize("offset", [0, 1, 9, 10])
def test_it_reads_from_any_byte_on(store: FileStore, arrived: Path, offset: int) -> None:
    store.put(arrived, "ab01")
    with store.open("ab01", offset) as opened:
        assert opened.read(3) == b"0123456789"[offset : offset + 3]


def test_an_empty_file_is_a_file(store: FileStore, arrived: Path) -> None:
    put(store, arrived, b"", "ab02")
    assert store.size("ab02") == 0
    with store.open("ab02") as opened:
        assert opened.read() == b""


def test_a_large_file_comes_back_as_it_was(store: FileStore, arrived: Path) -> None:
    content = bytes(range(256)) * 4096 * 20
    put(store, arrived, content, "ab03")
    assert store.size("ab03") == 20 * MB
    with store.open("ab03", 17 * MB) as opened:
        assert opened.read(MB) == content[17 * MB : 18 * MB]
    with store.open("ab03") as opened:
        assert b"".join(iter(lambda: opened.read(MB), b"")) == content


def test_what_is_not_there_has_no_size_and_cannot_be_read(store: FileStore) -> None:
    assert store.size("ab04") is None
    with pytest.raises(FileNotFoundError):
        store.open("ab04").read()


def test_what_is_deleted_is_gone_and_may_be_deleted_again(store: FileStore, arrived: Path) -> None:
    store.put(arrived, "ab05")
    store.delete("ab05")
    store.delete("ab05")
    assert store.size("ab05") is None


def test_the_same_name_again_is_the_new_file(store: FileStore, arrived: Path) -> None:
    store.put(arrived, "ab06")
    put(store, arrived, b"new", "ab06")
    assert store.size("ab06") == 3


def test_the_same_file_may_be_put_there_twice(store: FileStore, arrived: Path) -> None:
    store.put(arrived, "ab08")
    store.put(arrived, "ab08")
    arrived.unlink()
    with store.open("ab08") as opened:
        assert opened.read() == b"0123456789"


def test_what_was_put_there_twice_lies_there_once(tmp_path: Path, arrived: Path) -> None:
    store = open_store("", tmp_path / "files")
    store.put(arrived, "ab08")
    store.put(arrived, "ab08")
    assert [path.name for path in (tmp_path / "files").rglob("*")] == ["ab", "ab08"]


def test_a_disk_without_second_names_gets_a_copy(
    tmp_path: Path, arrived: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_words: object, **_options: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    store = open_store("", tmp_path / "files")
    store.put(arrived, "ab09")
    arrived.write_bytes(b"")
    assert store.size("ab09") == 10
    assert [path.name for path in (tmp_path / "files").rglob("*")] == ["ab", "ab09"]


def test_every_folder_on_the_way_to_a_file_outlives_a_power_failure(
    tmp_path: Path, arrived: Path, synced: list[str]
) -> None:
    store = open_store("", tmp_path / "home" / "files")
    store.put(arrived, "ab10")
    home = str(tmp_path / "home")
    assert synced.index(f"{home}/files/ab") > synced.index(str(arrived))
    assert {str(tmp_path), home, f"{home}/files"} <= set(synced)


def test_a_folder_that_another_run_made_is_made_to_last_by_this_one(
    tmp_path: Path, arrived: Path, synced: list[str]
) -> None:
    (tmp_path / "files" / "ab").mkdir(parents=True)
    open_store("", tmp_path / "files").put(arrived, "ab11")
    assert {str(tmp_path), str(tmp_path / "files")} <= set(synced)


def test_the_folder_of_parts_outlives_a_power_failure(tmp_path: Path, synced: list[str]) -> None:
    Parts(tmp_path / "home" / "uploads")
    assert {str(tmp_path), str(tmp_path / "home")} <= set(synced)


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Where the disk was waited for, in that order."""
    paths: list[str] = []
    really = os.fsync

    def fsync(descriptor: int) -> None:
        really(descriptor)
        paths.append(str(Path(f"/proc/self/fd/{descriptor}").readlink()))

    monkeypatch.setattr(os, "fsync", fsync)
    return paths


def test_a_store_that_cannot_be_reached_says_so(arrived: Path, endpoint: str) -> None:
    gone = open_store(f"s3://nobodys/x?endpoint={endpoint}", arrived.parent)
    with pytest.raises(OSError):  # noqa: PT011 - each library has words of its own
        gone.put(arrived, "ab07")
    assert arrived.exists()


@pytest.mark.parametrize("url", ["ftp://host/x", "s3://", "s3:/bucket", "/srv/files"])
def test_an_address_that_is_no_storage_is_refused(url: str, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="s3://bucket"):
        open_store(url, tmp_path)
