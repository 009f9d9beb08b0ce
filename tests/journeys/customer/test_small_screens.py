"""The customer's pages on a phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.customer.people import People, StartTalk, Talk
from tests.journeys.customer.states import STATES, asked_whether_to_end, ended
from tests.running_server import RunningServer

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
NARROW = {"viewport": {"width": 320, "height": 568}}


@pytest.mark.parametrize("screen", [PHONE, NARROW], ids=["phone", "narrow"])
@pytest.mark.parametrize("state", STATES)
def test_nothing_sticks_out_on_a_phone(
    start_talk: StartTalk,
    server: RunningServer,
    screen: dict[str, object],
    state: Callable[[Talk], None],
) -> None:
    talk = start_talk(server, **screen)
    state(talk)
    talk.customer.has_nothing_sticking_out()
    if state not in (ended, asked_whether_to_end):
        expect(talk.customer.field).to_be_in_viewport(ratio=1)
        expect(talk.customer.send_button).to_be_in_viewport(ratio=1)
    if state is ended:
        expect(talk.customer.page.locator(".ending")).to_be_in_viewport(ratio=1)


def test_a_phone_finds_its_way_in_without_sideways_scrolling_or_zoom(
    people: People, server: RunningServer
) -> None:
    session = server.start_session()
    customer = people.customer(server, **PHONE)
    customer.opens("/")
    customer.has_nothing_sticking_out()
    expect(customer.page.get_by_role("button", name="Beitreten")).to_be_in_viewport(ratio=1)
    expect(customer.key_field).to_have_attribute("inputmode", "numeric")
    assert customer.font_size_of(customer.key_field) >= 16, "below, iOS zooms in"
    customer.key_field.tap()
    customer.page.keyboard.type(session["key"])
    customer.is_in_the_chat(session)
    assert customer.font_size_of(customer.field) >= 16, "below, iOS zooms in"
    customer.field.tap()
    customer.page.keyboard.type("Vom Handy")
    customer.send_button.tap()
    customer.sees_state("Vom Handy", "gespeichert")
