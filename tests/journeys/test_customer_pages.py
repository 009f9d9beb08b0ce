"""Every page and state of the customer's: for all eyes, hands, languages and screens."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Request, expect

from tests.journeys.accessibility import findings
from tests.journeys.conftest import People, StartTalk, Talk
from tests.running_server import RunningServer
from tests.vocabulary import Customer

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
NARROW = {"viewport": {"width": 320, "height": 568}}


def with_much_in_it(talk: Talk) -> None:
    """Long words, lines, links, an unread one."""
    talk.customer.say("Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen" * 3)
    talk.technician.says_all("https://example.com/" + "sehr-lang/" * 30, "Zeile\n" * 20, "ok")
    talk.customer.sees("ok")


def while_typing(talk: Talk) -> None:
    talk.technician.types()
    expect(talk.customer.page.get_by_text("Anna Berg schreibt …")).to_be_visible()


def offline(talk: Talk) -> None:
    talk.customer.goes_offline()
    talk.customer.say("Unterwegs")
    expect(talk.customer.page.get_by_text("Keine Verbindung.")).to_be_visible()


def with_a_text_too_long(talk: Talk) -> None:
    talk.customer.field.fill("x" * 10_001)
    expect(talk.customer.page.get_by_text("1 Zeichen zu lang.")).to_be_visible()


def asked_whether_to_end(talk: Talk) -> None:
    talk.customer.page.get_by_role("button", name="Sitzung beenden").click()
    expect(talk.customer.page.get_by_role("dialog")).to_be_visible()


def ended(talk: Talk) -> None:
    offline(talk)
    talk.technician.ends()
    talk.customer.is_back_online()
    talk.customer.sees_the_end()


STATES = [with_much_in_it, while_typing, with_a_text_too_long, offline, asked_whether_to_end, ended]


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
    customer.page.get_by_role("button", name="Beitreten").tap()
    customer.is_in_the_chat(session)
    assert customer.font_size_of(customer.field) >= 16, "below, iOS zooms in"
    customer.field.tap()
    customer.page.keyboard.type("Vom Handy")
    customer.send_button.tap()
    customer.sees_state("Vom Handy", "gespeichert")


def test_everything_can_be_done_by_keyboard(customer: Customer, server: RunningServer) -> None:
    session = server.start_session()
    press = customer.page.keyboard.press
    customer.opens("/")
    customer.page.keyboard.type(session["key"])
    customer.tabs_to(customer.page.get_by_role("button", name="Beitreten"))
    press("Enter")
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
        style = element.evaluate(
            "e => [getComputedStyle(e).outlineStyle, getComputedStyle(e).boxShadow]"
        )
        assert style != ["none", "none"], element


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


def test_the_chat_is_there_after_three_requests(people: People, server: RunningServer) -> None:
    session = server.start_session()
    _status, joined = server.call("POST", "/join", {"key": session["key"]})
    customer = people.customer(server)
    customer.opens(joined["chat_url"])
    customer.is_in_the_chat(session)
    newcomer = people.customer(server)
    newcomer.context.add_cookies(customer.context.cookies())
    asked: list[str] = []

    def note(request: Request) -> None:
        if not request.url.endswith("favicon.svg"):
            asked.append(request.url)

    newcomer.page.on("request", note)
    newcomer.opens(f"/chat/{session['id']}")
    newcomer.is_in_the_chat(session)
    assert len(asked) <= 3, asked


def test_a_page_asks_nobody_but_its_own_server(talk: Talk) -> None:
    asked: list[str] = []
    talk.customer.context.on("request", lambda request: asked.append(request.url))
    talk.customer.reloads()
    talk.customer.opens("/")
    assert asked
    assert {url for url in asked if not url.startswith(talk.server.url)} == set()
