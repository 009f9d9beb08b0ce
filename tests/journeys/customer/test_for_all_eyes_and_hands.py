"""The customer's pages for who does not see well, or has no mouse."""

import pytest
from playwright.sync_api import expect

from tests.journeys.customer.accessibility import findings
from tests.journeys.customer.people import People, StartTalk, Talk
from tests.journeys.customer.states import (
    asked_whether_to_end,
    ended,
    offline,
    while_typing,
    with_a_text_too_long,
    with_much_in_it,
)
from tests.running_server import RunningServer
from tests.vocabulary import Customer


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_state_of_the_chat(
    start_talk: StartTalk, server: RunningServer, scheme: str
) -> None:
    talk = start_talk(server, color_scheme=scheme)
    found = {"empty": findings(talk.customer.page)}
    for state in (with_much_in_it, while_typing, with_a_text_too_long, asked_whether_to_end):
        state(talk)
        found[state.__name__] = findings(talk.customer.page)
    talk.customer.page.keyboard.press("Escape")
    talk.customer.field.fill("")
    for state in (offline, ended):
        state(talk)
        found[state.__name__] = findings(talk.customer.page)
    assert not any(found.values()), found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_ways_into_the_chat(
    people: People, server: RunningServer, scheme: str
) -> None:
    customer = people.customer(server, color_scheme=scheme)
    found: dict[str, list[str]] = {}

    def look(name: str) -> None:
        found[name] = findings(customer.page)

    customer.opens("/")
    look("support website")
    customer.join_by_key("12345")
    customer.is_told("neun Ziffern")
    look("support website with an error")
    customer.join_by_link("/j")
    customer.is_told("nicht vollständig")
    look("link that does not work")
    customer.opens("/chat/gibt-es-nicht")
    look("chat of somebody else")
    customer.opens("/gibt-es-nicht")
    look("page that does not exist")
    customer.opens("/login")
    look("sign-in")
    assert not any(found.values()), found


def test_everything_can_be_done_by_keyboard(customer: Customer, server: RunningServer) -> None:
    session = server.start_session()
    press = customer.page.keyboard.press
    customer.opens("/")
    expect(customer.key_field).to_be_focused()
    customer.page.keyboard.type(session["key"][:8])
    customer.tabs_to(customer.page.get_by_role("button", name="Beitreten"))
    press("Enter")
    customer.is_told("neun Ziffern")
    expect(customer.key_field).to_be_focused()
    press("End")
    customer.page.keyboard.type(session["key"][8:])
    customer.is_in_the_chat(session)
    expect(customer.field).to_be_focused()
    customer.page.keyboard.type("Ohne Maus")
    customer.tabs_to(customer.send_button)
    press("Space")
    customer.sees_state("Ohne Maus", "gespeichert")
    expect(customer.field).to_be_focused()
    customer.tabs_to(customer.log)
    customer.tabs_to(customer.page.get_by_role("button", name="Sitzung beenden"))
    press("Enter")
    expect(customer.page.get_by_role("dialog")).to_be_visible()
    customer.tabs_to(customer.page.get_by_role("button", name="Beenden", exact=True))
    press("Enter")
    customer.sees_the_end()


def test_focus_can_be_seen_wherever_it_is(talk: Talk) -> None:
    customer = talk.customer
    for element in (
        customer.field,
        customer.send_button,
        customer.page.get_by_role("button", name="Sitzung beenden"),
        customer.log,
    ):
        customer.tabs_to(element)
        focused = customer.page.screenshot()
        element.blur()
        assert focused != customer.page.screenshot(), element
