"""Several sessions at once: a tab for each, one of them in front."""

from playwright.sync_api import expect

from tests.journeys.console.words import Caller, ConsoleTechnician
from tests.running_server import RunningServer


def with_customers(
    technician: ConsoleTechnician, server: RunningServer, *names: str
) -> list[Caller]:
    """Starts a session for each name, and they join."""
    callers = []
    for name in names:
        callers.append(Caller(server, technician.starts_another_session(), name))
        technician.has_customer(name)
    return callers


def test_each_tab_counts_what_is_not_read(
    technician: ConsoleTechnician, console_server: RunningServer
) -> None:
    maria, jonas, _emil = with_customers(
        technician, console_server, "Maria Huber", "Jonas Weiß", "Emil Roth"
    )
    maria.says("Hallo")
    maria.says("Mein Drucker druckt nicht")
    jonas.says("Guten Tag")
    technician.sees_tab("Maria Huber", "2 ungelesen")
    technician.sees_tab("Jonas Weiß", "1 ungelesen")
    technician.selects("Maria Huber")
    technician.sees_messages("Hallo", "Mein Drucker druckt nicht")
    expect(technician.tab("Maria Huber").get_by_text("ungelesen")).to_be_hidden()
    technician.sees_tab("Jonas Weiß", "1 ungelesen")


def test_only_the_selected_session_is_in_the_page(
    technician: ConsoleTechnician, console_server: RunningServer
) -> None:
    with_customers(technician, console_server, "Maria Huber", "Jonas Weiß")
    for name in ("Maria Huber", "Jonas Weiß"):
        technician.selects(name)
        expect(technician.log).to_have_count(1)
        expect(technician.field).to_have_count(1)
        expect(technician.end_button).to_have_count(1)
        expect(technician.page.get_by_role("tabpanel")).to_have_count(1)
        expect(technician.page.get_by_role("tablist")).to_have_count(1)


def test_arrows_home_and_end_move_between_tabs(
    technician: ConsoleTechnician, console_server: RunningServer
) -> None:
    with_customers(technician, console_server, "Maria Huber", "Jonas Weiß", "Emil Roth")
    technician.tab("Emil Roth").focus()
    for key, name in [
        ("ArrowUp", "Jonas Weiß"),
        ("Home", "Maria Huber"),
        ("ArrowUp", "Emil Roth"),
        ("ArrowDown", "Maria Huber"),
        ("End", "Emil Roth"),
    ]:
        technician.page.keyboard.press(key)
        expect(technician.tab(name)).to_be_focused()
        expect(technician.tab(name)).to_have_attribute("aria-selected", "true")
        technician.has_customer(name)
    assert technician.tabs.evaluate_all("tabs => tabs.map(tab => tab.tabIndex)") == [-1, -1, 0]
    technician.page.keyboard.press("Enter")
    expect(technician.field).to_be_focused()


def test_what_is_half_written_stays_with_its_session(
    technician: ConsoleTechnician, console_server: RunningServer
) -> None:
    with_customers(technician, console_server, "Maria Huber", "Jonas Weiß")
    technician.field.fill("An Jonas")
    technician.selects("Maria Huber")
    technician.field.fill("An Maria")
    technician.selects("Jonas Weiß")
    expect(technician.field).to_have_value("An Jonas")


def test_the_place_in_the_log_stays(
    technician: ConsoleTechnician, console_server: RunningServer
) -> None:
    maria, _jonas = with_customers(technician, console_server, "Maria Huber", "Jonas Weiß")
    technician.selects("Maria Huber")
    for number in range(40):
        maria.says(f"Zeile {number}")
    technician.sees("Zeile 39")
    technician.log.evaluate("log => log.scrollTop = 300")
    expect(technician.page.get_by_role("button", name="Zur neuesten Nachricht")).to_be_visible()
    technician.selects("Jonas Weiß")
    technician.selects("Maria Huber")
    expect(technician.page.get_by_role("button", name="Zur neuesten Nachricht")).to_be_visible()
    assert technician.log.evaluate("log => log.scrollTop") == 300


def test_a_reload_brings_all_tabs_back_and_the_same_in_front(
    technician: ConsoleTechnician, console_server: RunningServer
) -> None:
    maria, jonas = with_customers(technician, console_server, "Maria Huber", "Jonas Weiß")
    key = technician.starts_another_session()
    maria.says("Ist da jemand?")
    technician.sees_tab("Maria Huber", "1 ungelesen")
    jonas.ends()
    technician.sees_tab("Jonas Weiß", "Abgeschlossen")
    technician.reloads()
    expect(technician.tabs).to_have_count(3)
    technician.sees_tab("Maria Huber", "1 ungelesen")
    technician.sees_tab("Jonas Weiß", "Abgeschlossen")
    expect(technician.tab(key)).to_have_attribute("aria-selected", "true")
    expect(technician.key).to_have_text(key)


def test_a_new_window_has_all_open_sessions_and_offers_a_new_one(
    technician: ConsoleTechnician, console_server: RunningServer
) -> None:
    with_customers(technician, console_server, "Maria Huber", "Jonas Weiß")
    technician.page = technician.context.new_page()
    technician.opens("/console")
    expect(technician.start_window).to_be_visible()
    technician.sees_tab("Maria Huber")
    technician.sees_tab("Jonas Weiß")


def test_a_session_begun_in_another_window_is_there_at_once(
    technician: ConsoleTechnician,
) -> None:
    first = technician.page
    technician.page = technician.context.new_page()
    technician.opens("/console")
    key = technician.start_session()
    technician.page = first
    technician.sees_tab(key, "Wartet auf den Kunden")
    expect(technician.start_window).to_be_visible()


def test_a_session_begun_by_a_program_is_there_when_one_looks(
    technician: ConsoleTechnician, console_server: RunningServer
) -> None:
    technician.looks_elsewhere()
    console_server.start_session()
    technician.looks_again()
    technician.sees_tab("Neuer Kunde", "Supportsitzung")


def test_a_closed_session_keeps_its_tab_until_it_is_closed_too(
    technician: ConsoleTechnician, console_server: RunningServer
) -> None:
    maria, _jonas = with_customers(technician, console_server, "Maria Huber", "Jonas Weiß")
    technician.tab("Jonas Weiß").press("Delete")
    technician.sees_tab("Jonas Weiß")
    maria.ends()
    technician.selects("Maria Huber")
    technician.sees_the_end()
    technician.page.get_by_role("button", name="Tab schließen").click()
    expect(technician.tab("Maria Huber")).to_have_count(0)
    technician.has_customer("Jonas Weiß")
    technician.end_button.click()
    technician.sees_tab("Jonas Weiß", "Abgeschlossen")
    technician.tab("Jonas Weiß").press("Delete")
    expect(technician.start_window).to_be_visible()
    technician.reloads()
    expect(technician.start_window).to_be_visible()
    expect(technician.tabs).to_have_count(1)


def test_the_window_for_a_new_session_closes_too(
    technician: ConsoleTechnician, console_server: RunningServer
) -> None:
    expect(technician.page.get_by_role("button", name="Tab schließen")).to_be_hidden()
    with_customers(technician, console_server, "Maria Huber")
    technician.chooses("Tab für neue Sitzung erstellen")
    technician.page.get_by_role("button", name="Tab schließen").click()
    expect(technician.tabs).to_have_count(1)
    technician.has_customer("Maria Huber")


def test_customers_without_a_name_are_told_apart_by_what_they_say(
    technician: ConsoleTechnician, console_server: RunningServer
) -> None:
    for text in ("Mein Drucker druckt nicht", "Das WLAN ist weg"):
        Caller(console_server, technician.starts_another_session(), "").says(text)
        technician.sees(text)
    technician.tabs.filter(has_text="Mein Drucker").click()
    technician.sees_messages("Mein Drucker druckt nicht")


def test_a_link_to_a_session_leads_there_in_a_console_that_is_open_already(
    technician: ConsoleTechnician, console_server: RunningServer
) -> None:
    maria, _jonas = with_customers(technician, console_server, "Maria Huber", "Jonas Weiß")
    technician.has_customer("Jonas Weiß")
    technician.page.goto(f"{technician.url}/console#{maria.joined['session_id']}")
    technician.has_customer("Maria Huber")
    expect(technician.page).to_have_url(f"{technician.url}/console")


def test_a_link_that_is_followed_while_the_console_opens_leads_there_too(
    technician: ConsoleTechnician, console_server: RunningServer
) -> None:
    maria, _jonas = with_customers(technician, console_server, "Maria Huber", "Jonas Weiß")
    arrive = technician.has_late_answers("**/api/v1/sessions?*")
    with technician.page.expect_request("**/api/v1/sessions?*"):
        technician.page.reload(wait_until="commit")
    technician.page.goto(f"{technician.url}/console#{maria.joined['session_id']}")
    arrive()
    technician.has_customer("Maria Huber")
