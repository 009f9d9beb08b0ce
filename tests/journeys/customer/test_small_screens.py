"""The customer's pages on a phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.file_words import large_file, text_file
from tests.journeys.customer.people import People, StartTalk, Talk
from tests.journeys.customer.states import STATES, asked_whether_to_end, ended
from tests.running_server import RunningServer

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
NARROW = {"viewport": {"width": 320, "height": 568}}
LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenträgervereinsmitglied"
# Links within a sentence are as high as its lines; a file's link is as large as its bubble.
TOO_SMALL = """() => [...document.querySelectorAll("a, button, summary, [role^=menuitem], label")]
  .filter((one) => one.checkVisibility({ visibilityProperty: true }))
  .filter((one) => getComputedStyle(one).display !== "inline" && !one.matches(".file-link"))
  .filter((one) => Math.min(one.offsetWidth, one.offsetHeight) < 40)
  .map((one) => `${one.className} ${one.textContent.trim()}`)"""


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


def test_a_name_of_one_long_word_breaks(people: People, own_server: RunningServer) -> None:
    token = own_server.add_technician("lang@example.com", LONG)
    _status, session = own_server.call("POST", "/sessions", {}, token=token)
    customer = people.customer(own_server, **PHONE)
    customer.join_by_link(session["link"])
    customer.is_in_the_chat(session)
    customer.has_nothing_sticking_out()
    other = people.customer(own_server, **PHONE)
    other.join_by_link(session["link"])
    other.waits_to_be_let_in()
    other.has_nothing_sticking_out()
    customer.ends_the_session()
    customer.sees_the_end()
    customer.has_nothing_sticking_out()


def test_a_finger_hits_everything(start_talk: StartTalk, small_files_server: RunningServer) -> None:
    talk = start_talk(small_files_server, **PHONE)
    customer = talk.customer

    def finds_nothing_too_small() -> None:
        assert customer.page.evaluate(TOO_SMALL) == []

    talk.technician.says_all("Was steht auf dem Display?")
    customer.may_send_files()
    customer.sends_files(large_file("film.mp4", 2))
    customer.is_told_at_file("film.mp4", "zu groß")
    finds_nothing_too_small()
    customer.page.get_by_role("button", name="Ton und Benachrichtigungen").tap()
    expect(customer.page.get_by_role("menu")).to_be_visible()
    finds_nothing_too_small()
    customer.page.keyboard.press("Escape")
    customer.answers("Was steht auf dem Display?")
    finds_nothing_too_small()
    customer.sends_files(text_file("fehler.txt"))
    customer.sees_file_state("fehler.txt", "gespeichert")
    talk.technician.ends()
    expect(customer.page.locator(".end-files")).to_be_visible()
    customer.page.locator(".hash summary").tap()
    finds_nothing_too_small()
