"""Who gets into the console, and what stays when they have to sign in again."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.console.words import ConsoleTechnician
from tests.running_server import EMAIL, RunningServer


def test_the_right_password_opens_the_console(technician: ConsoleTechnician) -> None:
    expect(technician.start_window).to_be_visible()
    expect(technician.page.get_by_role("banner").get_by_text("Anna Berg")).to_be_visible()


def test_a_wrong_password_is_said_and_the_address_stays(
    hire: Callable[..., ConsoleTechnician], console_server: RunningServer
) -> None:
    stranger = hire(console_server)
    stranger.opens("/console")
    stranger.page.get_by_role("textbox", name="E-Mail-Adresse").fill(EMAIL)
    stranger.page.get_by_role("textbox", name="Passwort").fill("geraten")
    stranger.page.get_by_role("button", name="Anmelden").click()
    expect(stranger.page.get_by_role("alert")).to_contain_text("Passwort")
    expect(stranger.page.get_by_role("textbox", name="E-Mail-Adresse")).to_have_value(EMAIL)
    expect(stranger.page.get_by_role("textbox", name="Passwort")).to_be_focused()
    stranger.finds_no_barrier()


def test_who_guesses_often_is_slowed(
    hire: Callable[..., ConsoleTechnician], console_server: RunningServer
) -> None:
    stranger = hire(console_server)
    stranger.opens("/console")
    for guess in range(9):
        stranger.page.get_by_role("textbox", name="E-Mail-Adresse").fill("wer@example.com")
        stranger.page.get_by_role("textbox", name="Passwort").fill(f"geraten {guess}")
        with stranger.page.expect_navigation():
            stranger.page.get_by_role("button", name="Anmelden").click()
    expect(stranger.page.get_by_role("alert")).to_contain_text(re.compile(r"warten Sie \d+ Sekund"))


def test_who_signs_out_is_out(technician: ConsoleTechnician) -> None:
    technician.page.get_by_role("button", name="Abmelden").click()
    expect(technician.page.get_by_role("button", name="Anmelden")).to_be_visible()
    technician.opens("/console")
    expect(technician.page.get_by_role("button", name="Anmelden")).to_be_visible()


def test_signing_in_again_brings_back_the_session_and_what_was_being_written(
    technician: ConsoleTechnician,
) -> None:
    key = technician.start_session()
    technician.field.fill("Das schreibe ich gerade.")
    technician.context.clear_cookies()
    technician.end_button.click()
    dialog = technician.page.get_by_role("dialog", name="Bitte melden Sie sich wieder an")
    expect(dialog).to_be_visible()
    technician.finds_no_barrier()
    dialog.get_by_role("link", name="Anmelden").click()
    technician.sign_in()
    expect(technician.key).to_have_text(key)
    expect(technician.field).to_have_value("Das schreibe ich gerade.")


def test_a_lost_sign_in_is_noticed_also_where_only_the_chat_is_open(
    technician: ConsoleTechnician,
) -> None:
    technician.start_session()
    technician.is_connected()
    technician.goes_offline()
    technician.context.clear_cookies()
    technician.is_back_online()
    dialog = technician.page.get_by_role("dialog", name="Bitte melden Sie sich wieder an")
    expect(dialog).to_be_visible(timeout=15_000)
