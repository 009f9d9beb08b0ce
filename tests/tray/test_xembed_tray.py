"""A tray without menus: the click opens the app's small window."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.running_server import RunningServer
from tests.tray.browser import DefaultBrowser
from tests.tray.desktop import TRAY_TEAL, Desktop, wait_for

TITLE = "^Einer Sitzung beitreten"


def icon(desktop: Desktop) -> tuple[int, int]:
    """Where the app's mark is in the tray, once it is there."""
    return wait_for("the icon", lambda: desktop.spot(TRAY_TEAL))


def test_a_click_a_key_and_enter_end_in_the_chat(
    desktop_with_xembed: Desktop,
    server: RunningServer,
    default_browser: Callable[[Desktop], DefaultBrowser],
) -> None:
    desktop, browser = desktop_with_xembed, default_browser(desktop_with_xembed)
    session = server.start_session()
    desktop.start_tray_app("--server", server.url)

    desktop.click(icon(desktop))
    window = desktop.window_to_type_in(TITLE)
    desktop.save_picture("small-window")
    desktop.type(session["key"])
    desktop.press("Return")

    chat = browser.page(f"/chat/{session['id']}")
    expect(chat.get_by_role("textbox", name="Nachricht")).to_be_visible()
    desktop.save_picture("chat")
    wait_for("the window closing by itself", lambda: desktop.window(TITLE) != window)
    assert icon(desktop), "the icon stays for the next session"


def test_a_second_click_brings_the_window_back_to_the_front(
    desktop_with_xembed: Desktop, server: RunningServer
) -> None:
    desktop = desktop_with_xembed
    desktop.start_tray_app("--server", server.url)
    place = icon(desktop)
    desktop.click(place)
    window = desktop.window_to_type_in(TITLE)
    desktop.type("123")
    desktop.run("xdotool", "windowminimize", window)
    wait_for("the window gone", lambda: desktop.window(TITLE) is None)

    desktop.click(place)

    assert desktop.window_to_type_in(TITLE) == window
    assert desktop.copied() == "123"


def test_the_window_offers_to_quit(desktop_with_xembed: Desktop, server: RunningServer) -> None:
    desktop = desktop_with_xembed
    app = desktop.start_tray_app("--server", server.url)
    desktop.click(icon(desktop))
    desktop.window_to_type_in(TITLE)

    # From the key: Beitreten, Supportwebsite öffnen, Beim Anmelden starten, Sprache, Info, Beenden.
    desktop.press(*["Tab"] * 6, "Return")

    assert app.wait(timeout=10) == 0
    assert desktop.spot(TRAY_TEAL) is None


def test_the_window_offers_the_support_website(
    desktop_with_xembed: Desktop,
    server: RunningServer,
    default_browser: Callable[[Desktop], DefaultBrowser],
) -> None:
    desktop, browser = desktop_with_xembed, default_browser(desktop_with_xembed)
    desktop.start_tray_app("--server", server.url)
    desktop.click(icon(desktop))
    desktop.window_to_type_in(TITLE)

    desktop.press("Tab", "Tab", "Return")

    page = browser.page(server.url)
    expect(page.get_by_role("textbox", name="Supportschlüssel")).to_be_visible()


def test_the_window_offers_what_a_menu_would(
    desktop_with_xembed: Desktop, server: RunningServer
) -> None:
    desktop = desktop_with_xembed
    autostart = desktop.home / "config" / "autostart" / "beistand-tray.desktop"
    desktop.start_tray_app("--server", server.url)
    desktop.click(icon(desktop))
    desktop.window_to_type_in(TITLE)

    desktop.press("Tab", "Tab", "Tab", "Return")
    wait_for("the entry for autostart", autostart.exists)
    desktop.save_picture("starts-at-sign-in")
    # The keyboard is where it was.
    desktop.press("Return")
    wait_for("no entry for autostart", lambda: not autostart.exists())

    desktop.press("Tab", "Return")
    desktop.window_to_type_in("^Join a session")
    desktop.save_picture("in-english")


def test_the_icon_comes_back_with_its_tray(
    desktop_with_xembed: Desktop, server: RunningServer
) -> None:
    desktop = desktop_with_xembed
    desktop.start_tray_app("--server", server.url)
    icon(desktop)
    desktop.stop("trayer")
    wait_for("the icon gone", lambda: desktop.spot(TRAY_TEAL) is None)

    desktop.start("trayer", "--edge", "top", "--align", "left", "--widthtype", "request")

    desktop.click(icon(desktop))
    desktop.window_to_type_in(TITLE)
