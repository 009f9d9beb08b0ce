"""A customer's desktop with programs to type into, and the technician's hands on it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Playwright

from tests.tray.desktop import Desktop
from tests.tray.desktops import bare_desktop
from tests.tray.input.desk import Desk, Hands, desk_with_fields, hands_on
from tests.tray.input.fields import chromium_page
from tests.tray.input.local_hands import LocalHands, desktop_with_local_hands


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, playwright: Playwright) -> Iterator[Desk]:
    """One desktop for the tests of a file, with a field of each kind."""
    with (
        bare_desktop(tmp_path_factory.mktemp("desktop")) as desktop,
        chromium_page(desktop, playwright) as page,
    ):
        yield desk_with_fields(desktop, page)


@pytest.fixture
def hands(desk: Desk) -> Iterator[Hands]:
    """The technician's hands on that desktop, which has an American layout."""
    desk.set_layout("us")
    with hands_on(desk.desktop) as hands:
        yield hands


@pytest.fixture
def page(desk: Desk) -> Page:
    """The page in that desktop's browser, as if it were just opened."""
    desk.page.reload()
    return desk.page


@pytest.fixture
def desktop(desk: Desk) -> Desktop:
    """That desktop."""
    return desk.desktop


@pytest.fixture
def local(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desktop, LocalHands]]:
    """A desktop with the customer's own mouse and keyboard."""
    with desktop_with_local_hands(tmp_path_factory.mktemp("desktop")) as pair:
        yield pair
