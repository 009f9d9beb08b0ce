"""Real screens in the console: a browser that shares one, and a tray app that is operated."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, expect

from tests.conftest import CHROMIUM_FLAGS
from tests.journeys.console.real_screen import Clock, starts_the_app
from tests.journeys.console.visit import Visit
from tests.journeys.console.words import ConsoleTechnician
from tests.journeys.customer.consent_words import AskedPage
from tests.running_server import RunningServer
from tests.tray.desktop import Desktop, wait_for
from tests.tray.desktops import bare_desktop
from tests.tray.input.fields import Field, PageField, chromium_page, gtk_text_field, xterm_field
from tests.vocabulary import Customer

SCREEN = (1280, 900)
SENTENCE = "Grüße äöüß€ @{}|~ żółć"


@pytest.fixture(scope="module")
def desktop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desktop]:
    """The customer's screen."""
    with bare_desktop(tmp_path_factory.mktemp("desktop")) as desktop:
        yield desktop


@pytest.fixture
def customers_browser(playwright: Playwright, desktop: Desktop) -> Iterator[Browser]:
    """The customer's browser, whose picker takes the whole screen."""
    picker = "--auto-select-desktop-capture-source=Entire screen"
    browser = playwright.chromium.launch(
        executable_path="/usr/bin/chromium",
        headless=False,
        args=[*CHROMIUM_FLAGS, picker, "--window-size=900,700"],
        env=dict(desktop.environment),
    )
    yield browser
    browser.close()


@pytest.fixture
def joined(
    technician: ConsoleTechnician, customers_browser: Browser, console_server: RunningServer
) -> Iterator[Customer]:
    """The customer in the chat, in a window on their screen."""
    customer = Customer(customers_browser, console_server.url, no_viewport=True)
    customer.join_by_key(technician.start_session())
    technician.has_customer("Kunde")
    yield customer
    customer.leaves()


@pytest.fixture
def clock(customers_browser: Browser, joined: Customer, tmp_path: Path) -> Clock:
    """A window in front of all others that shows a running number."""
    return Clock(customers_browser, tmp_path / "clock.html")


def shows_the_screen(technician: ConsoleTechnician, customer: Customer) -> None:
    """The technician asks, the customer allows it and shares."""
    technician.asks_to_see_the_screen()
    asked = AskedPage(customer.page)
    asked.says_yes()
    asked.button("Bildschirm teilen").click()
    sees_the_whole_screen(technician)


def sees_the_whole_screen(technician: ConsoleTechnician) -> None:
    """Has a first picture of it; a browser or an app needs a moment to begin."""
    expect(technician.picture).to_have_attribute("width", str(SCREEN[0]), timeout=20_000)


def rises(numbers: list[int]) -> bool:
    """Whether each number is newer than the one before."""
    return all((after - before) % 4096 < 2048 for before, after in pairwise(numbers))


def test_a_moving_screen_moves_in_the_console(
    technician: ConsoleTechnician, joined: Customer, clock: Clock
) -> None:
    joined.page.bring_to_front()
    shows_the_screen(technician, joined)
    clock.page.bring_to_front()
    numbers = clock.read_in(technician.picture, 30, within=10)
    assert len(numbers) == 30
    assert rises(numbers[5:])


def test_the_picture_is_gone_within_a_second_of_the_customers_stop(
    technician: ConsoleTechnician, joined: Customer, clock: Clock
) -> None:
    joined.page.bring_to_front()
    shows_the_screen(technician, joined)
    clock.page.bring_to_front()
    assert len(clock.read_in(technician.picture, 10, within=10)) == 10
    AskedPage(joined.page).stops()
    expect(technician.picture).to_be_hidden(timeout=1000)
    technician.sees_no_picture()
    technician.reads("Der Kunde zeigt den Bildschirm nicht mehr.")


def test_after_the_customers_lost_connection_it_goes_on_by_itself(
    technician: ConsoleTechnician, joined: Customer, clock: Clock
) -> None:
    joined.page.bring_to_front()
    shows_the_screen(technician, joined)
    clock.page.bring_to_front()
    assert len(clock.read_in(technician.picture, 5, within=10)) == 5
    joined.goes_offline()
    technician.reads("Die Verbindung zum Bildschirm des Kunden ist unterbrochen.", within=20)
    joined.is_back_online()
    expect(technician.page.locator(".condition")).to_have_text("", timeout=20_000)
    assert len(clock.read_in(technician.picture, 20, within=20)) == 20


@pytest.fixture
def controlled(visit: Visit, desktop: Desktop) -> Visit:
    """The customer's desktop, operated from the console through the real tray app."""
    starts_the_app(visit, desktop)
    visit.allows_control()
    sees_the_whole_screen(visit.technician)
    return visit


def types_into(controlled: Visit, field: Field) -> None:
    """Clicks into the field in the console's picture, and writes the sentence."""
    x, y = field.middle()
    controlled.technician.clicks_into_the_picture(x / SCREEN[0], y / SCREEN[1])
    wait_for("the keyboard", field.has_keyboard)
    controlled.technician.page.keyboard.type(SENTENCE)
    wait_for(f"{SENTENCE} in {field.text()}", lambda: field.text().strip("\n") == SENTENCE or None)


def test_what_is_typed_in_the_console_arrives_in_a_terminal(
    controlled: Visit, desktop: Desktop
) -> None:
    types_into(controlled, xterm_field(desktop))


def test_what_is_typed_in_the_console_arrives_in_a_text_field(
    controlled: Visit, desktop: Desktop
) -> None:
    types_into(controlled, gtk_text_field(desktop))


def test_a_browser_page_is_typed_into_clicked_dragged_and_scrolled(
    controlled: Visit, desktop: Desktop, playwright: Playwright
) -> None:
    technician = controlled.technician
    with chromium_page(desktop, playwright) as page:
        field = PageField(desktop, page)
        types_into(controlled, field)
        x, y = field.middle()
        technician.points_at(x / SCREEN[0], (y + 250) / SCREEN[1])
        technician.page.mouse.wheel(0, 300)
        wait_for("the page to scroll", lambda: page.evaluate("scrollY") > 0 or None)
        technician.page.mouse.wheel(0, -900)
        wait_for("the page to scroll back", lambda: page.evaluate("scrollY") == 0 or None)
        technician.clicks_into_the_picture(x / SCREEN[0], y / SCREEN[1])
        technician.page.keyboard.press("Control+a")
        technician.page.keyboard.press("Delete")
        wait_for("an empty field", lambda: field.text() == "" or None)
