"""Technician and customer, each in a browser, from the first word to the end."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.console.words import ConsoleTechnician
from tests.journeys.customer.people import People
from tests.running_server import RunningServer
from tests.vocabulary import Customer


@pytest.fixture
def customer(
    technician: ConsoleTechnician, people: People, console_server: RunningServer
) -> Customer:
    """A customer who has joined the technician's session by its key."""
    customer = people.customer(console_server)
    customer.join_by_key(technician.start_session())
    technician.sees_tab("Kunde", "Im Chat")
    return customer


def test_they_talk_and_see_what_became_of_each_word(
    technician: ConsoleTechnician, customer: Customer
) -> None:
    technician.say("Guten Tag! Was kann ich für Sie tun?")
    customer.sees("Guten Tag! Was kann ich für Sie tun?")
    technician.sees_state("Guten Tag! Was kann ich für Sie tun?", "gelesen")
    customer.field.press_sequentially("Mein")
    expect(technician.page.get_by_text("Kunde schreibt …")).to_be_visible()
    customer.say("Mein Drucker druckt nicht 🖨️ (Größe A4)")
    technician.sees("Mein Drucker druckt nicht 🖨️ (Größe A4)")
    customer.sees_state("Mein Drucker druckt nicht 🖨️ (Größe A4)", "gelesen")


def test_what_is_in_another_tab_is_not_read(
    technician: ConsoleTechnician, customer: Customer
) -> None:
    technician.starts_another_session()
    customer.say("Hallo?")
    technician.sees_tab("Kunde", "1 ungelesen")
    customer.sees_state("Hallo?", "gespeichert")
    technician.selects("Kunde")
    customer.sees_state("Hallo?", "gelesen")


def test_the_first_words_can_wait_for_the_customer(
    technician: ConsoleTechnician, people: People, console_server: RunningServer
) -> None:
    key = technician.start_session()
    expect(technician.page.get_by_text("Ihr Kunde ist noch nicht da.")).to_be_visible()
    technician.say("Willkommen!")
    customer = people.customer(console_server)
    customer.join_by_key(key)
    customer.sees("Willkommen!")
    expect(technician.page.get_by_text("Ihr Kunde ist noch nicht da.")).to_be_hidden()


def test_the_tab_says_whether_the_customer_is_there(
    technician: ConsoleTechnician, customer: Customer
) -> None:
    chat = customer.page.url
    customer.page.close()
    technician.sees_tab("Kunde", "Abwesend")
    customer.page = customer.context.new_page()
    customer.opens(chat)
    technician.sees_tab("Kunde", "Im Chat")


def test_ending_asks_once_while_the_customer_is_there(
    technician: ConsoleTechnician, customer: Customer
) -> None:
    technician.end_button.click()
    expect(technician.question).to_be_visible()
    technician.finds_no_barrier()
    technician.question.get_by_role("button", name="Abbrechen").click()
    expect(technician.question).to_be_hidden()
    expect(technician.end_button).to_be_focused()
    technician.say("Noch etwas?")
    customer.sees("Noch etwas?")
    technician.ends_the_session()
    technician.sees_the_end()
    customer.sees_the_end()
    technician.sees("Noch etwas?")
    technician.sees_tab("Kunde", "Abgeschlossen")


def test_who_tries_it_out_alone_is_both_sides_in_one_browser(
    technician: ConsoleTechnician, console_server: RunningServer
) -> None:
    key = technician.start_session()
    chat = technician.context.new_page()
    chat.goto(console_server.url)
    chat.get_by_label("Supportschlüssel").fill(key)
    chat.get_by_role("button", name="Beitreten").click()
    chat.get_by_role("textbox", name="Nachricht").wait_for()
    technician.page.bring_to_front()
    technician.say("Hallo mir selbst")
    expect(chat.get_by_text("Hallo mir selbst")).to_be_visible()
    technician.ends_the_session()
    expect(
        technician.page.get_by_text(re.compile("Sie haben die Sitzung .* beendet"))
    ).to_be_visible()
    expect(chat.get_by_text(re.compile("Anna Berg hat die Sitzung .* beendet"))).to_be_visible()


def test_the_question_goes_away_when_the_customer_ends_it(
    technician: ConsoleTechnician, customer: Customer
) -> None:
    technician.end_button.click()
    expect(technician.question).to_be_visible()
    customer.ends_the_session()
    expect(technician.question).to_be_hidden()
    technician.sees_the_end()


def test_a_session_without_customer_ends_at_once(technician: ConsoleTechnician) -> None:
    technician.start_session()
    technician.end_button.click()
    technician.sees_the_end()
    expect(technician.question).to_be_hidden()
    expect(technician.page.get_by_role("button", name="Tab schließen")).to_be_focused()


def test_what_could_not_be_ended_says_so(
    technician: ConsoleTechnician,
) -> None:
    technician.start_session()
    technician.goes_offline()
    technician.end_button.click()
    alert = technician.page.get_by_role("alert").filter(has_text="Der Server ist nicht erreichbar")
    expect(alert).to_be_visible()
    technician.is_back_online()
    technician.end_button.click()
    technician.sees_the_end()
    expect(alert).to_be_hidden()


def test_both_are_back_after_the_server_was_killed(
    technician: ConsoleTechnician, customer: Customer, console_server: RunningServer
) -> None:
    technician.say("Vorher")
    customer.sees("Vorher")
    console_server.kill()
    technician.say("Währenddessen")
    technician.sees_state("Währenddessen", "wird gesendet")
    console_server.start()
    customer.sees("Währenddessen")
    customer.say("Nachher")
    technician.sees_messages("Vorher", "Währenddessen", "Nachher")
    technician.sees_tab("Kunde", "Supportsitzung")


def test_text_is_text(technician: ConsoleTechnician, customer: Customer) -> None:
    customer.say("<img src=x onerror=alert(1)> & <b>fett</b>")
    technician.sees("<img src=x onerror=alert(1)> & <b>fett</b>")
    assert "<b>fett" in technician.tab("Kunde").inner_text()
    expect(technician.page).to_have_title(re.compile("Technikerkonsole"))
