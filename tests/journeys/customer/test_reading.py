"""A long conversation: it opens at its end, and the beginning is there for who scrolls."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys.customer.people import Talk

SAID = [f"Nachricht {number:03d}" for number in range(1, 251)]


@pytest.fixture
def long_talk(talk: Talk) -> Talk:
    """250 messages, and the customer opens the page anew."""
    talk.technician.says_all(*SAID)
    talk.customer.sees(SAID[-1])
    talk.customer.reloads()
    talk.customer.is_connected()
    return talk


def test_live_messages_keep_who_is_at_the_end_at_the_end(talk: Talk) -> None:
    talk.technician.says_all(*SAID)
    expect(talk.customer.message(SAID[-1])).to_be_in_viewport()
    talk.customer.sees_messages(*SAID)


def test_a_long_chat_opens_at_its_end_with_what_is_recent(long_talk: Talk) -> None:
    expect(long_talk.customer.message(SAID[-1])).to_be_in_viewport()
    expect(long_talk.customer.message(SAID[0])).to_have_count(0)


def test_older_messages_come_as_one_scrolls_up_each_once(long_talk: Talk) -> None:
    customer = long_talk.customer
    while not customer.message(SAID[0]).count():
        customer.scroll_up()
    customer.sees_messages(*SAID)
    expect(customer.page.get_by_text("Ältere Nachrichten werden geladen …")).to_be_hidden()


def test_what_one_reads_stays_in_its_place_while_older_messages_come(long_talk: Talk) -> None:
    customer = long_talk.customer
    before = customer.log.locator(".message").count()
    customer.log.evaluate("log => log.scrollTop = 500")
    text, place = customer.first_message_in_view()
    expect(customer.log.locator(".message")).not_to_have_count(before)
    text_now, place_now = customer.first_message_in_view()
    assert (text_now, place_now) == (text, pytest.approx(place, abs=2))


def test_new_messages_do_not_move_what_one_reads(long_talk: Talk) -> None:
    customer = long_talk.customer
    customer.scroll_up()
    text, place = customer.first_message_in_view()
    long_talk.technician.says_all("Etwas Neues", "und noch etwas")
    expect(customer.page.get_by_role("button", name="2 neue Nachrichten")).to_be_visible()
    text_now, place_now = customer.first_message_in_view()
    assert (text_now, place_now) == (text, pytest.approx(place, abs=2))
    customer.say("Ich antworte.")
    expect(customer.message("Ich antworte.")).to_be_in_viewport()


def test_messages_stand_under_the_day_they_were_said_on(talk: Talk) -> None:
    customer = talk.customer
    talk.technician.says_all("Bis morgen!")
    days = customer.log.locator(".day:not([hidden])")
    expect(days).to_have_text(["Heute"])
    customer.page.clock.set_system_time(datetime.now(UTC) + timedelta(days=1))
    customer.reloads()
    customer.sees("Bis morgen!")
    expect(days).to_have_text(["Gestern"])
