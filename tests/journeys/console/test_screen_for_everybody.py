"""Screen and control by keyboard alone, on every width, in both schemes and languages, for all."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.console.test_control import BLUE, down, up
from tests.journeys.console.test_for_everybody import PHONE, TOO_WIDE
from tests.journeys.console.test_screen import RED
from tests.journeys.console.test_screen_tools import SCREENS
from tests.journeys.console.visit import Visit
from tests.journeys.console.words import ConsoleTechnician
from tests.running_server import RunningServer


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_state_of_the_screen_has_barriers(
    hire: Callable[..., ConsoleTechnician], console_server: RunningServer, scheme: str
) -> None:
    technician = hire(console_server, color_scheme=scheme)
    technician.comes_to_work()
    visit = Visit(console_server, technician)
    technician.finds_no_barrier()
    technician.asks_to_see_the_screen()
    technician.reads("Der Kunde wird gefragt")
    technician.finds_no_barrier()
    visit.browser.answers(visit.browser.is_asked("view"), granted=False)
    technician.reads("Der Kunde möchte den Bildschirm nicht zeigen.")
    technician.finds_no_barrier()
    visit.shows_the_screen().shows(BLUE, size=(1920, 1080))
    technician.sees_colour(BLUE)
    technician.tool("1:1").click()
    technician.finds_no_barrier()
    tray = visit.is_controlled()
    tray.shows(RED)
    # It has another size than the one before, and lies elsewhere.
    technician.sees_colour(RED)
    tray.tells("sources", sources=SCREENS)
    tray.tells("clipboard", text="4711\n" * 50)
    tray.tells("condition", name="locked", on=True)
    technician.reads("Der Bildschirm des Kunden ist gesperrt.")
    expect(technician.clipboard_card).to_be_visible()
    technician.clicks_into_the_picture(0.5, 0.5)
    technician.works_over_there()
    technician.finds_no_barrier()
    technician.tool("Tasten").click()
    technician.finds_no_barrier()
    technician.page.get_by_role("menuitem", name="Über Tastatur und Maus").click()
    technician.finds_no_barrier()
    visit.close()


def test_from_the_question_to_the_end_by_keyboard_alone(visit: Visit) -> None:
    technician = visit.technician
    keyboard = technician.page.keyboard
    technician.view_button.focus()
    keyboard.press("Tab")
    expect(technician.control_button).to_be_focused()
    keyboard.press("Enter")
    request = visit.browser.is_asked("control")
    visit.browser.answers(request, granted=True)
    tray = visit.opens("helper")
    tray.shares(request, "helper")
    tray.shows(BLUE)
    expect(technician.control_button).to_be_focused()
    keyboard.press("Enter")
    technician.works_over_there()
    keyboard.press("Tab")
    tray.is_given(down("Tab"), up("Tab"))
    keyboard.press("Control+Alt+Shift")
    expect(technician.tool("Einpassen")).to_be_focused()
    technician.tabs_to(technician.tool("Tasten"))
    keyboard.press("ArrowDown")
    expect(technician.page.get_by_role("menuitem", name="Strg+Alt+Entf")).to_be_focused()
    keyboard.press("Escape")
    technician.tabs_to(technician.tool("Fernsteuerung beenden"))
    keyboard.press("Enter")
    tray.wait("event", kind="withdrawn")
    technician.sees_no_picture()
    expect(technician.page.get_by_role("heading", name="Maria Huber")).to_be_focused()


@pytest.mark.parametrize("width", [390, 720, 900, 1100, 1280, 1920])
def test_the_screen_runs_out_of_nobodys_screen(
    hire: Callable[..., ConsoleTechnician], console_server: RunningServer, width: int
) -> None:
    technician = hire(console_server, viewport={"width": width, "height": 780})
    technician.comes_to_work()
    visit = Visit(console_server, technician)
    technician.asks_for_control()
    request = visit.browser.is_asked("control")
    technician.reads("Der Kunde wird gefragt")
    assert technician.page.evaluate(TOO_WIDE) == []
    visit.browser.answers(request, granted=True)
    tray = visit.opens("helper")
    tray.shares(request, "helper")
    tray.tells("sources", sources=SCREENS)
    tray.shows(BLUE, size=(1920, 1080))
    tray.tells("clipboard", text="W" * 2000)
    expect(technician.clipboard_card).to_be_visible()
    assert technician.page.evaluate(TOO_WIDE) == []
    box = technician.picture.bounding_box()
    assert box
    assert box["height"] >= 30
    expect(technician.field).to_be_in_viewport()
    visit.close()


def test_on_a_phone_a_finger_clicks_over_there(
    hire: Callable[..., ConsoleTechnician], console_server: RunningServer
) -> None:
    technician = hire(console_server, **PHONE)
    technician.comes_to_work()
    visit = Visit(console_server, technician)
    tray = visit.is_controlled()
    tray.shows(BLUE, size=(1280, 720))
    technician.sees_colour(BLUE)
    technician.picture.tap()
    pressed = tray.hears_input(type="button", down=True)
    assert pressed["x"] == pytest.approx(0.5, abs=0.01)
    tray.hears_input(type="button", down=False)
    expect(technician.remote_keyboard).to_have_attribute("inputmode", "none")
    technician.tool("Tasten").tap()
    technician.page.get_by_role("menuitem", name="Bildschirmtastatur zeigen").tap()
    technician.works_over_there()
    expect(technician.remote_keyboard).to_have_attribute("inputmode", "text")
    technician.page.keyboard.insert_text("ä")
    assert tray.hears_input(type="text")["text"] == "ä"
    visit.close()


def test_it_speaks_english(
    hire: Callable[..., ConsoleTechnician], console_server: RunningServer
) -> None:
    technician = hire(console_server)
    technician.comes_to_work()
    visit = Visit(console_server, technician)
    technician.chooses("English")
    technician.page.get_by_role("button", name="View screen").click()
    request = visit.browser.is_asked("view")
    technician.reads("The customer is being asked to show the screen.")
    visit.browser.answers(request, granted=True)
    visit.browser.shares(request, "screen")
    visit.browser.shows(BLUE)
    expect(technician.page.get_by_role("img", name="Screen of the customer")).to_be_visible()
    expect(technician.page.get_by_role("button", name="End viewing")).to_be_visible()
    visit.close()
