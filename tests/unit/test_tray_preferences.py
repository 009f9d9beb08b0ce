"""What a person sets in the tray app, and what becomes of a file that can't be read."""

import configparser
import plistlib
from pathlib import Path

import pytest

from tray_app import autostart, language, preferences
from tray_app.entries import Choice, Entry, in_a_row
from tray_app.preferences import prefer, preference


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "settings.toml"


@pytest.mark.parametrize("value", ["https://example.org", 'Ä"ö\\ü', "zwei\nZeilen"])
def test_what_is_set_is_read_again(file: Path, value: str) -> None:
    prefer("server", value, file)
    assert preference("server", file) == value


def test_one_setting_leaves_the_others_alone(file: Path) -> None:
    prefer("server", "https://example.org", file)
    prefer("language", "en", file)
    prefer("server", None, file)
    assert (preference("server", file), preference("language", file)) == (None, "en")


def test_a_damaged_file_is_kept_beside_the_new_one(file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes(b'server = "https://exam\xff')
    prefer("language", "en", file)
    assert preference("language", file) == "en"
    assert file.with_name("settings.damaged.toml").read_bytes() == b'server = "https://exam\xff'


@pytest.mark.parametrize("said", ["", 'language = "fr"', "language = 5", "language ="])
def test_a_language_that_the_app_does_not_speak_is_left_to_the_system(
    file: Path, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.parent.mkdir()
    file.write_text(said)
    monkeypatch.setattr(preferences, "preferences_file", lambda: file)
    language.chosen_language.cache_clear()
    assert language.language({"LANG": "en_GB.UTF-8"}) == "en"
    assert language.language({"LANG": "de_AT.UTF-8"}) == "de"
    language.chosen_language.cache_clear()


def test_the_chosen_language_comes_before_the_systems(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preferences, "preferences_file", lambda: file)
    language.choose_language("en")
    assert language.language({"LANG": "de_DE.UTF-8"}) == "en"
    language.chosen_language.cache_clear()


def test_on_linux_the_desktop_starts_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    autostart.start_at_sign_in(True, "https://help.example.org/a b")
    assert autostart.starts_at_sign_in()
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(tmp_path / "autostart" / "beistand-tray.desktop")
    started = '--server "https://help.example.org/a b" --at-sign-in'
    assert parser["Desktop Entry"]["Exec"].endswith(started)
    autostart.start_at_sign_in(False)
    assert not autostart.starts_at_sign_in()
    autostart.start_at_sign_in(False)


def test_on_a_mac_launchd_starts_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr("sys.platform", "darwin")
    autostart.start_at_sign_in(True, "https://help.example.org")
    job = tmp_path / "Library" / "LaunchAgents" / "org.beistand.tray.plist"
    told = plistlib.loads(job.read_bytes())
    assert told["RunAtLoad"] is True
    assert told["ProgramArguments"][-3:] == [
        "--server",
        "https://help.example.org",
        "--at-sign-in",
    ]
    autostart.start_at_sign_in(False)
    assert not job.exists()


def test_without_a_menu_words_say_what_check_marks_would() -> None:
    chosen: list[str] = []
    entries = [
        Entry("Beitreten", lambda: chosen.append("join"), default=True),
        Entry("Zum Chat", lambda: chosen.append("chat"), shown=lambda: False),
        Entry("Beim Anmelden", lambda: chosen.append("start"), checked=lambda: True),
        Choice(
            "Sprache",
            (
                Entry("Deutsch", lambda: chosen.append("de"), checked=lambda: True),
                Entry("English", lambda: chosen.append("en"), checked=lambda: False),
            ),
        ),
    ]
    row = in_a_row(entries)
    assert [entry.label for entry in row] == ["Beim Anmelden: ein", "Sprache: English"]
    row[1].action()
    assert chosen == ["en"]
