"""Being told while the console is closed: the dialog that switches it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.console.push.words import (
    OTHER,
    closed,
    closes_the_console,
    dialog,
    opens_the_dialog,
    signs_out_and_in,
    switch,
    switches_it_on,
    try_button,
    unchecks,
)
from tests.journeys.console.words import Caller, ConsoleTechnician, expect_script
from tests.push_service import PushService, SubscribedBrowser
from tests.running_server import EMAIL, RunningServer, running_server


def test_with_the_console_closed_an_arrival_and_a_message_are_told(
    technician: ConsoleTechnician, push_server: RunningServer, browser: SubscribedBrowser
) -> None:
    switches_it_on(technician)
    dialog(technician).get_by_role("button", name="Schließen").click()
    key = technician.start_session()
    closes_the_console(technician)
    caller = Caller(push_server, key, "Maria Huber")
    assert browser.is_told()["title"] == "Maria Huber ist da"
    caller.says("Mein Drucker druckt nicht.")
    assert browser.is_told()["body"] == "Mein Drucker druckt nicht."


def test_what_is_switched_on_stays_over_a_reload(
    technician: ConsoleTechnician, push_server: RunningServer, browser: SubscribedBrowser
) -> None:
    switches_it_on(technician)
    unchecks(technician, "wenn ein Kunde schreibt")
    technician.reloads()
    opens_the_dialog(technician)
    expect(closed(technician)).to_be_checked()
    expect(switch(technician, "wenn ein Kunde eintrifft")).to_be_checked()
    expect(switch(technician, "wenn ein Kunde schreibt")).not_to_be_checked()
    closed(technician).uncheck()
    expect(try_button(technician)).to_be_disabled()
    expect(switch(technician, "wenn ein Kunde eintrifft")).to_be_disabled()
    technician.reloads()
    opens_the_dialog(technician)
    expect(closed(technician)).to_be_enabled()
    expect(closed(technician)).not_to_be_checked()


def test_a_test_comes_at_once(technician: ConsoleTechnician, browser: SubscribedBrowser) -> None:
    switches_it_on(technician)
    try_button(technician).click()
    expect(dialog(technician).get_by_role("status").get_by_text("unterwegs")).to_be_visible()
    assert browser.is_told()["title"] == "Das ist eine Probe"


def test_a_test_that_does_not_arrive_says_so(
    technician: ConsoleTechnician, service: PushService
) -> None:
    switches_it_on(technician)
    service.answers += [500, 410]
    try_button(technician).click()
    alert = dialog(technician).get_by_role("alert")
    expect(alert).to_contain_text("hat es nicht angenommen")
    try_button(technician).click()
    expect(alert).to_contain_text("wird nicht mehr benachrichtigt")
    expect(closed(technician)).not_to_be_checked()
    closed(technician).check()
    expect(try_button(technician)).to_be_enabled()


def test_the_dialog_is_there_for_everybody(technician: ConsoleTechnician) -> None:
    technician.page.set_viewport_size({"width": 390, "height": 800})
    technician.page.get_by_role("button", name="Sitzungsbefehle").press("Enter")
    technician.page.keyboard.press("b")
    technician.page.keyboard.press("Enter")
    expect(dialog(technician)).to_be_visible()
    technician.finds_no_barrier()
    expect(closed(technician)).to_be_enabled()
    technician.tabs_to(closed(technician))
    technician.page.keyboard.press("Space")
    expect(try_button(technician)).to_be_enabled()
    expect(closed(technician)).to_be_focused()
    technician.tabs_to(switch(technician, "wenn ein Kunde schreibt"))
    technician.page.keyboard.press("Space")
    expect(switch(technician, "wenn ein Kunde schreibt")).not_to_be_checked()
    technician.finds_no_barrier()
    technician.has_nothing_sticking_out()
    technician.page.keyboard.press("Escape")
    expect(dialog(technician)).to_be_hidden()
    expect(technician.page.get_by_role("button", name="Sitzungsbefehle")).to_be_focused()


@pytest.mark.parametrize(
    ("browser_is", "words"),
    [
        ("Object.defineProperty(window, 'isSecureContext', { value: false });", "über https"),
        ("delete window.PushManager;", "kann dieser Browser nicht"),
        (
            "Object.defineProperty(Notification, 'permission', { get: () => 'denied' });",
            "darf Ihnen nichts anzeigen",
        ),
    ],
)
def test_what_stands_in_the_way_is_said(
    technician: ConsoleTechnician, browser_is: str, words: str
) -> None:
    technician.context.add_init_script(browser_is)
    technician.reloads()
    opens_the_dialog(technician)
    expect(dialog(technician).get_by_role("status").get_by_text(words)).to_be_visible()
    expect(closed(technician)).to_be_disabled()
    technician.finds_no_barrier()


def test_what_an_administrator_switched_off_is_said(
    hire: Callable[..., ConsoleTechnician], tmp_path_factory: pytest.TempPathFactory
) -> None:
    home = tmp_path_factory.mktemp("off") / "home"
    with running_server(home, BEISTAND_PUSH_SERVICES="none") as server:
        technician = hire(server, permissions=["notifications"])
        technician.comes_to_work()
        opens_the_dialog(technician)
        expect(dialog(technician).get_by_text("hat der Administrator abgeschaltet")).to_be_visible()
        expect(closed(technician)).to_be_disabled()


def test_a_browser_without_a_way_to_its_push_service_says_so(
    technician: ConsoleTechnician,
) -> None:
    technician.context.add_init_script(
        """PushManager.prototype.subscribe = async () => {
            throw new DOMException("Registration failed - push service error", "AbortError");
        };"""
    )
    technician.reloads()
    opens_the_dialog(technician)
    closed(technician).click()
    expect(dialog(technician).get_by_role("alert")).to_contain_text("erreicht seinen Pushdienst")
    expect(closed(technician)).not_to_be_checked()


def test_at_a_shared_computer_each_has_their_own(
    technician: ConsoleTechnician, push_server: RunningServer, browser: SubscribedBrowser
) -> None:
    switches_it_on(technician)
    dialog(technician).get_by_role("button", name="Schließen").click()
    signs_out_and_in(technician, OTHER)
    opens_the_dialog(technician)
    expect(closed(technician)).to_be_enabled()
    expect(closed(technician)).not_to_be_checked()
    expect_script(technician.page, "localStorage.getItem('test.subscription') === null")
    dialog(technician).get_by_role("button", name="Schließen").click()
    signs_out_and_in(technician, EMAIL)
    opens_the_dialog(technician)
    expect(closed(technician)).to_be_checked()
