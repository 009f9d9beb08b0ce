"""Starting a session: the key, the link, the count-down and the checkbox."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.console.words import Caller, ConsoleTechnician
from tests.running_server import RunningServer


def test_a_session_begins_with_its_key_in_a_tab_of_its_own(technician: ConsoleTechnician) -> None:
    key = technician.start_session()
    technician.sees_tab(key, "Supportsitzung", "Wartet auf den Kunden")
    expect(technician.start_window).to_have_count(0)
    expect(technician.tabs).to_have_count(1)
    expect(technician.page.get_by_role("heading", name="Supportsitzung")).to_be_visible()
    expect(technician.page.get_by_role("timer")).to_have_text(re.compile(r"^noch (60:00|59:\d\d)$"))
    expect(technician.control_box).not_to_be_checked()


def test_the_address_of_the_support_website_stands_there_without_scheme(
    technician: ConsoleTechnician, console_server: RunningServer
) -> None:
    technician.start_session()
    address = console_server.url.removeprefix("http://")
    expect(technician.page.get_by_text(address, exact=True)).to_be_visible()


def test_screen_readers_hear_the_key_digit_by_digit(technician: ConsoleTechnician) -> None:
    key = technician.start_session()
    spelled = " ".join(key.replace(" ", ""))
    assert re.sub(r"\s+", " ", technician.key.aria_snapshot()).endswith(spelled)
    announced = technician.page.get_by_role("status").filter(has_text="Die Sitzung ist offen")
    expect(announced).to_have_text(f"Die Sitzung ist offen. Supportschlüssel: {spelled}")


def test_copying_puts_the_link_on_the_clipboard_and_says_so(
    technician: ConsoleTechnician, console_server: RunningServer
) -> None:
    technician.start_session()
    button = technician.page.get_by_role("button", name="In Zwischenablage kopieren")
    expect(button).to_be_focused()
    technician.page.keyboard.press("Enter")
    expect(technician.page.get_by_text("Der Sitzungslink ist kopiert.")).to_be_visible()
    link = technician.page.evaluate("navigator.clipboard.readText()")
    assert re.fullmatch(re.escape(console_server.url) + r"/j#[\w-]{20,}", link)


def test_where_the_clipboard_is_closed_the_link_is_there_to_copy_by_hand(
    technician: ConsoleTechnician, console_server: RunningServer
) -> None:
    technician.page.evaluate(
        "() => { navigator.clipboard.writeText = () => Promise.reject(new Error()); }"
    )
    technician.start_session()
    technician.page.get_by_role("button", name="In Zwischenablage kopieren").click()
    expect(technician.page.get_by_text("Bitte kopieren Sie den Link von Hand:")).to_be_visible()
    field = technician.page.get_by_role("textbox", name="Sitzungslink")
    expect(field).to_have_value(re.compile(re.escape(console_server.url + "/j#")))
    selected = field.evaluate(
        "field => field.value.slice(field.selectionStart, field.selectionEnd)"
    )
    assert selected == field.input_value()


def test_the_checkbox_is_stored_with_the_session(
    technician: ConsoleTechnician, console_server: RunningServer
) -> None:
    technician.start_session()
    technician.asks_for_control_on_arrival()
    _status, answer = console_server.call(
        "GET", "/sessions?state=waiting", token=console_server.token
    )
    assert [session["control_on_arrival"] for session in answer["sessions"]] == [True]
    technician.reloads()
    expect(technician.control_box).to_be_checked()


def test_a_checkbox_that_could_not_be_stored_goes_back_and_says_so(
    technician: ConsoleTechnician,
) -> None:
    technician.start_session()
    technician.goes_offline()
    technician.control_box.click()
    expect(technician.page.get_by_text("Der Server ist nicht erreichbar")).to_be_visible()
    expect(technician.control_box).not_to_be_checked()


def test_a_session_that_could_not_be_started_says_why(technician: ConsoleTechnician) -> None:
    technician.goes_offline()
    technician.page.get_by_role("button", name="Websitzung starten").click()
    alert = technician.page.get_by_role("alert").filter(has_text="Der Server ist nicht erreichbar")
    expect(alert).to_be_visible()
    technician.is_back_online()
    technician.start_session()


def test_two_clicks_start_one_session(technician: ConsoleTechnician) -> None:
    technician.page.get_by_role("button", name="Websitzung starten").dblclick()
    expect(technician.key).to_be_visible()
    expect(technician.tabs).to_have_count(1)


def test_another_browser_knows_the_session_but_not_its_key(
    technician: ConsoleTechnician,
    hire: Callable[..., ConsoleTechnician],
    console_server: RunningServer,
) -> None:
    technician.start_session()
    elsewhere = hire(console_server)
    elsewhere.sign_in()
    elsewhere.selects("Neuer Kunde")
    expect(elsewhere.key).to_be_hidden()
    expect(elsewhere.page.get_by_text("zeigt nur der Browser")).to_be_visible()
    expect(elsewhere.page.get_by_role("button", name="In Zwischenablage kopieren")).to_be_hidden()


def test_a_key_that_ran_out_says_so_and_leads_to_a_new_one(
    hire: Callable[..., ConsoleTechnician], hasty_server: RunningServer
) -> None:
    technician = hire(hasty_server)
    technician.sign_in()
    key = technician.start_session()
    expect(technician.page.get_by_text("Der Schlüssel gilt nicht mehr.")).to_be_visible()
    technician.sees_tab(key, "Schlüssel abgelaufen")
    technician.finds_no_barrier()
    expect(technician.page.get_by_role("button", name="Neuer Supportschlüssel")).to_be_visible()


def test_the_key_is_gone_once_the_customer_is_there(
    technician: ConsoleTechnician, console_server: RunningServer
) -> None:
    key = technician.start_session()
    Caller(console_server, key, "Maria Huber")
    technician.has_customer("Maria Huber")
    expect(technician.key).to_be_hidden()
    kept = "Object.keys(localStorage).filter(name => name.startsWith('beistand.key.'))"
    assert technician.page.evaluate(kept) == []
