"""One app for a person and a screen; nobody else is told anything."""

import os
import stat
import threading
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client
from pathlib import Path
from typing import Any

import pytest

from tray_app import single_instance
from tray_app.single_instance import claim, tell


@pytest.fixture(autouse=True)
def own_runtime(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("DISPLAY", ":99")
    return tmp_path


class Heard:
    """What the running app was told."""

    def __init__(self) -> None:
        self.words: list[dict[str, Any]] = []
        self.came = threading.Event()

    def __call__(self, word: dict[str, Any]) -> None:
        self.words.append(word)
        self.came.set()


def test_without_a_running_app_nobody_hears() -> None:
    assert not tell({"type": "open"})


def test_the_running_app_hears() -> None:
    heard = Heard()
    instance = claim(heard)
    assert tell({"type": "attach", "link": "beistand:attach"})
    assert heard.came.wait(5)
    assert heard.words == [{"type": "attach", "link": "beistand:attach"}]
    assert instance
    instance.close()


def test_what_one_left_that_ended_is_in_nobodys_way(own_runtime: Path) -> None:
    first = claim(Heard())
    assert first
    first.close()
    heard = Heard()
    second = claim(heard)
    assert second
    assert tell({"type": "open"})
    second.close()


def test_another_screen_has_an_app_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    instance = claim(Heard())
    monkeypatch.setenv("DISPLAY", ":98")
    assert not tell({"type": "open"})
    assert instance
    instance.close()


def test_only_this_person_can_reach_it(own_runtime: Path) -> None:
    instance = claim(Heard())
    folder = own_runtime / f"beistand-tray-{os.getuid()}"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "secret").stat().st_mode) == 0o600
    with pytest.raises(AuthenticationError):
        Client(single_instance._address(), authkey=b"guessed")
    assert tell({"type": "open"}), "a stranger's try ends nothing"
    assert instance
    instance.close()


def test_a_folder_that_others_can_enter_is_not_used(own_runtime: Path) -> None:
    folder = own_runtime / f"beistand-tray-{os.getuid()}"
    folder.mkdir(mode=0o755)
    folder.chmod(0o755)
    assert claim(Heard()) is None
    assert not tell({"type": "access"})


def test_nonsense_is_not_heard() -> None:
    heard = Heard()
    instance = claim(heard)
    with Client(single_instance._address(), authkey=single_instance._secret()) as connection:
        connection.send_bytes(b"{nonsense")
    assert tell({"type": "open"})
    assert heard.came.wait(5)
    assert heard.words == [{"type": "open"}]
    assert instance
    instance.close()
