"""The console as an app of the technician's desktop."""

import json
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.conftest import CHROMIUM_FLAGS
from tests.journeys.console.words import Caller, ConsoleTechnician, expect_script
from tests.journeys.customer.accessibility import findings
from tests.running_server import EMAIL, PASSWORD, RunningServer, running_server
from tests.tray.desktops import bare_desktop

# The number on the app's icon.
BADGE = """
navigator.setAppBadge = async (count) => void (window.badge = count);
navigator.clearAppBadge = async () => void (window.badge = 0);
"""
KEPT = "navigator.serviceWorker.controller !== null"
START_WINDOW = "Sofortiger Remotesupport"


@pytest.fixture
def eager_server(tmp_path: Path) -> Iterator[RunningServer]:
    """A server whose desktop console opens a new session when it starts."""
    with running_server(tmp_path / "home", BEISTAND_DESKTOP_STARTS_SESSION="true") as running:
        yield running


@pytest.fixture
def start_browser(playwright: Playwright, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """Gives the window of a browser with a profile of its own: no private one is ever an app."""
    with ExitStack() as stack:
        desktop = stack.enter_context(bare_desktop(tmp_path / "desktop"))

        def start(*options: str) -> Page:
            context = playwright.chromium.launch_persistent_context(
                tmp_path / "profile", executable_path="/usr/bin/chromium", headless=False,
                # The app's window is there before a context's own language is.
                args=[*CHROMIUM_FLAGS, "--accept-lang=de-DE", *options],
                env=dict(desktop.environment), no_viewport=True,
            )  # fmt: skip
            stack.callback(context.close)
            return context.pages[0]

        yield start


@pytest.fixture
def start_app(start_browser: Callable[..., Page]) -> Callable[[RunningServer], Page]:
    """Gives the window of the installed app, signed in and just started."""

    def start(server: RunningServer) -> Page:
        page = start_browser(f"--app={server.url}/console?start=app")
        signs_in(page)
        return page

    return start


def signs_in(page: Page) -> None:
    """Fills in the form for that, and is in the console."""
    page.get_by_role("textbox", name="E-Mail-Adresse").fill(EMAIL)
    page.get_by_role("textbox", name="Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Anmelden").click()
    expect(page.get_by_role("tabpanel")).to_be_visible()


def test_chromium_finds_nothing_that_keeps_it_from_being_installed(
    start_browser: Callable[..., Page], server: RunningServer
) -> None:
    page = start_browser()
    page.goto(f"{server.url}/console")
    signs_in(page)
    chromium = page.context.new_cdp_session(page)
    assert chromium.send("Page.getInstallabilityErrors")["installabilityErrors"] == []
    found = chromium.send("Page.getAppManifest")
    assert found["errors"] == []
    told = json.loads(found["data"])
    assert told["name"] == "Technikerkonsole – Beistand"
    assert [one["name"] for one in told["shortcuts"]] == ["Neue Sitzung", "Sitzungen"]
    for one in told["icons"]:
        with urllib.request.urlopen(server.url + one["src"]) as answer:
            assert answer.headers["Content-Type"] == "image/png"


def test_its_window_starts_sessions_that_are_not_called_web_sessions(
    start_app: Callable[[RunningServer], Page], console_server: RunningServer
) -> None:
    page = start_app(console_server)
    expect(page.get_by_role("heading", name=START_WINDOW)).to_be_visible()
    assert open_sessions(console_server) == [], "nobody wanted that it opens one by itself"
    page.get_by_role("button", name="Sitzung starten", exact=True).click()
    expect(page.get_by_label("Supportschlüssel")).to_be_visible()


def test_its_shortcut_starts_a_session_once(
    technician: ConsoleTechnician, console_server: RunningServer
) -> None:
    technician.opens("/console?start=session")
    expect(technician.key).to_be_visible()
    assert technician.page.url == f"{console_server.url}/console"
    technician.reloads()
    expect(technician.key).to_be_visible()
    assert len(open_sessions(console_server)) == 1


def test_it_opens_a_session_when_it_starts_where_the_administrator_wants_that(
    start_app: Callable[[RunningServer], Page], eager_server: RunningServer
) -> None:
    page = start_app(eager_server)
    expect(page.get_by_label("Supportschlüssel")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Supportschlüssel")).to_be_visible()
    assert len(open_sessions(eager_server)) == 1, "a reload is no start"


def test_a_tab_of_the_browser_opens_no_session_by_itself(
    hire: Callable[..., ConsoleTechnician], eager_server: RunningServer
) -> None:
    technician = hire(eager_server)
    technician.comes_to_work()
    technician.opens("/console?start=app")
    expect(technician.start_window).to_be_visible()
    assert open_sessions(eager_server) == []


def test_its_icon_counts_what_is_not_seen(
    hire: Callable[..., ConsoleTechnician], console_server: RunningServer
) -> None:
    technician = hire(console_server)
    technician.context.add_init_script(BADGE)
    technician.comes_to_work()
    key = technician.start_session()
    technician.looks_elsewhere()
    caller = Caller(console_server, key, "Maria Huber")
    expect_script(technician.page, "window.badge === 1")
    caller.says("Hallo?")
    expect_script(technician.page, "window.badge === 2")
    technician.looks_again()
    expect_script(technician.page, "window.badge === 0")


@pytest.mark.parametrize("path", ["/console", "/console/sessions"])
def test_without_its_server_it_says_what_is_wrong_and_goes_on_by_itself(
    hire: Callable[..., ConsoleTechnician], own_server: RunningServer, path: str
) -> None:
    technician = hire(own_server)
    technician.comes_to_work()
    expect_script(technician.page, KEPT)
    own_server.stop()
    technician.opens(path)
    heading = technician.page.get_by_role("heading", name="Keine Verbindung zur Konsole")
    expect(heading).to_be_visible()
    expect(technician.page.get_by_text("antwortet nicht")).to_be_visible()
    assert findings(technician.page) == []
    technician.page.get_by_role("button", name="Noch einmal versuchen").click()
    expect(technician.page.get_by_text("Noch keine Verbindung.")).to_be_visible()
    own_server.start()
    expect(heading).to_be_hidden(timeout=15_000)
    assert technician.page.url == own_server.url + path


def test_without_a_network_it_says_that(technician: ConsoleTechnician) -> None:
    expect_script(technician.page, KEPT)
    technician.goes_offline()
    technician.opens("/console")
    expect(technician.page.get_by_text("ist nicht mit dem Internet verbunden")).to_be_visible()
    expect(technician.page.get_by_text("antwortet nicht")).to_be_hidden()
    technician.is_back_online()
    expect(technician.start_window).to_be_visible(timeout=15_000)


def open_sessions(server: RunningServer) -> list[Any]:
    """The sessions that are not over."""
    _status, answer = server.call("GET", "/sessions?state=waiting,active", token=server.token)
    sessions: list[Any] = answer["sessions"]
    return sessions
