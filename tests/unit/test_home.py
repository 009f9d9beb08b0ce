"""The folder of all data, when something about it is wrong."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from server.accounts.tokens import load_secret
from server.home import DamagedSecret, HomeError, lock_home


def test_the_secret_is_drawn_once_and_stays(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as threads:
        secrets = set(threads.map(load_secret, [tmp_path] * 32))
    assert len(secrets) == 1
    assert len(secrets.pop()) >= 32
    assert (tmp_path / "secret").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret"]


@pytest.mark.parametrize("text", ["", "abc", "zz" * 32, "00" * 31])
def test_a_damaged_secret_is_not_taken(tmp_path: Path, text: str) -> None:
    (tmp_path / "secret").write_text(text)
    with pytest.raises(DamagedSecret, match="secret is damaged"):
        load_secret(tmp_path)


def test_a_home_has_one_server(tmp_path: Path) -> None:
    lock = lock_home(tmp_path)
    with pytest.raises(HomeError, match="Another Beistand is running"):
        lock_home(tmp_path)
    lock.release()
    lock_home(tmp_path).release()


def test_a_home_that_can_not_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(HomeError, match="BEISTAND_HOME"):
        lock_home(tmp_path / "file" / "home")
