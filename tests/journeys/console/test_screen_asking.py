"""Asking for screen and control: what the technician reads at each step, and can do then."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.console.visit import Visit
from tests.journeys.console.words import Caller, ConsoleTechnician, expect_script
from tests.running_server import RunningServer


def test_the_buttons_are_there_while_the_session_is_active(
    technician: ConsoleTechnician, console_server: RunningServer
) -> None:
    key = technician.start_session()
    expect(technician.view_button).to_be_hidden()
    caller = Caller(console_server, key, "Maria Huber")
    expect(technician.view_button).to_be_visible()
    expect(technician.control_button).to_be_visible()
    caller.ends()
    expect(technician.view_button).to_be_hidden()
    expect(technician.control_button).to_be_hidden()


def test_a_question_runs_down_and_can_be_taken_back(visit: Visit) -> None:
    technician = visit.technician
    technician.asks_to_see_the_screen()
    request = visit.browser.is_asked("view")
    technician.reads("Der Kunde wird gefragt, ob er den Bildschirm zeigt.")
    expect(technician.page.get_by_role("timer").filter(visible=True)).to_have_text(
        re.compile(r"^(1:00|0:5\d)$")
    )
    expect(technician.control_button).to_have_attribute("aria-disabled", "true")
    technician.page.get_by_role("button", name="Frage zurücknehmen").click()
    withdrawn = visit.browser.wait("event", kind="withdrawn")
    assert withdrawn["body"]["request"] == request
    expect(technician.page.locator(".standings")).to_be_hidden()
    expect(technician.view_button).to_be_focused()
    technician.asks_for_control()
    visit.browser.is_asked("control")


def test_more_time_for_the_customer_is_seen_in_the_count_down(visit: Visit) -> None:
    visit.technician.asks_to_see_the_screen()
    request = visit.browser.is_asked("view")
    timer = visit.technician.page.get_by_role("timer").filter(visible=True)
    expect(timer).to_have_text(re.compile(r"^0:5[0-7]$"))
    visit.browser.decide("extend", request=request)
    expect(timer).to_have_text(re.compile(r"^(1:00|0:59)$"))


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("person", "Der Kunde möchte den Bildschirm nicht zeigen."),
        ("closed", "Der Kunde hat die Frage nach dem Bildschirm geschlossen."),
    ],
)
def test_a_no_is_told_with_its_reason(visit: Visit, reason: str, words: str) -> None:
    visit.technician.asks_to_see_the_screen()
    visit.browser.answers(visit.browser.is_asked("view"), granted=False, reason=reason)
    visit.technician.reads(f"{words} Sie dürfen noch einmal fragen.")
    visit.technician.sees_no_picture()
    expect(visit.technician.view_button).to_have_attribute("aria-disabled", "false")


def test_after_three_refusals_there_is_nothing_left_to_press(visit: Visit) -> None:
    technician = visit.technician
    for _time in range(3):
        technician.asks_to_see_the_screen()
        visit.browser.answers(visit.browser.is_asked("view"), granted=False)
        expect(technician.page.locator(".standing-view")).to_have_attribute("data-state", "refused")
    technician.reads("Dreimal abgelehnt")
    expect(technician.view_button).to_have_attribute("aria-disabled", "true")
    expect(technician.view_button).to_have_attribute("title", re.compile("Dreimal abgelehnt"))
    expect(technician.control_button).to_have_attribute("aria-disabled", "false")
    technician.reloads()
    technician.reads("Dreimal abgelehnt")
    expect(technician.view_button).to_have_attribute("aria-disabled", "true")


def test_what_comes_after_a_yes_is_told_step_by_step(visit: Visit) -> None:
    technician = visit.technician
    request = visit.allows_viewing()
    technician.reads("Erlaubt. Der Kunde wählt jetzt aus, was er zeigt.")
    technician.sees_no_picture()
    visit.browser.shares(request, "screen")
    technician.reads("Sie sehen den Bildschirm des Kunden.")
    technician.sees_tab("Maria Huber", "Bildschirm wird gezeigt")
    visit.browser.withdraws("view")
    technician.reads("Der Kunde zeigt den Bildschirm nicht mehr.")
    technician.sees_no_picture()
    expect(technician.tab("Maria Huber")).not_to_have_accessible_name(re.compile("gezeigt"))


def test_control_without_the_app_says_what_the_customer_still_has_to_do(visit: Visit) -> None:
    request = visit.allows_control()
    visit.technician.reads("Der Kunde muss dafür noch die interaktive App starten")
    tray = visit.opens("helper")
    visit.technician.reads("Erlaubt. Das Bild kommt gleich.")
    tray.shares(request, "helper")
    visit.technician.reads("Sie steuern das Gerät des Kunden.")


def test_what_was_allowed_can_be_given_back_before_it_is_used(visit: Visit) -> None:
    visit.allows_control()
    visit.technician.page.get_by_role("button", name="Erlaubnis zurückgeben").click()
    visit.browser.wait("event", kind="withdrawn")
    expect(visit.technician.page.locator(".standings")).to_be_hidden()
    expect(visit.technician.control_button).to_be_focused()


def test_with_the_checkbox_control_is_asked_for_on_arrival(
    technician: ConsoleTechnician, console_server: RunningServer
) -> None:
    key = technician.start_session()
    technician.asks_for_control_on_arrival()
    Caller(console_server, key, "Maria Huber")
    technician.reads("Der Kunde wird gefragt, ob er die Fernsteuerung zulässt.")


def test_an_answer_is_noticed_from_another_window(visit: Visit) -> None:
    technician = visit.technician
    technician.asks_to_see_the_screen()
    request = visit.browser.is_asked("view")
    technician.looks_elsewhere()
    visit.browser.answers(request, granted=True)
    expect(technician.page).to_have_title("(1) Antwort von Maria Huber")
    expect_script(technician.page, "witnessed.sounds > 0")
    assert technician.witnessed()["notifications"] == [
        ["Antwort von Maria Huber", "Sie dürfen den Bildschirm ansehen."]
    ]
    technician.sees_tab("Maria Huber", "hat geantwortet")
    technician.looks_again()
    expect(technician.page).to_have_title("Technikerkonsole – Beistand")


def test_a_question_without_a_connection_is_refused_in_words(visit: Visit) -> None:
    technician = visit.technician
    technician.goes_offline()
    expect(technician.page.get_by_text("Keine Verbindung").first).to_be_visible()
    technician.asks_to_see_the_screen()
    technician.reads("Der Server ist nicht erreichbar.")
    technician.is_back_online()
    expect(technician.page.locator(".standings")).to_be_hidden()
    technician.asks_to_see_the_screen()
    visit.browser.is_asked("view")
