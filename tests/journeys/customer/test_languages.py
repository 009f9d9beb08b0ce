"""German and English, as the browser asks or as the person chooses."""

import re

from playwright.sync_api import expect

from tests.journeys.customer.people import People, Talk
from tests.running_server import RunningServer
from tests.vocabulary import Customer


def test_english_browsers_read_english(people: People, server: RunningServer) -> None:
    session = server.start_session()
    customer = people.customer(server, locale="en-GB")
    customer.opens("/")
    expect(customer.page.locator("html")).to_have_attribute("lang", "en")
    expect(customer.page.get_by_role("heading")).to_have_text("Get help in a chat")
    customer.page.get_by_role("textbox", name="Support key").fill("1")
    customer.page.get_by_role("button", name="Join").click()
    customer.is_told("A support key has nine digits")
    customer.join_by_link(session["link"])
    customer.is_in_the_chat(session)
    expect(customer.page.get_by_text("Nobody sees your screen.")).to_be_visible()
    customer.say("Hello")
    customer.sees_state("Hello", "stored")
    expect(customer.message("Hello").locator(".time")).to_have_text(re.compile(r"^\d\d:\d\d$"))
    customer.page.get_by_role("button", name="End session").click()
    customer.page.get_by_role("dialog").get_by_role("button", name="End", exact=True).click()
    expect(customer.page.get_by_text("You ended the session at")).to_be_visible()


def test_the_language_can_be_changed_in_the_middle_of_the_chat(talk: Talk) -> None:
    customer = talk.customer
    customer.say("Bitte auf Englisch")
    customer.sees_state("Bitte auf Englisch", "gespeichert")
    customer.page.get_by_role("link", name="English").click()
    customer.is_in_the_chat(talk.session)
    customer.sees_state("Bitte auf Englisch", "stored")
    customer.page.get_by_role("link", name="Deutsch").click()
    customer.is_in_the_chat(talk.session)
    customer.sees_state("Bitte auf Englisch", "gespeichert")


def test_the_language_of_the_support_website_can_be_changed(customer: Customer) -> None:
    customer.opens("/")
    customer.page.get_by_role("link", name="English").click()
    expect(customer.page.get_by_role("heading")).to_have_text("Get help in a chat")
    customer.opens("/gibt-es-nicht")
    expect(customer.page.get_by_role("heading")).to_have_text("This page does not exist")
