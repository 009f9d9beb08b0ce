"""The dialog that switches it on, in words for journeys."""

from playwright.sync_api import Locator, expect

from tests.journeys.console.words import ConsoleTechnician
from tests.running_server import PASSWORD

OTHER = "ben@example.com"


def dialog(technician: ConsoleTechnician) -> Locator:
    return technician.page.get_by_role("dialog", name="Benachrichtigungen")


def switch(technician: ConsoleTechnician, name: str) -> Locator:
    return dialog(technician).get_by_role("switch", name=name)


def closed(technician: ConsoleTechnician) -> Locator:
    """The switch that turns all of it on."""
    return switch(technician, "Auch wenn die Konsole geschlossen ist")


def try_button(technician: ConsoleTechnician) -> Locator:
    return dialog(technician).get_by_role("button", name="Probe senden")


def opens_the_dialog(technician: ConsoleTechnician) -> None:
    technician.chooses("Benachrichtigungen")
    expect(dialog(technician)).to_be_visible()


def switches_it_on(technician: ConsoleTechnician) -> None:
    opens_the_dialog(technician)
    closed(technician).check()
    expect(try_button(technician)).to_be_enabled()


def unchecks(technician: ConsoleTechnician, name: str) -> None:
    """Turns the switch off, and the server has stored that."""
    with technician.page.expect_response(lambda answer: answer.request.method == "PUT"):
        switch(technician, name).uncheck()
    expect(dialog(technician)).to_have_attribute("aria-busy", "false")


def closes_the_console(technician: ConsoleTechnician) -> None:
    technician.page.goto("about:blank")


def signs_out_and_in(technician: ConsoleTechnician, email: str) -> None:
    page = technician.page
    page.get_by_role("button", name="Abmelden").click()
    page.get_by_role("textbox", name="E-Mail-Adresse").fill(email)
    page.get_by_role("textbox", name="Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Anmelden").click()
    expect(page).to_have_url(f"{technician.url}/console")
    technician._badge[:] = technician.context.cookies()
