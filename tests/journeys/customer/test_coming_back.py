"""Reload, lost network, dead server, another tab: the chat comes back, with everything in it."""

import time

from playwright.sync_api import expect

from tests.journeys.customer.people import People, Talk
from tests.running_server import RunningServer

BACK_WITHIN = 5.0
OFFLINE = "Keine Verbindung."


def test_a_reload_shows_the_same_chat(talk: Talk) -> None:
    talk.customer.say("Eins")
    talk.technician.hears("Eins")
    talk.technician.says_all("Zwei")
    talk.customer.sees("Zwei")
    talk.customer.reloads()
    talk.customer.is_in_the_chat(talk.session)
    talk.customer.sees_messages("Eins", "Zwei")
    talk.customer.sees("Sie sind jetzt im Chat.")
    talk.customer.say("Drei")
    talk.technician.hears("Drei")


def test_half_a_message_is_still_there_after_a_reload(talk: Talk) -> None:
    talk.customer.field.fill("Ich wollte gerade")
    talk.customer.reloads()
    expect(talk.customer.field).to_have_value("Ich wollte gerade")
    talk.customer.field.press("Enter")
    talk.technician.hears("Ich wollte gerade")
    talk.customer.reloads()
    talk.customer.is_connected()
    expect(talk.customer.field).to_have_value("")


def test_what_is_written_offline_is_sent_once_and_in_order_when_the_network_is_back(
    talk: Talk,
) -> None:
    customer = talk.customer
    customer.say("Vorher")
    customer.sees_state("Vorher", "gespeichert")
    customer.goes_offline()
    expect(customer.page.get_by_text(OFFLINE)).to_be_visible()
    for text in ("Im Tunnel 1", "Im Tunnel 2"):
        customer.say(text)
        customer.sees_state(text, "wird gesendet")
    talk.technician.says_all("Sind Sie noch da?")
    customer.is_back_online()
    customer.sees("Sind Sie noch da?")
    for text in ("Im Tunnel 1", "Im Tunnel 2"):
        customer.sees_state(text, "gespeichert")
    expect(customer.page.get_by_text(OFFLINE)).to_be_hidden()
    talk.technician.hears("Im Tunnel 2")
    said = ["Vorher", "Sind Sie noch da?", "Im Tunnel 1", "Im Tunnel 2"]
    assert talk.technician.heard() == said
    customer.sees_messages(*said)


def test_what_is_written_offline_outlives_a_reload(own_talk: Talk) -> None:
    customer, server = own_talk.customer, own_talk.server
    server.stop()
    expect(customer.page.get_by_text(OFFLINE)).to_be_visible()
    customer.say("Geht nicht verloren 1")
    customer.say("Geht nicht verloren 2")
    customer.sees_state("Geht nicht verloren 2", "wird gesendet")
    customer.leaves_the_page()
    server.start()
    customer.opens(f"/chat/{own_talk.session['id']}")
    customer.sees_state("Geht nicht verloren 2", "gespeichert")
    customer.sees_messages("Geht nicht verloren 1", "Geht nicht verloren 2")
    technician = own_talk.technician_again()
    technician.hears("Geht nicht verloren 2")
    assert technician.heard() == ["Geht nicht verloren 1", "Geht nicht verloren 2"]
    customer.reloads()
    customer.sees_messages("Geht nicht verloren 1", "Geht nicht verloren 2")


def test_a_lost_acknowledgement_does_not_double_a_message(talk: Talk) -> None:
    customer = talk.customer
    customer.loses_answers_of_the_server()
    customer.say("Nur einmal")
    talk.technician.hears("Nur einmal")
    customer.sees_state("Nur einmal", "wird gesendet")
    customer.reloads()
    customer.sees_state("Nur einmal", "gespeichert")
    customer.sees_messages("Nur einmal")
    talk.technician.says_all("Angekommen.")
    assert talk.technician.heard() == ["Nur einmal", "Angekommen."]


def test_both_are_back_by_themselves_within_five_seconds_of_the_servers_return(
    people: People, own_server: RunningServer
) -> None:
    anna, max_ = people.technician(own_server), people.customer(own_server)
    anna.sign_in()
    max_.join_by_key(anna.start_session())
    max_.say("Vor dem Absturz")
    anna.sees("Vor dem Absturz")
    own_server.kill()
    max_.say("Während des Absturzes")
    anna.say("Auch währenddessen")
    max_.sees_state("Während des Absturzes", "wird gesendet")
    for person in (anna, max_):
        expect(person.page.get_by_text(OFFLINE).filter(visible=True)).to_be_visible()
    own_server.start()
    returned = time.monotonic()
    max_.sees("Auch währenddessen")
    anna.sees("Während des Absturzes")
    assert time.monotonic() - returned < BACK_WITHIN
    max_.say("Nach dem Absturz")
    anna.sees("Nach dem Absturz")
    said = max_.log.locator(".message .text").all_inner_texts()
    assert sorted(said[1:3]) == ["Auch währenddessen", "Während des Absturzes"]
    assert [said[0], *said[3:]] == ["Vor dem Absturz", "Nach dem Absturz"]
    anna.sees_messages(*said)
    for person in (anna, max_):
        expect(person.page.get_by_text(OFFLINE).filter(visible=True)).to_have_count(0)


def test_a_short_interruption_is_not_worth_a_word(own_talk: Talk) -> None:
    customer = own_talk.customer
    customer.page.evaluate(
        """() => {
            const words = document.querySelector(".connection-bar span");
            window.said = [];
            new MutationObserver(() => window.said.push(words.textContent)).observe(
                words, {childList: true});
        }"""
    )
    customer.goes_offline()
    customer.is_back_online()
    own_talk.technician.says_all("Kurz weg?")
    customer.sees("Kurz weg?")
    assert "".join(customer.page.evaluate("window.said")) == ""


def test_a_second_tab_shows_and_sends_the_same(talk: Talk) -> None:
    customer = talk.customer
    customer.say("Aus dem ersten")
    customer.sees_state("Aus dem ersten", "gespeichert")
    first = customer.page
    customer.opens_another_tab()
    customer.is_in_the_chat(talk.session)
    customer.say("Aus dem zweiten")
    for _ in range(2):
        customer.sees_messages("Aus dem ersten", "Aus dem zweiten")
        customer.sees_state("Aus dem zweiten", "gespeichert")
        customer.page = first
    talk.technician.says_all("An beide")
    assert talk.technician.heard() == ["Aus dem ersten", "Aus dem zweiten", "An beide"]


def test_two_tabs_that_were_offline_send_each_message_once(talk: Talk) -> None:
    customer = talk.customer
    first = customer.page
    customer.opens_another_tab()
    customer.is_in_the_chat(talk.session)
    second = customer.page
    customer.goes_offline()
    customer.say("Im zweiten geschrieben")
    customer.page = first
    customer.sees_state("Im zweiten geschrieben", "wird gesendet")
    customer.say("Im ersten geschrieben")
    customer.is_back_online()
    for page in (first, second):
        customer.page = page
        customer.sees_state("Im ersten geschrieben", "gespeichert")
        customer.sees_messages("Im zweiten geschrieben", "Im ersten geschrieben")
    talk.technician.says_all("Je einmal.")
    assert talk.technician.heard() == [
        "Im zweiten geschrieben",
        "Im ersten geschrieben",
        "Je einmal.",
    ]
