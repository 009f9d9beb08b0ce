"""A session of 10,000 messages opens like one that has just begun, and all of it is there."""

import pytest
from playwright.sync_api import Request, expect

from tests.journeys.customer.people import People, Talk
from tests.long_log import fill
from tests.vocabulary import Chatter

MANY = 10_000
SCREENFUL = 110  # the newest hundred, for all are new, and a little that happened


def opening(chatter: Chatter, path: str) -> tuple[int, int]:
    """Opens the page; gives how often it asked for events, and how many messages it drew."""
    asked: list[Request] = []
    chatter.page.on("request", lambda request: asked.append(request))
    chatter.opens(path)
    chatter.is_connected()
    return (
        sum("/events?" in request.url for request in asked),
        chatter.log.locator(".message").count(),
    )


@pytest.fixture
def long_talk(own_talk: Talk) -> Talk:
    """The customer closed the page, and 10,000 messages were said."""
    own_talk.customer.leaves_the_page()
    own_talk.technicians_leave()
    fill(own_talk.server, own_talk.session["id"], MANY)
    return own_talk


def test_the_customer_opens_it_with_no_request_more_and_no_message_more(long_talk: Talk) -> None:
    customer = long_talk.customer
    requests, messages = opening(customer, f"/chat/{long_talk.session['id']}")
    assert requests == 0, "older ones come only when somebody scrolls"
    assert messages <= SCREENFUL
    expect(customer.message(f"Nachricht {MANY:06d}")).to_be_in_viewport()
    expect(customer.log.locator(".new-line")).to_have_count(0)


def test_older_ones_come_page_by_page_and_move_nothing(long_talk: Talk) -> None:
    customer = long_talk.customer
    opening(customer, f"/chat/{long_talk.session['id']}")
    for _page in range(5):
        before = customer.log.locator(".message").count()
        customer.log.evaluate("log => log.scrollTop = 400")
        text, place = customer.first_message_in_view()
        expect(customer.log.locator(".message")).not_to_have_count(before)
        text_now, place_now = customer.first_message_in_view()
        assert (text_now, place_now) == (text, pytest.approx(place, abs=2))
    assert customer.log.locator(".message").count() <= SCREENFUL + 500
    said = customer.log.locator(".message .text").all_text_contents()
    assert said == [f"Nachricht {MANY - place:06d}" for place in reversed(range(len(said)))]
    customer.page.get_by_role("button", name="Zur neuesten Nachricht").click()
    expect(customer.message(f"Nachricht {MANY:06d}")).to_be_in_viewport()


def test_the_technician_opens_it_as_lightly(long_talk: Talk, people: People) -> None:
    anna = people.technician(long_talk.server)
    anna.sign_in()
    requests, messages = opening(anna, f"/console#{long_talk.session['id']}")
    assert requests <= 1, "how the customer came stands at the beginning"
    assert messages <= SCREENFUL
    expect(anna.message(f"Nachricht {MANY:06d}")).to_be_in_viewport()


def test_what_is_said_now_arrives_as_ever(long_talk: Talk) -> None:
    customer = long_talk.customer
    opening(customer, f"/chat/{long_talk.session['id']}")
    technician = long_talk.technician_again()
    technician.says_all("Noch da?")
    customer.sees("Noch da?")
    customer.say("Aber ja.")
    customer.sees_state("Aber ja.", "gespeichert")
