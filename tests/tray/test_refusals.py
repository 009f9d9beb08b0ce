"""What a person reads when joining does not work; the typed key always stays."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.running_server import RunningServer, free_port, running_server
from tests.tray.desktop import ERROR_RED, Desktop, wait_for
from tests.tray.desktops import bare_desktop

TITLE = "^Einer Sitzung beitreten"


@pytest.fixture(scope="module")
def desktop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desktop]:
    """One desktop for all: each test opens a window of its own."""
    with bare_desktop(tmp_path_factory.mktemp("desktop")) as bare:
        yield bare


@pytest.fixture
def short_keys(tmp_path: Path) -> Iterator[RunningServer]:
    """A server whose keys expire at once."""
    with running_server(tmp_path / "home", BEISTAND_KEY_MINUTES="0.001") as running:
        yield running


def try_key(desktop: Desktop, server_url: str, typed: str, picture: str) -> str:
    """The sentence that the window shows for this key."""
    app = desktop.start_tray_app("--server", server_url)
    try:
        desktop.window_to_type_in(TITLE)
        desktop.type(typed)
        desktop.press("Return")
        wait_for("an error in red", lambda: desktop.spot(ERROR_RED))
        desktop.save_picture(picture)
        stays = desktop.copied()
        assert stays.replace(" ", "") == typed.replace(" ", "").replace("-", "")
        # The sentence can be reached and copied by keyboard, to send it to the technician.
        desktop.press("Tab")
        return desktop.copied()
    finally:
        app.terminate()
        app.wait(timeout=5)
        # The next one to type in must not be this one.
        wait_for("the window gone", lambda: desktop.window(TITLE) is None)


def test_an_unknown_key(desktop: Desktop, server: RunningServer) -> None:
    sentence = try_key(desktop, server.url, "123-456-789", "unknown")
    assert "gibt es nicht" in sentence or "kennen wir nicht" in sentence


def test_a_key_for_which_many_wait_already(desktop: Desktop, server: RunningServer) -> None:
    session = server.start_session()
    for expected in (200, 202, 202, 202):
        status, _ = server.call("POST", "/join", {"key": session["key"], "wait": True})
        assert status == expected

    assert "warten schon" in try_key(desktop, server.url, session["key"], "crowd")


def test_an_expired_key(desktop: Desktop, short_keys: RunningServer) -> None:
    session = short_keys.start_session()
    wait_for(
        "the key to expire",
        lambda: (
            short_keys.call("GET", f"/sessions/{session['id']}", token=short_keys.token)[1]["state"]
            == "expired"
        ),
    )

    assert "abgelaufen" in try_key(desktop, short_keys.url, session["key"], "expired")


def test_the_key_of_an_ended_session(desktop: Desktop, server: RunningServer) -> None:
    session = server.start_session()
    status, _ = server.call("POST", f"/sessions/{session['id']}/end", {}, token=server.token)
    assert status == 200

    assert "beendet" in try_key(desktop, server.url, session["key"], "ended")


def test_a_server_that_is_not_there(desktop: Desktop) -> None:
    nobody = f"http://127.0.0.1:{free_port()}"
    assert "nicht erreichbar" in try_key(desktop, nobody, "123 456 789", "unreachable")


@pytest.mark.parametrize("typed", ["12345678", "1234567890"])
def test_not_nine_digits(desktop: Desktop, server: RunningServer, typed: str) -> None:
    sentence = try_key(desktop, server.url, typed, "digits")
    assert sentence == f"Ein Supportschlüssel hat neun Ziffern; das sind {len(typed)}."


def test_letters(desktop: Desktop, server: RunningServer) -> None:
    sentence = try_key(desktop, server.url, "12a456789", "letters")
    assert sentence.startswith("Ein Supportschlüssel besteht nur aus Ziffern.")
