"""What every file store promises, held against each of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from server.files.filestore import FileStore, StorageError, open_store
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


def test_it_takes_a_file_over(store: FileStore, arrived: Path) -> None:
    store.put(arrived, "ab01")
    assert not arrived.exists()
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


def test_a_store_that_cannot_be_reached_says_so(arrived: Path, endpoint: str) -> None:
    gone = open_store(f"s3://nobodys/x?endpoint={endpoint}", arrived.parent)
    with pytest.raises(OSError):  # noqa: PT011 - each library has words of its own
        gone.put(arrived, "ab07")
    assert arrived.exists()


@pytest.mark.parametrize("url", ["ftp://host/x", "s3://", "s3:/bucket", "/srv/files"])
def test_an_address_that_is_no_storage_is_refused(url: str, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="s3://bucket"):
        open_store(url, tmp_path)
