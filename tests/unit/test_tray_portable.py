"""An app that was not installed: it joins the session it was downloaded for, and keeps nothing."""

import os
import stat
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from tray_app import first_start, places, preferences
from tray_app.bound_session import bound_session, forget_bound_session
from tray_app.server_call import Answer, CallFailed
from tray_app.settings import Server

SERVER = Server("https://help.example.org")


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a packaged program; what the person has lies elsewhere."""
    folder = tmp_path / "program"
    folder.mkdir()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(folder / "beistand-tray"))
    for name in ("RUNTIME_DIR", "CONFIG_HOME", "STATE_HOME"):
        (tmp_path / name).mkdir(mode=0o700)
        monkeypatch.setenv(f"XDG_{name}", str(tmp_path / name))
    return folder


@pytest.fixture
def portable(program: Path) -> Path:
    (program / "portable").touch()
    return program


def test_what_is_installed_is_not_portable(program: Path) -> None:
    assert not places.is_portable()
    assert places.settings_folder().name == "beistand-tray"


def test_a_checkout_is_neither(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not places.is_portable()
    assert bound_session() is None


def test_all_that_a_portable_app_writes_goes_with_it(portable: Path, tmp_path: Path) -> None:
    preferences.prefer("language", "en")
    places.log_folder().mkdir()
    folder = places.meeting_folder()
    assert preferences.preferences_file().is_relative_to(folder)
    assert places.log_folder().is_relative_to(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    places.leave_nothing()
    left = [one for one in tmp_path.rglob("*") if one.is_file()]
    assert left == [portable / "portable"]
    assert not folder.exists()


def test_what_is_installed_keeps_what_was_set(program: Path) -> None:
    preferences.prefer("language", "en")
    places.leave_nothing()
    assert preferences.preference("language") == "en"


@pytest.mark.parametrize(("flag", "is_portable"), [(os.ST_RDONLY, True), (0, False)])
def test_a_mac_runs_it_from_the_disk_image_without_installing_and_installed_from_another_disk(
    program: Path, monkeypatch: pytest.MonkeyPatch, flag: int, is_portable: bool
) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(places, "IMAGES", program.parent)
    monkeypatch.setattr(os, "statvfs", lambda _folder: SimpleNamespace(f_flag=flag))
    assert places.is_portable() is is_portable


def test_a_mac_runs_what_was_not_moved_yet_without_installing(
    tmp_path: Path, program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    aside = tmp_path / "AppTranslocation" / "1-2" / "Beistand.app" / "Contents" / "MacOS"
    monkeypatch.setattr(sys, "executable", str(aside / "beistand-tray"))
    assert places.is_portable()


def test_the_session_beside_the_program_is_there_until_the_server_has_answered(
    portable: Path,
) -> None:
    (portable / "session.toml").write_text(
        'server = "https://help.example.org"\ncode = "a b/c"\n', encoding="utf-8"
    )
    bound = bound_session()
    assert bound
    assert bound.server == "https://help.example.org"
    assert bound.link == ("beistand:attach?server=https%3A%2F%2Fhelp.example.org&code=a+b%2Fc")
    forget_bound_session("beistand:attach?server=https%3A%2F%2Fhelp.example.org&code=other")
    assert bound_session() == bound
    forget_bound_session(bound.link)
    assert bound_session() is None
    assert not (portable / "session.toml").exists()


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe", b"server = 7\ncode = 7", b'server = "ftp://x"\ncode = "c"', b"code = 'c'"],
)
def test_a_damaged_one_is_none_and_goes(portable: Path, content: bytes) -> None:
    (portable / "session.toml").write_bytes(content)
    assert bound_session() is None
    assert not (portable / "session.toml").exists()


class Browser:
    """What the first start asks of server and browser."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.opened: list[str] = []
        self.status = 200
        monkeypatch.setattr(first_start, "call", self._call)
        monkeypatch.setattr(first_start, "open_in_browser", self.opened.append)

    def _call(self, server: Server, path: str) -> Answer:
        if not self.status:
            raise CallFailed("offline")
        return Answer(server, self.status, {}, {})


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Browser:
    return Browser(monkeypatch)


def start(server: Server | None = SERVER) -> None:
    if thread := first_start.lead_back(server):
        thread.join(10)


def test_the_first_start_leads_the_browser_back_and_the_second_does_not(
    program: Path, browser: Browser
) -> None:
    start()
    start()
    assert browser.opened == ["https://help.example.org/download/started"]


@pytest.mark.parametrize("status", [0, 404, 503])
def test_while_the_server_is_away_it_is_not_the_first_start_yet(
    program: Path, browser: Browser, status: int
) -> None:
    browser.status = status
    start()
    assert browser.opened == []
    browser.status = 200
    start()
    assert len(browser.opened) == 1


def test_without_a_server_nothing_is_opened(program: Path, browser: Browser) -> None:
    start(None)
    assert browser.opened == []


def test_a_portable_app_leads_nowhere(portable: Path, browser: Browser) -> None:
    start()
    assert browser.opened == []


def test_a_checkout_leads_nowhere(browser: Browser) -> None:
    start()
    assert browser.opened == []
