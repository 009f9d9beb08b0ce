"""The console by keyboard alone, on a phone, in the dark, and for screen readers."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.console.words import Caller, ConsoleTechnician
from tests.running_server import RunningServer

# What stands outside of the screen or is wider than its place.
TOO_WIDE = """() => [...document.querySelectorAll("body *:not(.visually-hidden)")]
  .filter((element) => element.checkVisibility() && !element.closest(".visually-hidden, svg"))
  .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
  .map((element) => element.className)"""
PHONE = {"viewport": {"width": 390, "height": 780}, "has_touch": True, "is_mobile": True}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_state_has_barriers(
    hire: Callable[..., ConsoleTechnician], console_server: RunningServer, scheme: str
) -> None:
    technician = hire(console_server, color_scheme=scheme)
    technician.comes_to_work()
    technician.finds_no_barrier()
    technician.page.get_by_role("button", name="Sitzungsbefehle").click()
    technician.finds_no_barrier()
    technician.page.keyboard.press("Escape")
    maria = Caller(console_server, technician.start_session(), "Maria Huber")
    technician.has_customer("Maria Huber")
    maria.says("Hallo")
    technician.sees("Hallo")
    technician.finds_no_barrier()
    technician.starts_another_session()
    technician.finds_no_barrier()
    maria.says("Sind Sie noch da?")
    technician.sees_tab("Maria Huber", "1 ungelesen")
    technician.finds_no_barrier()
    maria.ends()
    technician.selects("Maria Huber")
    technician.sees_the_end()
    technician.finds_no_barrier()


def test_a_session_from_start_to_end_by_keyboard_alone(
    technician: ConsoleTechnician, console_server: RunningServer
) -> None:
    keyboard = technician.page.keyboard
    menu_button = technician.page.get_by_role("button", name="Sitzungsbefehle")
    keyboard.press("Tab")
    expect(menu_button).to_be_focused()
    keyboard.press("ArrowDown")
    item = technician.page.get_by_role("menuitem", name="Tab für neue Sitzung erstellen")
    expect(item).to_be_focused()
    keyboard.press("End")
    expect(technician.page.get_by_role("menuitemcheckbox", name="Ton")).to_be_focused()
    keyboard.press("Escape")
    expect(menu_button).to_be_focused()
    keyboard.press("Enter")
    keyboard.press("Enter")
    expect(technician.page.get_by_role("button", name="Websitzung starten")).to_be_focused()
    keyboard.press("Enter")
    expect(technician.page.get_by_role("button", name="In Zwischenablage kopieren")).to_be_focused()
    Caller(console_server, technician.key.inner_text(), "Maria Huber")
    technician.has_customer("Maria Huber")
    expect(technician.field).to_be_focused()
    keyboard.type("Guten Tag")
    keyboard.press("Shift+Enter")
    keyboard.type("Anna Berg")
    keyboard.press("Enter")
    technician.sees_messages("Guten Tag\nAnna Berg")
    technician.end_button.focus()
    keyboard.press("Enter")
    technician.sees_the_end()
    keyboard.press("Enter")
    expect(technician.start_window).to_be_visible()


def test_on_a_phone_one_thing_at_a_time(
    hire: Callable[..., ConsoleTechnician], console_server: RunningServer
) -> None:
    technician = hire(console_server, **PHONE)
    technician.comes_to_work()
    key = technician.start_session()
    expect(technician.log).to_be_hidden()
    maria = Caller(console_server, key, "Maria Huber")
    technician.has_customer("Maria Huber")
    expect(technician.log).to_be_visible()
    maria.says("Hallo")
    technician.sees("Hallo")
    technician.page.get_by_role("button", name="Über die Sitzung").tap()
    expect(technician.control_box).to_be_visible()
    expect(technician.log).to_be_hidden()
    technician.page.get_by_role("button", name="Über die Sitzung").tap()
    technician.page.get_by_role("button", name="Zur Liste der Sitzungen").tap()
    expect(technician.end_button).to_be_hidden()
    technician.tab("Maria Huber").tap()
    technician.sees("Hallo")
    expect(technician.end_button).to_be_visible()
    technician.finds_no_barrier()
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert technician.page.evaluate(overflow) == 0


def test_it_speaks_english_too(
    hire: Callable[..., ConsoleTechnician], console_server: RunningServer
) -> None:
    technician = hire(console_server)
    technician.comes_to_work()
    technician.chooses("English")
    start = technician.page.get_by_role("button", name="Start web session")
    expect(start).to_be_visible()
    start.click()
    expect(technician.page.get_by_label("Support key")).to_be_visible()
    expect(technician.page.get_by_role("button", name="Copy to clipboard")).to_be_visible()
    expect(technician.page.get_by_role("button", name="End session")).to_be_visible()


@pytest.mark.parametrize("width", [360, 720, 900, 960, 1100, 1280, 1920])
def test_nothing_runs_out_of_the_screen(
    hire: Callable[..., ConsoleTechnician], console_server: RunningServer, width: int
) -> None:
    technician = hire(console_server, viewport={"width": width, "height": 700})
    technician.comes_to_work()
    key = technician.start_session()
    assert technician.page.evaluate(TOO_WIDE) == []
    name = "Dr. Maximilian-Alexander Freiherr von Oberhausen-Unterlangenfeld"
    caller = Caller(console_server, key, name)
    technician.has_customer(name)
    caller.says("W" * 10_000)
    expect(technician.log.locator(".message")).to_have_count(1)
    assert technician.page.evaluate(TOO_WIDE) == []
