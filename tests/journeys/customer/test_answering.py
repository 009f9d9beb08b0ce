"""Answering a message and copying it, by mouse, finger and keyboard, on either side."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys.customer.accessibility import findings
from tests.journeys.customer.people import People, StartTalk, Talk
from tests.running_server import RunningServer

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
ASKED = "Leuchtet die Lampe <b>rot</b>?"


@pytest.fixture
def asked(talk: Talk) -> Talk:
    """The technician has asked something, and something else."""
    talk.technician.says_all(ASKED, "Und ist Papier da?")
    talk.customer.sees("Und ist Papier da?")
    return talk


def event_of(talk: Talk, text: str) -> dict[str, Any]:
    return talk.technician.hears(text)


def test_an_answer_shows_what_it_answers_and_the_log_knows_it(asked: Talk) -> None:
    customer = asked.customer
    customer.answers(ASKED)
    expect(customer.reply_bar).to_contain_text("Antwort auf Anna Berg")
    expect(customer.reply_bar).to_contain_text(ASKED)
    expect(customer.field).to_be_focused()
    customer.say("Ja.")
    expect(customer.reply_bar).to_have_count(0)
    expect(customer.quote_in("Ja.")).to_have_accessible_name(f"Antwort auf Anna Berg: {ASKED}")
    assert event_of(asked, "Ja.")["body"]["reply_to"] == event_of(asked, ASKED)["seq"]
    customer.say("Papier ist da.")
    expect(customer.quote_in("Papier ist da.")).to_have_count(0)
    customer.reloads()
    expect(customer.quote_in("Ja.")).to_have_accessible_name(f"Antwort auf Anna Berg: {ASKED}")


def test_one_can_think_better_of_it_without_losing_the_text(asked: Talk) -> None:
    customer = asked.customer
    customer.field.fill("Moment")
    for end in (
        lambda: customer.field.press("Escape"),
        lambda: customer.page.get_by_role("button", name="Nicht mehr darauf antworten").click(),
    ):
        customer.answers(ASKED)
        end()
        expect(customer.reply_bar).to_have_count(0)
        expect(customer.field).to_have_value("Moment")
        expect(customer.field).to_be_focused()


def test_an_answer_that_is_begun_outlives_a_reload_and_a_tunnel(asked: Talk) -> None:
    customer = asked.customer
    customer.answers(ASKED)
    customer.field.press_sequentially("Ja, ro")
    customer.reloads()
    expect(customer.reply_bar).to_contain_text(ASKED)
    customer.goes_offline()
    expect(customer.page.get_by_text("Keine Verbindung.")).to_be_visible()
    customer.say("Ja, rot.")
    customer.sees_state("Ja, rot.", "wird gesendet")
    expect(customer.quote_in("Ja, rot.")).to_have_accessible_name(f"Antwort auf Anna Berg: {ASKED}")
    customer.is_back_online()
    customer.sees_state("Ja, rot.", "gespeichert")
    assert event_of(asked, "Ja, rot.")["body"]["reply_to"] == event_of(asked, ASKED)["seq"]


def test_a_click_leads_from_an_answer_to_what_it_answers_however_old(talk: Talk) -> None:
    customer, technician = talk.customer, talk.technician
    technician.says_all("Die erste Frage", *(f"Nachricht {number}" for number in range(640)))
    technician.send(
        type="message",
        client_id="00000000-0000-4000-8000-0000000000aa",
        text="Darum ging es.",
        reply_to=event_of(talk, "Die erste Frage")["seq"],
    )
    customer.sees("Darum ging es.")
    customer.reloads()
    quote = customer.quote_in("Darum ging es.")
    expect(quote).to_have_accessible_name("Antwort auf Anna Berg: Die erste Frage")
    expect(customer.message("Die erste Frage")).to_have_count(0)
    quote.click()
    expect(customer.message("Die erste Frage")).to_be_in_viewport()
    expect(customer.message("Die erste Frage")).to_be_focused()


def test_a_message_is_copied_as_it_was_written(
    start_talk: StartTalk, server: RunningServer
) -> None:
    talk = start_talk(server, permissions=["clipboard-read", "clipboard-write"])
    text = "Zeile 1\n  http://example.com/ä?b=1 :) 😀"
    talk.technician.says_all(text)
    talk.customer.button_of(text, "Kopieren").click()
    expect(talk.customer.message(text).get_by_role("button", name="Kopiert")).to_be_visible()
    assert talk.customer.page.evaluate("navigator.clipboard.readText()") == text


def test_a_finger_taps_on_a_message_to_answer_it(
    start_talk: StartTalk, server: RunningServer
) -> None:
    talk = start_talk(server, **PHONE)
    customer = talk.customer
    talk.technician.says_all(ASKED)
    customer.sees(ASKED)
    answer = customer.message(ASKED).get_by_role("button", name="Antworten")
    expect(answer).to_have_count(0)
    customer.message(ASKED).locator(".text").tap()
    assert answer.evaluate("one => one.offsetHeight") >= 44
    customer.has_nothing_sticking_out()
    answer.tap()
    expect(customer.reply_bar).to_contain_text(ASKED)
    customer.has_nothing_sticking_out()
    customer.say("Vom Handy.")
    expect(customer.quote_in("Vom Handy.")).to_be_visible()


def test_the_keyboard_gets_to_each_message_and_what_can_be_done_with_it(asked: Talk) -> None:
    customer, press = asked.customer, asked.customer.page.keyboard.press
    customer.field.focus()
    customer.tabs_to(customer.log)
    press("Tab")
    expect(customer.message("Und ist Papier da?")).to_be_focused()
    press("ArrowUp")
    expect(customer.message(ASKED)).to_be_focused()
    press("Tab")
    expect(customer.message(ASKED).get_by_role("button", name="Antworten")).to_be_focused()
    press("Enter")
    expect(customer.reply_bar).to_contain_text(ASKED)
    customer.page.keyboard.type("Ohne Maus")
    press("Enter")
    expect(customer.quote_in("Ohne Maus")).to_be_visible()
    customer.tabs_to(customer.log)
    press("Tab")
    press("ArrowUp")
    press("Escape")
    expect(customer.field).to_be_focused()


def test_the_keyboard_gets_to_what_was_there_when_the_page_was_opened(asked: Talk) -> None:
    customer, press = asked.customer, asked.customer.page.keyboard.press
    customer.reloads()
    customer.field.focus()
    customer.tabs_to(customer.message("Und ist Papier da?"))
    press("ArrowUp")
    expect(customer.message(ASKED)).to_be_focused()
    press("Enter")
    expect(customer.reply_bar).to_contain_text(ASKED)


def test_a_finger_gets_to_what_was_there_when_the_page_was_opened(
    start_talk: StartTalk, server: RunningServer
) -> None:
    talk = start_talk(server, **PHONE)
    customer = talk.customer
    talk.technician.says_all(ASKED, "Und ist Papier da?")
    customer.sees("Und ist Papier da?")
    customer.reloads()
    expect(customer.message("Und ist Papier da?")).to_have_role("group")
    customer.message(ASKED).locator(".text").tap()
    customer.message(ASKED).get_by_role("button", name="Antworten").tap()
    expect(customer.reply_bar).to_contain_text(ASKED)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong_with_answers(
    start_talk: StartTalk, server: RunningServer, scheme: str
) -> None:
    talk = start_talk(server, color_scheme=scheme)
    talk.technician.says_all(ASKED)
    talk.customer.answers(ASKED)
    assert findings(talk.customer.page) == []
    talk.customer.say("Ja.")
    talk.customer.sees_state("Ja.", "gespeichert")
    talk.customer.answers("Ja.")
    talk.customer.button_of("Ja.", "Antworten").focus()
    assert findings(talk.customer.page) == []


def test_a_pointer_that_rests_on_a_message_before_all_is_there_finds_the_buttons(
    asked: Talk,
) -> None:
    arrive = asked.customer.has_late_scripts("answering_part.js")
    asked.customer.reloads()
    asked.customer.message(ASKED).hover()
    arrive()
    expect(asked.customer.message(ASKED).get_by_role("button", name="Antworten")).to_be_visible()


def test_nobody_answers_when_it_is_over_but_everybody_copies(asked: Talk) -> None:
    asked.customer.answers(ASKED)
    asked.technician.ends()
    asked.customer.sees_the_end()
    # With it the page is as it stays: nothing moves away beneath the pointer.
    expect(asked.customer.page.get_by_role("group", name="Wie war die Hilfe?")).to_be_visible()
    asked.customer.message(ASKED).hover()
    expect(asked.customer.message(ASKED).get_by_role("button", name="Kopieren")).to_be_visible()
    expect(asked.customer.message(ASKED).get_by_role("button", name="Antworten")).to_have_count(0)


def test_both_sides_read_what_is_answered(people: People, server: RunningServer) -> None:
    anna, max_ = people.technician(server), people.customer(server)
    anna.sign_in()
    max_.join_by_key(anna.start_session())
    max_.say("Mein Drucker druckt nicht.")
    anna.answers("Mein Drucker druckt nicht.")
    anna.say("Seit wann?")
    answered = "Mein Drucker druckt nicht."
    expect(max_.quote_in("Seit wann?")).to_have_accessible_name(f"Antwort auf Sie: {answered}")
    expect(anna.quote_in("Seit wann?")).to_have_accessible_name(f"Antwort auf Kunde: {answered}")
