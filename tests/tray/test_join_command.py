"""`beistand-tray --join KEY`: no tray, no window, one sentence and an exit code."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.running_server import RunningServer, free_port


@pytest.fixture
def browser(tmp_path: Path) -> Path:
    """What BROWSER names: it writes down what it was to open."""
    script = tmp_path / "browser"
    script.write_text(f'#!/bin/sh\necho "$1" >> "{tmp_path / "opened"}"\n')
    script.chmod(0o755)
    return script


def beistand_tray(*options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command on a machine without a screen, in German."""
    hidden = ("BEISTAND_", "LC_", "DISPLAY", "XDG_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(hidden)}
    return subprocess.run(
        [sys.executable, "-m", "tray_app", *options],
        env={**kept, "LANG": "de_DE.UTF-8", "HOME": "/nonexistent", **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_it_opens_the_chat(server: RunningServer, browser: Path) -> None:
    session = server.start_session()

    done = beistand_tray("--server", server.url, "--join", session["key"], BROWSER=str(browser))

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "Der Chat ist in Ihrem Browser geöffnet.\n"
    assert f"/chat/{session['id']}" in (browser.parent / "opened").read_text()


def test_a_used_key_opens_the_page_that_waits(server: RunningServer, browser: Path) -> None:
    session = server.start_session()
    server.call("POST", "/join", {"key": session["key"]})

    done = beistand_tray("--server", server.url, "--join", session["key"], BROWSER=str(browser))

    assert (done.returncode, done.stderr) == (0, "")
    assert f"/chat/{session['id']}" in (browser.parent / "opened").read_text()
    _status, page = server.call("GET", f"/sessions/{session['id']}/events", token=server.token)
    assert page["events"][-1]["kind"] == "waiting"


def test_the_server_may_come_from_the_environment(server: RunningServer, browser: Path) -> None:
    session = server.start_session()
    done = beistand_tray("--join", session["key"], BROWSER=str(browser), BEISTAND_SERVER=server.url)
    assert done.returncode == 0


def test_without_a_browser_it_prints_the_address(server: RunningServer) -> None:
    session = server.start_session()

    done = beistand_tray("--server", server.url, "--join", session["key"], PATH="/nonexistent")

    assert done.returncode == 3
    assert f"/chat/{session['id']}" in done.stdout
    assert "kein Browser" in done.stderr


def test_an_unknown_key(server: RunningServer) -> None:
    done = beistand_tray("--server", server.url, "--join", "999 999 999")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1


def test_a_server_that_is_not_there() -> None:
    done = beistand_tray("--server", f"http://127.0.0.1:{free_port()}", "--join", "123456789")
    assert done.returncode == 1
    assert "nicht erreichbar" in done.stderr


def test_no_server_known() -> None:
    done = beistand_tray("--join", "123456789")
    assert done.returncode == 2
    assert "--server" in done.stderr


def test_it_needs_neither_tkinter_nor_a_tray(server: RunningServer, browser: Path) -> None:
    session = server.start_session()
    program = (
        "import sys; from tray_app.__main__ import main; "
        f"code = main(['--server', '{server.url}', '--join', '{session['key']}']); "
        "print(code, {'tkinter', 'pystray', 'Xlib', 'gi'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "BROWSER": str(browser)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.endswith("0 set()\n")


def test_without_a_screen_the_app_says_so() -> None:
    done = beistand_tray("--server", "https://support.example.org")
    assert done.returncode == 1
    assert "keinen Bildschirm" in done.stderr


def test_the_help_explains_options_and_exit_codes() -> None:
    done = beistand_tray("--help")
    assert done.returncode == 0
    assert "--server URL" in done.stdout
    assert "--join KEY" in done.stdout
    assert "--window" not in done.stdout
    assert "Rückgabewerte" in done.stdout
