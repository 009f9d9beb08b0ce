"""Canned replies: kept in a dialog, at hand in every chat by `/`."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.console.words import Caller, ConsoleTechnician
from tests.running_server import RunningServer

REPLIES = {
    "grüße": "Mit freundlichen Grüßen\nIhre {techniker}",
    "hallo": "Guten Tag {kunde}, womit kann ich helfen?",
    "neustart": "Bitte schalten Sie das Gerät aus und wieder ein.",
}


@pytest.fixture
def stocked(console_server: RunningServer) -> RunningServer:
    """The technician has three canned replies."""
    _status, answer = console_server.call("GET", "/replies", token=console_server.token)
    for reply in answer["replies"]:
        console_server.call("DELETE", f"/replies/{reply['id']}", token=console_server.token)
    for shortcut, text in REPLIES.items():
        body = {"shortcut": shortcut, "text": text}
        assert console_server.call("POST", "/replies", body, token=console_server.token)[0] == 201
    return console_server


@pytest.fixture
def chatting(stocked: RunningServer, technician: ConsoleTechnician) -> ConsoleTechnician:
    """The technician is in a chat with Maria Huber."""
    maria = Caller(stocked, technician.start_session(), "Maria Huber")
    maria.says("Hallo?")
    technician.sees("Hallo?")
    technician.field.focus()
    return technician


def options(technician: ConsoleTechnician) -> Locator:
    return technician.page.get_by_role("listbox", name="Textbausteine").get_by_role("option")


def dialog(technician: ConsoleTechnician) -> Locator:
    return technician.page.get_by_role("dialog", name="Textbausteine verwalten")


def button(technician: ConsoleTechnician, name: str) -> Locator:
    return dialog(technician).get_by_role("button", name=name, exact=True)


def has_chosen(technician: ConsoleTechnician, words: str) -> None:
    """For the eye and for screen readers: the field says which option it is."""
    chosen = options(technician).and_(technician.page.locator("[aria-selected=true]"))
    expect(chosen).to_contain_text(words)
    named = chosen.get_attribute("id")
    assert named
    expect(technician.field).to_have_attribute("aria-activedescendant", named)


def test_a_slash_opens_the_list_and_a_word_finds_the_reply(chatting: ConsoleTechnician) -> None:
    type_, press = chatting.page.keyboard.type, chatting.page.keyboard.press
    type_("/")
    expect(options(chatting)).to_have_count(4)
    has_chosen(chatting, "/grüße")
    chatting.finds_no_barrier()
    for typed in ("GRUESSE", "grusse", "freundlich"):
        chatting.field.fill("")
        type_(f"/{typed}")
        expect(options(chatting)).to_have_count(2)
        has_chosen(chatting, "/grüße")
    press("Enter")
    expect(options(chatting)).to_have_count(0)
    expect(chatting.field).to_have_value("Mit freundlichen Grüßen\nIhre Anna Berg")
    expect(chatting.field).to_be_focused()
    press("Enter")
    chatting.sees("Mit freundlichen Grüßen\nIhre Anna Berg")


def test_arrows_choose_and_names_are_filled_in(chatting: ConsoleTechnician) -> None:
    press = chatting.page.keyboard.press
    chatting.page.keyboard.type("/")
    has_chosen(chatting, "/grüße")
    press("ArrowDown")
    has_chosen(chatting, "/hallo")
    press("ArrowUp")
    press("ArrowUp")
    has_chosen(chatting, "Textbausteine verwalten")
    press("ArrowDown")
    press("ArrowDown")
    press("Tab")
    expect(chatting.field).to_have_value("Guten Tag Maria Huber, womit kann ich helfen?")
    expect(chatting.field).to_be_focused()


def test_escape_leaves_the_text_and_what_no_reply_has_is_sent(chatting: ConsoleTechnician) -> None:
    type_, press = chatting.page.keyboard.type, chatting.page.keyboard.press
    type_("/ha")
    has_chosen(chatting, "/hallo")
    press("Escape")
    expect(options(chatting)).to_have_count(0)
    expect(chatting.field).to_have_value("/ha")
    type_("us")
    expect(options(chatting)).to_have_count(0)
    press("Enter")
    chatting.sees("/haus")
    type_("/etc/hosts")
    expect(chatting.page.get_by_text("Kein Textbaustein passt dazu").first).to_be_visible()
    press("Enter")
    chatting.sees("/etc/hosts")
    type_("und/oder")
    expect(options(chatting)).to_have_count(0)


def test_a_click_inserts_and_looking_away_closes(chatting: ConsoleTechnician) -> None:
    chatting.page.keyboard.type("/")
    options(chatting).filter(has_text="/neustart").click()
    expect(chatting.field).to_have_value(REPLIES["neustart"])
    chatting.field.fill("/")
    expect(options(chatting)).to_have_count(4)
    chatting.log.click()
    expect(options(chatting)).to_have_count(0)
    expect(chatting.field).to_have_value("/")


def test_replies_are_kept_changed_searched_and_deleted(chatting: ConsoleTechnician) -> None:
    chatting.page.keyboard.type("/")
    chatting.page.keyboard.press("ArrowUp")
    chatting.page.keyboard.press("Enter")
    items = dialog(chatting).get_by_role("listitem")
    expect(items).to_have_count(3)
    chatting.finds_no_barrier()
    search = dialog(chatting).get_by_role("searchbox", name="Textbausteine durchsuchen")
    expect(search).to_be_focused()
    search.fill("gerat")
    expect(items).to_have_count(1)
    button(chatting, "/neustart bearbeiten").click()
    dialog(chatting).get_by_role("textbox", name="Kürzel").fill("Hallo")
    button(chatting, "Speichern").click()
    expect(dialog(chatting).get_by_role("alert")).to_contain_text("Dieses Kürzel ist vergeben")
    expect(dialog(chatting).get_by_role("textbox", name="Kürzel")).to_be_focused()
    chatting.finds_no_barrier()
    dialog(chatting).get_by_role("textbox", name="Kürzel").fill("Aus-an")
    button(chatting, "Speichern").click()
    expect(items).to_have_count(3)
    expect(button(chatting, "/aus-an bearbeiten")).to_be_focused()
    button(chatting, "/grüße löschen").click()
    question = chatting.page.get_by_role("dialog", name="Möchten Sie den Textbaustein löschen?")
    expect(question).to_contain_text("/grüße")
    question.get_by_role("button", name="Abbrechen").click()
    expect(items).to_have_count(3)
    button(chatting, "/grüße löschen").click()
    question.get_by_role("button", name="Löschen").click()
    expect(items).to_have_count(2)
    chatting.page.keyboard.press("Escape")
    expect(dialog(chatting)).to_be_hidden()
    chatting.field.fill("")
    chatting.field.press_sequentially("/")
    expect(options(chatting).locator(".picker-shortcut")).to_have_text(["/aus-an", "/hallo"])


def test_who_has_none_is_offered_three_to_begin_with(
    hire: Callable[..., ConsoleTechnician], console_server: RunningServer
) -> None:
    console_server.add_technician("ben@example.com", "Ben Neu")
    ben = hire(console_server)
    ben.sign_in("ben@example.com")
    ben.chooses("Textbausteine verwalten")
    expect(dialog(ben).get_by_text("Was Sie oft sagen, ist hier zur Hand")).to_be_visible()
    ben.finds_no_barrier()
    for shortcut in ("hallo", "moment", "neustart"):
        button(ben, f"/{shortcut} hinzufügen").click()
        expect(button(ben, f"/{shortcut} bearbeiten")).to_be_visible()
    expect(dialog(ben).get_by_text("Was Sie oft sagen, ist hier zur Hand")).to_be_hidden()
    button(ben, "Neuer Textbaustein").click()
    expect(dialog(ben).get_by_role("textbox", name="Kürzel")).to_be_focused()
    ben.page.keyboard.press("Escape")
    expect(button(ben, "Neuer Textbaustein")).to_be_focused()
    ben.page.keyboard.press("Escape")
    expect(dialog(ben)).to_be_hidden()


def test_more_of_them_than_there_is_room_for(
    chatting: ConsoleTechnician, stocked: RunningServer
) -> None:
    for number in range(12):
        body = {"shortcut": f"schritt-{number}", "text": f"Bitte machen Sie Schritt {number}."}
        assert stocked.call("POST", "/replies", body, token=stocked.token)[0] == 201
    chatting.reloads()
    chatting.field.fill("/")
    expect(options(chatting)).to_have_count(16)
    chatting.finds_no_barrier()
    options(chatting).last.click()
    search = dialog(chatting).get_by_role("searchbox", name="Textbausteine durchsuchen")
    place = search.bounding_box()
    search.fill("gerat")
    expect(dialog(chatting).get_by_role("listitem")).to_have_count(1)
    assert search.bounding_box() == place, "the field stays where one types"


def test_they_fit_on_a_phone(
    hire: Callable[..., ConsoleTechnician], stocked: RunningServer
) -> None:
    technician = hire(stocked, viewport={"width": 390, "height": 844}, color_scheme="dark")
    technician.sign_in()
    Caller(stocked, technician.start_session(), "Maria Huber").says("Hallo?")
    technician.sees("Hallo?")
    technician.field.fill("/")
    expect(options(technician)).to_have_count(4)
    technician.has_nothing_sticking_out()
    technician.finds_no_barrier()
    options(technician).last.click()
    expect(dialog(technician).get_by_role("listitem")).to_have_count(3)
    technician.has_nothing_sticking_out()
    technician.finds_no_barrier()
