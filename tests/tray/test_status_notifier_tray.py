"""A panel with menus: the click opens the menu, its first entry the dialog."""

import hashlib
import json
import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.running_server import RunningServer
from tests.tray.browser import DefaultBrowser
from tests.tray.desktop import TRAY_TEAL, Desktop, wait_for

TITLE = "^Einer Sitzung beitreten"
#: Where the menu's entries are, without a session; the languages are in a menu of their own.
JOIN, WEBSITE, AUTOSTART, LANGUAGE, ABOUT, QUIT = range(1, 7)


def icon(desktop: Desktop) -> tuple[int, int]:
    """Where the app's mark is in the panel, once it is there."""
    return wait_for("the icon", lambda: desktop.spot(TRAY_TEAL))


def open_menu(desktop: Desktop, place: tuple[int, int]) -> None:
    """Clicks the icon and waits for the menu."""
    windows = desktop.windows_on_screen()
    desktop.click(place)
    wait_for("the menu", lambda: desktop.windows_on_screen() - windows)


def menu_of(desktop: Desktop) -> str:
    """What the app told the panel of its menu (com.canonical.dbusmenu)."""

    def ask(name: str, path: str, *words: str) -> str:
        reply = desktop.run(
            "dbus-send", "--session", "--print-reply=literal", f"--dest={name}", path, *words
        )
        return " ".join(reply.split())

    watcher = "org.kde.StatusNotifierWatcher"
    items = ask(
        *(watcher, "/StatusNotifierWatcher", "org.freedesktop.DBus.Properties.Get"),
        *(f"string:{watcher}", "string:RegisteredStatusNotifierItems"),
    )
    found = re.findall(r"(:[\d.]+)(/\S+)", items)
    if not found:
        return ""
    name, path = found[0]
    return ask(
        *(name, f"{path}/Menu", "com.canonical.dbusmenu.GetLayout"),
        *("int32:0", "int32:-1", "array:string:label,toggle-state"),
    )


def has_check_mark(desktop: Desktop, label: str) -> bool:
    """Whether this entry has one."""
    entry = next((one for one in menu_of(desktop).split("struct") if label in one), "")
    return "toggle-state variant int32 1" in entry


def choose(desktop: Desktop, entry: int) -> None:
    """Chooses an entry of the open menu, counted from 1."""
    desktop.press(*["Down"] * entry, "Return")


def test_menu_dialog_and_key_end_in_the_chat(
    desktop_with_panel: Desktop,
    server: RunningServer,
    default_browser: Callable[[Desktop], DefaultBrowser],
) -> None:
    desktop, browser = desktop_with_panel, default_browser(desktop_with_panel)
    session = server.start_session()
    desktop.start_tray_app("--server", server.url)

    open_menu(desktop, icon(desktop))
    desktop.save_picture("menu")
    choose(desktop, JOIN)
    desktop.window_to_type_in(TITLE)
    desktop.save_picture("dialog")
    desktop.type(session["key"])
    desktop.press("Return")

    chat = browser.page(f"/chat/{session['id']}")
    expect(chat.get_by_role("textbox", name="Nachricht")).to_be_visible()
    desktop.save_picture("chat")


def test_the_menu_opens_the_support_website(
    desktop_with_panel: Desktop,
    server: RunningServer,
    default_browser: Callable[[Desktop], DefaultBrowser],
) -> None:
    desktop, browser = desktop_with_panel, default_browser(desktop_with_panel)
    desktop.start_tray_app("--server", server.url)

    open_menu(desktop, icon(desktop))
    choose(desktop, WEBSITE)

    page = browser.page(server.url)
    expect(page.get_by_role("textbox", name="Supportschlüssel")).to_be_visible()


def test_the_menu_quits_and_takes_the_dialog_along(
    desktop_with_panel: Desktop, server: RunningServer
) -> None:
    desktop = desktop_with_panel
    app = desktop.start_tray_app("--server", server.url)
    place = icon(desktop)
    open_menu(desktop, place)
    choose(desktop, JOIN)
    desktop.window_to_type_in(TITLE)

    open_menu(desktop, place)
    choose(desktop, QUIT)

    assert app.wait(timeout=10) == 0
    wait_for("the dialog gone", lambda: desktop.window(TITLE) is None)


def test_the_menu_has_the_app_start_at_sign_in_or_not(
    desktop_with_panel: Desktop, server: RunningServer
) -> None:
    desktop = desktop_with_panel
    autostart = desktop.home / "config" / "autostart" / "beistand-tray.desktop"
    desktop.start_tray_app("--server", server.url)
    place = icon(desktop)

    open_menu(desktop, place)
    choose(desktop, AUTOSTART)
    wait_for("the entry for autostart", autostart.exists)
    assert f"--server {server.url}" in autostart.read_text()
    # A menu that is made anew while it is open loses the place where one is in it.
    wait_for("the check mark", lambda: has_check_mark(desktop, "Beim Anmelden starten"))
    open_menu(desktop, place)
    desktop.save_picture("menu-with-check-mark")
    choose(desktop, AUTOSTART)
    wait_for("no entry for autostart", lambda: not autostart.exists())


def test_the_menu_changes_the_language_for_good(
    desktop_with_panel: Desktop, server: RunningServer
) -> None:
    desktop = desktop_with_panel
    app = desktop.start_tray_app("--server", server.url)
    place = icon(desktop)
    open_menu(desktop, place)
    desktop.press(*["Down"] * LANGUAGE, "Right", "Down", "Return")
    wait_for("the choice", (desktop.home / "config/beistand-tray/settings.toml").exists)
    open_menu(desktop, place)
    desktop.save_picture("menu-in-english")
    choose(desktop, JOIN)
    desktop.window_to_type_in("^Join a session")
    app.terminate()
    app.wait(timeout=5)

    desktop.start_tray_app("--server", server.url)
    open_menu(desktop, icon(desktop))
    choose(desktop, JOIN)
    desktop.window_to_type_in("^Join a session")


def test_the_menu_says_what_one_needs_to_know_of_the_app(
    desktop_with_panel: Desktop, server: RunningServer
) -> None:
    desktop = desktop_with_panel
    desktop.start_tray_app("--server", server.url)
    open_menu(desktop, icon(desktop))
    choose(desktop, ABOUT)
    desktop.window_to_type_in("^Info")
    desktop.save_picture("about")
    desktop.press("shift+Tab")
    facts = desktop.copied().splitlines()
    assert facts[:3] == ["Version: 0.1.0", f"Server: {server.url.removeprefix('http://')}",
                         "Lizenz: AGPL-3.0-or-later"]  # fmt: skip
    assert (desktop.home / facts[3].removeprefix("Protokoll: ")).is_dir()


def test_the_icon_needs_no_notification_service(
    desktop_with_panel: Desktop, server: RunningServer
) -> None:
    desktop = desktop_with_panel
    desktop.stop("dunst")
    desktop.start_tray_app("--server", server.url)

    open_menu(desktop, icon(desktop))

    assert "Traceback" not in desktop.log("tray_app")


def test_the_menu_leads_to_a_newer_version_where_the_server_has_one(
    desktop_with_panel: Desktop,
    own_server: RunningServer,
    default_browser: Callable[[Desktop], DefaultBrowser],
) -> None:
    desktop, browser = desktop_with_panel, default_browser(desktop_with_panel)
    package = own_server.home / "downloads" / "app.deb"
    package.parent.mkdir()
    package.write_bytes(b"package")
    sha256 = hashlib.sha256(b"package").hexdigest()
    facts = {"sha256": sha256, "version": "99.1", "kind": "install"}
    package.with_name("app.deb.json").write_text(json.dumps(facts))
    desktop.turn_the_app("tray_app.update.FIRST=0.1")
    desktop.start_tray_app("--server", own_server.url)
    place = icon(desktop)
    wait_for("the newer version", lambda: "99.1 herunterladen" in menu_of(desktop))

    open_menu(desktop, place)
    desktop.save_picture("newer-version")
    # After join, website, start at sign-in and language.
    choose(desktop, LANGUAGE + 1)

    page = browser.page("/download")
    expect(page.get_by_role("heading", name="App herunterladen")).to_be_visible()
    expect(page.get_by_text("Version 99.1")).to_be_visible()
