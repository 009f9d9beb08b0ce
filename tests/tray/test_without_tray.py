"""A desktop without any tray: the window stands in for the icon and says so."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.running_server import RunningServer
from tests.tray.browser import DefaultBrowser
from tests.tray.desktop import ERROR_RED, Desktop, wait_for

TITLE = "^Einer Sitzung beitreten"


def test_the_window_comes_by_itself_says_why_and_joins(
    desktop_without_tray: Desktop,
    server: RunningServer,
    default_browser: Callable[[Desktop], DefaultBrowser],
) -> None:
    desktop, browser = desktop_without_tray, default_browser(desktop_without_tray)
    session = server.start_session()
    desktop.start_tray_app("--server", server.url)
    desktop.window_to_type_in(TITLE)
    desktop.save_picture("window")

    # From the key: Beitreten, Im Browser eingeben, five entries of a menu, the note.
    desktop.press(*["Tab"] * 8)
    assert desktop.copied().startswith("Dieser Desktop hat keinen Infobereich")
    desktop.press("Tab")
    desktop.type(session["key"])
    desktop.press("Return")

    chat = browser.page(f"/chat/{session['id']}")
    expect(chat.get_by_role("textbox", name="Nachricht")).to_be_visible()


def test_escape_closes_it(desktop_without_tray: Desktop, server: RunningServer) -> None:
    desktop = desktop_without_tray
    app = desktop.start_tray_app("--server", server.url)
    desktop.window_to_type_in(TITLE)

    desktop.press("Escape")

    assert app.wait(timeout=10) == 0


def test_the_key_can_be_entered_in_the_browser_instead(
    desktop_without_tray: Desktop,
    server: RunningServer,
    default_browser: Callable[[Desktop], DefaultBrowser],
) -> None:
    desktop, browser = desktop_without_tray, default_browser(desktop_without_tray)
    desktop.start_tray_app("--server", server.url)
    desktop.window_to_type_in(TITLE)

    desktop.press("Tab", "Tab", "Return")

    page = browser.page(server.url)
    expect(page.get_by_role("textbox", name="Supportschlüssel")).to_be_visible()


def test_without_a_browser_the_chats_address_can_be_copied(
    desktop_without_tray: Desktop, server: RunningServer
) -> None:
    desktop = desktop_without_tray
    session = server.start_session()
    desktop.start_tray_app("--server", server.url, PATH="/nonexistent")
    desktop.window_to_type_in(TITLE)
    desktop.type(session["key"])
    desktop.press("Return")

    wait_for("the warning in red", lambda: desktop.spot(ERROR_RED))
    assert f"/chat/{session['id']}" in desktop.copied()
    desktop.save_picture("address")


def test_who_knows_no_server_is_asked_once(
    desktop_without_tray: Desktop, server: RunningServer
) -> None:
    desktop = desktop_without_tray
    app = desktop.start_tray_app()
    desktop.window_to_type_in(TITLE)
    desktop.save_picture("server")
    desktop.type(server.url.removeprefix("http://"))
    desktop.press("Return")
    remembered = desktop.home / "config" / "beistand-tray" / "settings.toml"
    wait_for("the address remembered", remembered.exists)
    assert server.url in remembered.read_text()
    app.terminate()
    app.wait(timeout=5)

    desktop.start_tray_app()
    desktop.window_to_type_in(TITLE)
    desktop.type("1")
    desktop.press("Return")
    wait_for("an error in red", lambda: desktop.spot(ERROR_RED))
    desktop.press("Tab")
    assert desktop.copied() == "Ein Supportschlüssel hat neun Ziffern; das ist eine."
