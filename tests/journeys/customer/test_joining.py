"""How a customer comes into the chat, and what they read where they can't."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.journeys.customer.people import People
from tests.running_server import RunningServer, running_server
from tests.vocabulary import Customer


@pytest.fixture(scope="module")
def hasty_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A server whose keys are good for a moment only."""
    home = tmp_path_factory.mktemp("hasty")
    with running_server(home, BEISTAND_KEY_MINUTES="0.005") as running:
        yield running


@pytest.mark.parametrize(
    "spelling",
    ["{0}{1}{2}", "{0} {1} {2}", "{0}-{1}-{2}", "  {0}  {1}-{2} ", "{0}.{1}.{2}"],
)
def test_the_key_in_any_spelling_opens_the_chat(
    customer: Customer, server: RunningServer, spelling: str
) -> None:
    session = server.start_session()
    key = session["key"]
    customer.join_by_key(spelling.format(key[:3], key[3:6], key[6:]))
    customer.is_in_the_chat(session)
    expect(customer.page.get_by_role("heading", name="Anna Berg")).to_be_visible()
    expect(customer.page.get_by_text("Niemand sieht Ihren Bildschirm.")).to_be_visible()


def test_digits_are_grouped_while_they_are_typed_and_mended(customer: Customer) -> None:
    customer.opens("/")
    expect(customer.key_field).to_be_focused()
    customer.page.keyboard.type("12345678")
    expect(customer.key_field).to_have_value("123 456 78")
    for _ in range(4):
        customer.page.keyboard.press("ArrowLeft")
    customer.page.keyboard.press("Backspace")
    customer.page.keyboard.type("0")
    expect(customer.key_field).to_have_value("123 406 78")


def test_at_nine_digits_one_joins_without_pressing_anything(
    customer: Customer, server: RunningServer
) -> None:
    session = server.start_session()
    customer.opens("/")
    expect(customer.key_field).to_be_focused()
    customer.page.keyboard.type(session["key"])
    expect(customer.page.get_by_role("status")).to_have_text(
        "Der Schlüssel ist vollständig. Sie treten bei …"
    )
    customer.is_in_the_chat(session)


def test_a_refused_key_is_not_tried_again_unasked(
    customer: Customer, server: RunningServer
) -> None:
    session = server.start_session()
    customer.page.clock.install()
    customer.opens("/")
    asked: list[str] = []
    customer.page.on("request", lambda request: asked.append(request.method))
    wrong = f"{(int(session['key']) + 1) % 10**9:09d}"
    customer.key_field.fill(wrong)
    customer.page.clock.run_for(1000)
    customer.is_told("Diesen Supportschlüssel gibt es nicht")
    customer.key_field.fill(wrong[:8])
    customer.key_field.fill(wrong)
    customer.page.clock.run_for(5000)
    assert asked.count("POST") == 1
    customer.page.get_by_role("button", name="Beitreten").click()
    customer.is_told("Diesen Supportschlüssel gibt es nicht")
    assert asked.count("POST") == 2
    customer.key_field.fill(session["key"])
    expect(customer.page.get_by_role("alert").filter(visible=True)).to_have_count(0)
    customer.page.clock.run_for(1000)
    customer.page.wait_for_url("**/chat/*")


def test_a_key_is_taken_out_of_the_text_it_was_sent_in(
    people: People, server: RunningServer
) -> None:
    session = server.start_session()
    customer = people.customer(server, permissions=["clipboard-read", "clipboard-write"])
    customer.opens("/")
    key = session["key"]
    text = f"Ihr Schlüssel: {key[:3]}-{key[3:6]}-{key[6:]}\n2 Minuten noch, Tel. 0151 2345678"
    customer.page.evaluate("text => navigator.clipboard.writeText(text)", text)
    customer.key_field.press("ControlOrMeta+v")
    expect(customer.key_field).to_have_value(f"{key[:3]} {key[3:6]} {key[6:]}")
    customer.is_in_the_chat(session)


def test_digits_typed_before_the_field_has_the_keyboard_are_not_lost(customer: Customer) -> None:
    customer.opens("/")
    expect(customer.key_field).to_be_focused()
    customer.key_field.blur()
    customer.page.keyboard.type("1234")
    expect(customer.key_field).to_have_value("123 4")


def test_the_support_website_remembers_nothing(customer: Customer, server: RunningServer) -> None:
    session = server.start_session()
    customer.join_by_key(session["key"])
    customer.is_in_the_chat(session)
    customer.page.go_back()
    expect(customer.key_field).to_have_value("")
    customer.key_field.fill("1234")
    customer.reloads()
    expect(customer.key_field).to_have_value("")
    stored = "Object.keys(localStorage).concat(Object.keys(sessionStorage)).join()"
    assert session["key"] not in customer.page.evaluate(stored)


def test_enter_in_the_key_field_joins(customer: Customer, server: RunningServer) -> None:
    session = server.start_session()
    customer.opens("/")
    customer.page.keyboard.type(session["key"])
    customer.page.keyboard.press("Enter")
    customer.is_in_the_chat(session)


def test_who_presses_the_button_twice_joins_once(customer: Customer, server: RunningServer) -> None:
    session = server.start_session()
    asked: list[str] = []
    customer.page.on("request", lambda request: asked.append(request.url))
    customer.opens("/")
    customer.key_field.fill(session["key"])
    customer.page.get_by_role("button", name="Beitreten").dblclick()
    customer.is_in_the_chat(session)
    assert [url for url in asked if url.endswith("/join")] == [f"{server.url}/api/v1/join"]


def test_who_is_faster_than_the_script_does_not_put_the_key_into_the_address(
    customer: Customer, server: RunningServer
) -> None:
    session = server.start_session()
    arrive = customer.has_late_scripts()
    customer.opens("/")
    customer.key_field.fill(session["key"])
    customer.key_field.press("Enter")
    arrive()
    customer.page.get_by_role("button", name="Beitreten").click()
    customer.is_in_the_chat(session)


def test_the_link_opens_the_chat(customer: Customer, server: RunningServer) -> None:
    session = server.start_session()
    customer.join_by_link(session["link"])
    customer.is_in_the_chat(session)


def test_going_back_from_the_chat_does_not_lead_into_the_link_again(
    customer: Customer, server: RunningServer
) -> None:
    session = server.start_session()
    customer.opens("/")
    customer.join_by_link(session["link"])
    customer.is_in_the_chat(session)
    customer.page.go_back()
    expect(customer.key_field).to_be_visible()


def test_who_goes_back_from_the_chat_can_join_again(
    customer: Customer, server: RunningServer
) -> None:
    session = server.start_session()
    customer.join_by_key(session["key"])
    customer.is_in_the_chat(session)
    customer.page.go_back()
    customer.key_field.fill(session["key"])
    customer.page.get_by_role("button", name="Beitreten").click()
    customer.is_in_the_chat(session)


def test_a_wrong_key_is_said_and_stays_to_be_mended(
    customer: Customer, server: RunningServer
) -> None:
    session = server.start_session()
    wrong = f"{(int(session['key']) + 1) % 10**9:09d}"
    customer.join_by_key(wrong)
    customer.is_told("Diesen Supportschlüssel gibt es nicht", "prüfen Sie die neun Ziffern")
    expect(customer.key_field).to_have_value(f"{wrong[:3]} {wrong[3:6]} {wrong[6:]}")
    expect(customer.key_field).to_be_focused()
    customer.page.keyboard.type(session["key"])
    customer.page.keyboard.press("Enter")
    customer.is_in_the_chat(session)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("12345678", "neun Ziffern"),
        ("1234567890", "neun Ziffern"),
        ("12345678o", "nur Ziffern"),
        ("", "Bitte geben Sie den Supportschlüssel ein"),
    ],
)
def test_what_is_no_key_is_explained(customer: Customer, typed: str, said: str) -> None:
    customer.join_by_key(typed)
    customer.is_told(said)
    expect(customer.key_field).to_have_attribute("aria-invalid", "true")
    customer.key_field.press_sequentially("1")
    expect(customer.key_field).to_have_attribute("aria-invalid", "false")


def test_an_ended_session_admits_nobody(customer: Customer, server: RunningServer) -> None:
    session = server.start_session()
    server.call("POST", f"/sessions/{session['id']}/end", token=server.token)
    customer.join_by_key(session["key"])
    customer.is_told("Diese Sitzung ist beendet", "um einen neuen Schlüssel")
    customer.join_by_link(session["link"])
    customer.is_told("Diese Sitzung ist beendet")


def test_an_expired_key_admits_nobody(people: People, hasty_server: RunningServer) -> None:
    session = hasty_server.start_session()
    customer = people.customer(hasty_server)
    customer.opens("/")
    customer.page.wait_for_function(
        "expires => Date.now() > Date.parse(expires)", arg=session["key_expires_at"]
    )
    customer.key_field.fill(session["key"])
    customer.page.get_by_role("button", name="Beitreten").click()
    customer.is_told("Dieser Supportschlüssel ist abgelaufen", "um einen neuen Schlüssel")
    customer.join_by_link(session["link"])
    customer.is_told("abgelaufen")


def test_half_a_link_leads_to_the_key_field(customer: Customer) -> None:
    customer.join_by_link("/j")
    customer.is_told("nicht vollständig")
    customer.page.get_by_role("link", name="Supportschlüssel eingeben").click()
    expect(customer.key_field).to_be_visible()


def test_a_link_that_nobody_sent_is_refused(customer: Customer) -> None:
    customer.join_by_link("/j#dies-ist-kein-link")
    customer.is_told("Diesen Link gibt es nicht")


def test_the_same_browser_comes_back_by_key_and_by_link(
    customer: Customer, server: RunningServer
) -> None:
    session = server.start_session()
    customer.join_by_link(session["link"])
    customer.is_in_the_chat(session)
    customer.say("Ich bin es.")
    customer.sees_state("Ich bin es.", "gespeichert")
    customer.join_by_link(session["link"])
    customer.is_in_the_chat(session)
    customer.join_by_key(session["key"])
    customer.is_in_the_chat(session)
    customer.sees_messages("Ich bin es.")


def test_the_chat_address_of_a_program_opens_one_browser(
    people: People, customer: Customer, server: RunningServer
) -> None:
    session = server.start_session()
    _status, joined = server.call("POST", "/join", {"key": session["key"]})
    customer.opens(joined["chat_url"])
    customer.is_in_the_chat(session)
    other = people.customer(server)
    other.opens(joined["chat_url"])
    other.is_told("Dieser Chat wurde schon geöffnet")
    expect(other.page.get_by_role("log")).to_have_count(0)


def test_a_stranger_with_the_address_of_a_chat_sees_nothing_of_it(
    people: People, customer: Customer, server: RunningServer
) -> None:
    session = server.start_session()
    customer.join_by_link(session["link"])
    customer.is_in_the_chat(session)
    stranger = people.customer(server)
    stranger.opens(f"/chat/{session['id']}")
    expect(stranger.page.get_by_role("heading")).to_have_text(
        "Dieser Chat ist in diesem Browser nicht offen"
    )
    expect(stranger.page.get_by_text("Anna Berg")).to_have_count(0)


def test_who_can_not_reach_the_server_keeps_the_key_and_tries_again(
    customer: Customer, server: RunningServer
) -> None:
    session = server.start_session()
    customer.opens("/")
    customer.key_field.fill(session["key"])
    customer.goes_offline()
    customer.page.get_by_role("button", name="Beitreten").click()
    customer.is_told("nicht erreichbar", "Internetverbindung")
    customer.is_back_online()
    customer.page.get_by_role("button", name="Beitreten").click()
    customer.is_in_the_chat(session)


def test_who_guesses_too_often_is_told_to_wait(people: People, own_server: RunningServer) -> None:
    session = own_server.start_session()
    for number in range(20):
        own_server.call("POST", "/join", {"key": f"{number:09d}"})
    customer = people.customer(own_server)
    customer.join_by_key(session["key"])
    customer.is_told("Zu viele Versuche", "Sekunden")
    customer.join_by_link(session["link"])
    customer.is_told("Zu viele Versuche")
    expect(customer.page.get_by_role("button", name="Noch einmal versuchen")).to_be_visible()


def test_a_link_opened_without_a_network_can_be_tried_again(
    customer: Customer, server: RunningServer
) -> None:
    session = server.start_session()
    customer.context.route("**/api/v1/join", lambda route: route.abort())
    customer.join_by_link(session["link"])
    customer.is_told("Der Server ist nicht erreichbar")
    customer.context.unroute_all()
    customer.page.get_by_role("button", name="Noch einmal versuchen").click()
    customer.is_in_the_chat(session)
