"""Inviting by SMS from the console, through a real gateway, and where there is none."""

from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, unquote

import pytest
from playwright.sync_api import expect

from tests.journeys.console.words import Caller, ConsoleTechnician
from tests.journeys.customer.people import People
from tests.running_server import RunningServer, running_server
from tests.sms_gateway import SmsGateway, sms_gateway

TYPED, SHOWN, MASKED = "0151 23456778", "+49 1512 3456778", "+49 151 ••••78"


@pytest.fixture(scope="module")
def shared_gateway() -> Iterator[SmsGateway]:
    with sms_gateway() as running:
        yield running


@pytest.fixture(scope="module")
def quiet_server(
    shared_gateway: SmsGateway, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningServer]:
    """The server of this file's tests has a gateway."""
    settings = {
        "BEISTAND_SMS_URL": shared_gateway.url,
        "BEISTAND_ORGANISATION": "Musterhaus IT",
        "BEISTAND_SMS_PER_HOUR": "1000",
    }
    with running_server(tmp_path_factory.mktemp("sms") / "home", **settings) as running:
        yield running


@pytest.fixture
def gateway(shared_gateway: SmsGateway) -> SmsGateway:
    shared_gateway.reset()
    return shared_gateway


def test_the_number_is_confirmed_in_international_form(
    gateway: SmsGateway, technician: ConsoleTechnician
) -> None:
    technician.start_session()
    technician.sends_sms(TYPED)
    expect(technician.sms_dialog.get_by_text(SHOWN, exact=True)).to_be_visible()
    expect(technician.number_field).to_be_hidden()
    technician.finds_no_barrier()
    technician.sms_dialog.get_by_role("button", name="Fertig").click()
    expect(technician.sms_dialog).to_be_hidden()
    assert [number for number, _text in gateway.sent] == ["4915123456778"]
    expect(technician.invited).to_contain_text([f"SMS an {MASKED}"])
    expect(technician.invited).to_contain_text(["gesendet"])


def test_the_customer_comes_by_the_sms_and_the_technician_reads_so(
    gateway: SmsGateway, technician: ConsoleTechnician, people: People, quiet_server: RunningServer
) -> None:
    technician.start_session()
    technician.sends_sms(TYPED)
    technician.sms_dialog.get_by_role("button", name="Fertig").click()
    expect(technician.sms_dialog).to_be_hidden()
    customer = people.customer(quiet_server)
    customer.join_by_link(gateway.link())
    customer.is_connected()
    technician.has_customer("Kunde")
    expect(technician.invited).to_have_count(0)
    technician.page.get_by_text("Einladungen", exact=True).click()
    expect(technician.invited).to_contain_text(["geöffnet"])
    expect(technician.invited).to_contain_text(["beigetreten"])


def test_while_one_types_the_number_is_read_back(
    gateway: SmsGateway, technician: ConsoleTechnician
) -> None:
    technician.start_session()
    technician.page.get_by_role("button", name="SMS senden").click()
    expect(technician.number_field).to_be_focused()
    expect(technician.number_field).to_have_accessible_description(
        "Ohne Ländervorwahl gilt: Deutschland."
        " Für andere Länder beginnen Sie mit der Vorwahl, wie +43."
    )
    technician.page.keyboard.type("+43 664 1234567")
    expect(technician.sms_dialog.get_by_text("+43 664 1234567 · Österreich")).to_be_visible()
    technician.page.keyboard.press("Backspace")
    expect(technician.sms_dialog.get_by_text("Österreich")).to_be_hidden()
    assert gateway.sent == []


@pytest.mark.parametrize(
    ("typed", "words"), [("030 1234567", "keine Mobiltelefonnummer"), ("12", "01512 3456789")]
)
def test_a_wrong_number_is_explained_and_stays(
    gateway: SmsGateway, technician: ConsoleTechnician, typed: str, words: str
) -> None:
    technician.start_session()
    technician.sends_sms(typed)
    expect(technician.sms_dialog.get_by_role("alert")).to_contain_text(words)
    expect(technician.number_field).to_have_value(typed)
    expect(technician.number_field).to_be_focused()
    expect(technician.number_field).to_have_attribute("aria-invalid", "true")
    technician.finds_no_barrier()
    technician.number_field.fill(TYPED)
    expect(technician.sms_dialog.get_by_role("alert")).to_be_hidden()
    technician.page.keyboard.press("Enter")
    expect(technician.sms_dialog.get_by_role("button", name="Fertig")).to_be_focused()


def test_what_the_gateway_refused_is_said_and_can_be_sent_again(
    gateway: SmsGateway, technician: ConsoleTechnician
) -> None:
    technician.start_session()
    gateway.answers, gateway.says = [402], b'{"error": "credit used up"}'
    technician.sends_sms(TYPED)
    alert = technician.sms_dialog.get_by_role("alert")
    expect(alert).to_contain_text("402 Payment Required: credit used up")
    expect(technician.number_field).to_have_value(TYPED)
    technician.sms_dialog.get_by_role("button", name="Abbrechen").click()
    expect(technician.invited).to_contain_text(["credit used up"])
    technician.finds_no_barrier()
    gateway.reset()
    technician.page.get_by_role("button", name="Erneut senden").click()
    expect(technician.number_field).to_have_value(TYPED)
    technician.page.keyboard.press("Enter")
    expect(technician.sms_dialog.get_by_text(SHOWN, exact=True)).to_be_visible()
    expect(technician.page.locator(".invited li")).to_have_count(2)


def test_while_the_gateway_thinks_the_console_works_on(
    gateway: SmsGateway, technician: ConsoleTechnician
) -> None:
    technician.start_session()
    gateway.goes_on.clear()
    technician.sends_sms(TYPED)
    expect(technician.sms_dialog.get_by_text("Wird gesendet …")).to_be_visible()
    technician.page.keyboard.press("Escape")
    technician.say("Ich bin gleich bei Ihnen.")
    technician.sees_state("Ich bin gleich bei Ihnen.", "gespeichert")
    expect(technician.invited).to_contain_text(["nicht rechtzeitig"], timeout=20_000)


def test_by_keyboard_alone(gateway: SmsGateway, technician: ConsoleTechnician) -> None:
    technician.start_session()
    keyboard = technician.page.keyboard
    technician.tabs_to(technician.page.get_by_role("button", name="SMS senden"))
    keyboard.press("Enter")
    keyboard.type(TYPED)
    keyboard.press("Enter")
    expect(technician.sms_dialog.get_by_role("button", name="Fertig")).to_be_focused()
    keyboard.press("Enter")
    expect(technician.page.get_by_role("button", name="SMS senden")).to_be_focused()
    assert len(gateway.sent) == 1


def test_withdrawn_sms_are_marked_and_dead(
    gateway: SmsGateway, technician: ConsoleTechnician, people: People, quiet_server: RunningServer
) -> None:
    technician.start_session()
    technician.sends_sms(TYPED)
    technician.sms_dialog.get_by_role("button", name="Fertig").click()
    technician.withdraws_the_invitation()
    expect(technician.invited).to_contain_text(["zurückgezogen"])
    customer = people.customer(quiet_server)
    customer.join_by_link(gateway.link())
    customer.is_told("Link")
    expect(technician.page.get_by_role("heading", name="Neuer Kunde")).to_be_visible()


def test_another_browser_without_the_key_can_still_send(
    gateway: SmsGateway,
    hire: Callable[..., ConsoleTechnician],
    console_server: RunningServer,
) -> None:
    console_server.start_session()
    elsewhere = hire(console_server)
    elsewhere.sign_in()
    elsewhere.selects("Neuer Kunde")
    expect(elsewhere.page.get_by_role("link", name="E-Mail senden")).to_be_hidden()
    elsewhere.sends_sms(TYPED)
    expect(elsewhere.sms_dialog.get_by_text(SHOWN, exact=True)).to_be_visible()


def test_the_dialog_goes_when_the_customer_comes_by_another_way(
    gateway: SmsGateway, technician: ConsoleTechnician, quiet_server: RunningServer
) -> None:
    key = technician.start_session()
    technician.page.get_by_role("button", name="SMS senden").click()
    Caller(quiet_server, key, "Maria Huber")
    technician.has_customer("Maria Huber")
    expect(technician.sms_dialog).to_be_hidden()


def test_the_confirmation_stays_to_be_read_when_the_customer_is_quick(
    gateway: SmsGateway, technician: ConsoleTechnician, quiet_server: RunningServer
) -> None:
    key = technician.start_session()
    technician.sends_sms(TYPED)
    expect(technician.sms_dialog.get_by_text(SHOWN, exact=True)).to_be_visible()
    Caller(quiet_server, key, "Maria Huber")
    technician.sees_tab("Maria Huber")
    technician.sms_dialog.get_by_role("button", name="Fertig").click()
    technician.has_customer("Maria Huber")


def test_without_a_gateway_the_own_phone_sends(
    hire: Callable[..., ConsoleTechnician], own_server: RunningServer
) -> None:
    technician = hire(own_server)
    technician.comes_to_work()
    technician.start_session()
    technician.page.get_by_role("button", name="SMS senden").click()
    expect(technician.sms_dialog).to_contain_text("Dieser Server versendet selbst keine SMS.")
    technician.finds_no_barrier()
    technician.number_field.fill("030 1234567")
    technician.page.keyboard.press("Enter")
    expect(technician.sms_dialog.get_by_role("alert")).to_contain_text("keine Mobiltelefonnummer")
    technician.number_field.fill(TYPED)
    technician.page.keyboard.press("Enter")
    link = technician.sms_dialog.get_by_role("link", name="In SMS-App öffnen")
    expect(link).to_be_focused()
    expect(technician.sms_dialog.get_by_role("img", name="QR-Code")).to_be_visible()
    technician.finds_no_barrier()
    address, _mark, query = (link.get_attribute("href") or "").partition("?")
    assert address == "sms:+4915123456778"
    assert " " not in query
    [text] = parse_qs(query, strict_parsing=True)["body"]
    assert unquote(text).startswith(f"Anna Berg hilft Ihnen hier: {own_server.url}/j#")
    token = text.partition("#")[2]
    status, _joined = own_server.call("POST", "/join", {"link_token": token})
    assert status == 200
    technician.has_customer("Kunde")
    technician.page.get_by_text("Einladungen", exact=True).click()
    expect(technician.invited).to_contain_text(["SMS"])
    expect(technician.invited).to_contain_text(["beigetreten"])
