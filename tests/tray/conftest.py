"""Desktops and a browser for the tests of the tray app."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from tests.running_server import RunningServer
from tests.tray.browser import DefaultBrowser
from tests.tray.controlled import Controlled
from tests.tray.desktop import Desktop
from tests.tray.desktops import bare_desktop, status_notifier_desktop, xembed_desktop


@pytest.fixture
def desktop_without_tray(tmp_path: Path) -> Iterator[Desktop]:
    """A desktop that has no place for the icon."""
    with bare_desktop(tmp_path / "desktop") as desktop:
        yield desktop


@pytest.fixture
def desktop_with_xembed(tmp_path: Path) -> Iterator[Desktop]:
    """A desktop whose tray has no menus."""
    with xembed_desktop(tmp_path / "desktop") as desktop:
        yield desktop


@pytest.fixture
def desktop_with_panel(tmp_path: Path) -> Iterator[Desktop]:
    """A desktop whose panel shows menus."""
    with status_notifier_desktop(tmp_path / "desktop") as desktop:
        yield desktop


@pytest.fixture
def default_browser(playwright: Playwright) -> Iterator[Callable[[Desktop], DefaultBrowser]]:
    """Gives a desktop its default browser."""
    browsers: list[DefaultBrowser] = []

    def give(desktop: Desktop) -> DefaultBrowser:
        browsers.append(DefaultBrowser(desktop, playwright))
        return browsers[-1]

    yield give
    for browser in browsers:
        browser.close()


@pytest.fixture
def controlled(server: RunningServer, desktop_with_xembed: Desktop) -> Controlled:
    """A customer on a desktop with a tray, who said nothing yet."""
    return Controlled(server, desktop_with_xembed)


@pytest.fixture
def at_own_server(own_server: RunningServer, desktop_with_xembed: Desktop) -> Iterator[Controlled]:
    """The same with a server that may hang and die."""
    controlled = Controlled(own_server, desktop_with_xembed)
    yield controlled
    controlled.go_on()
