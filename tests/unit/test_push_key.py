"""The key pair by which push services know the server."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from py_vapid import Vapid02

from server.home import DamagedSecret
from server.push.keys import load_push_key


def test_it_is_drawn_once_and_stays(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as threads:
        keys = {key.public for key in threads.map(load_push_key, [tmp_path] * 16)}
    assert len(keys) == 1
    assert (tmp_path / "push_key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["push_key"]


@pytest.mark.parametrize("text", ["", "abc", "-----BEGIN PRIVATE KEY-----\nAAAA\n"])
def test_a_damaged_one_is_not_taken(tmp_path: Path, text: str) -> None:
    (tmp_path / "push_key").write_text(text)
    with pytest.raises(DamagedSecret, match="push_key is damaged"):
        load_push_key(tmp_path)


def test_it_signs_for_one_service(tmp_path: Path) -> None:
    key = load_push_key(tmp_path)
    header = key.authorization("https://push.example.com/a/b", "https://hilfe:8443")
    assert Vapid02.verify(header)
    assert header.endswith(f"k={key.public}")
