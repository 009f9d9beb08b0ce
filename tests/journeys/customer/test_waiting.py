"""Whoever comes later waits: a second device, a lost cookie, a stranger with the same link."""

import re
import urllib.request
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.journeys.customer.accessibility import findings
from tests.journeys.customer.people import People, Talk
from tests.running_server import RunningServer, running_server
from tests.vocabulary import Customer


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A server of these tests alone: who waits too often from one place is slowed down."""
    with running_server(tmp_path_factory.mktemp("home")) as running:
        yield running


@pytest.fixture
def other(people: People, server: RunningServer) -> Customer:
    """Somebody with another browser."""
    return people.customer(server)


@pytest.mark.parametrize("way", ["link", "key"])
def test_who_comes_later_waits_and_gets_in_by_themselves(
    talk: Talk, other: Customer, way: str
) -> None:
    talk.customer.say("Ich war zuerst da.")
    talk.technician.hears("Ich war zuerst da.")
    if way == "link":
        other.join_by_link(talk.session["link"])
    else:
        other.join_by_key(talk.session["key"])
    other.waits_to_be_let_in()
    expect(other.page.get_by_text("Anna Berg wurde gefragt")).to_be_visible()
    expect(other.page.get_by_text("Ich war zuerst da.")).to_have_count(0)
    talk.technician.answers_who_waits(granted=True)
    other.is_in_the_chat(talk.session)
    other.sees("Ich war zuerst da.")
    other.sees("Der Chat geht jetzt auf diesem Gerät weiter.")
    other.say("Jetzt bin ich hier.")
    talk.technician.hears("Jetzt bin ich hier.")
    talk.customer.is_replaced()


def test_the_earlier_device_shows_nothing_any_more_also_when_loaded_again(
    talk: Talk, other: Customer
) -> None:
    other.join_by_link(talk.session["link"])
    other.waits_to_be_let_in()
    talk.technician.answers_who_waits(granted=True)
    talk.customer.is_replaced()
    other.is_in_the_chat(talk.session)
    other.say("Geheim")
    talk.technician.hears("Geheim")
    talk.customer.reloads()
    talk.customer.is_replaced()
    assert "Geheim" not in talk.customer.page.content()


def test_the_earlier_device_can_come_back_by_waiting(talk: Talk, other: Customer) -> None:
    other.join_by_link(talk.session["link"])
    other.waits_to_be_let_in()
    talk.technician.answers_who_waits(granted=True)
    talk.customer.is_replaced()
    talk.customer.page.get_by_role("link", name="Hier weitermachen").click()
    expect(talk.customer.key_field).to_be_focused()
    talk.customer.page.keyboard.type(talk.session["key"])
    talk.customer.waits_to_be_let_in()
    talk.technician.answers_who_waits(granted=True)
    talk.customer.is_in_the_chat(talk.session)
    other.is_replaced()


def test_who_was_offline_when_it_happened_learns_of_it_afterwards(
    talk: Talk, other: Customer
) -> None:
    talk.customer.goes_offline()
    other.join_by_link(talk.session["link"])
    other.waits_to_be_let_in()
    talk.technician.answers_who_waits(granted=True)
    other.is_in_the_chat(talk.session)
    talk.customer.is_back_online()
    talk.customer.is_replaced()


def test_who_is_not_let_in_reads_what_to_do(talk: Talk, other: Customer) -> None:
    other.join_by_link(talk.session["link"])
    other.waits_to_be_let_in()
    talk.technician.answers_who_waits(granted=False)
    heading = other.page.get_by_role("heading")
    expect(heading).to_have_text("Sie wurden nicht eingelassen")
    expect(other.page.get_by_text("Rufen Sie Ihren Techniker an")).to_be_visible()
    other.reloads()
    expect(heading).to_have_text("Sie wurden nicht eingelassen")
    talk.customer.say("Ich bin noch da.")
    talk.technician.hears("Ich bin noch da.")
    talk.customer.sees_state("Ich bin noch da.", "gespeichert")


def test_who_waits_keeps_their_place_over_a_reload_and_a_lost_connection(
    talk: Talk, other: Customer
) -> None:
    other.join_by_link(talk.session["link"])
    other.waits_to_be_let_in()
    other.reloads()
    other.waits_to_be_let_in()
    other.goes_offline()
    expect(other.page.get_by_text("Keine Verbindung.")).to_be_visible()
    talk.technician.answers_who_waits(granted=True)
    other.is_back_online()
    other.is_in_the_chat(talk.session)


def test_who_no_longer_wants_to_wait_says_so_to_the_technician(talk: Talk, other: Customer) -> None:
    other.join_by_link(talk.session["link"])
    other.waits_to_be_let_in()
    other.page.get_by_role("link", name="Nicht mehr warten").click()
    expect(other.key_field).to_be_visible()
    refused = talk.technician.wait("event", kind="refused")
    assert refused["author"]["role"] == "customer"
    other.join_by_link(talk.session["link"])
    other.waits_to_be_let_in()


def test_who_waits_when_it_ends_reads_so(talk: Talk, other: Customer) -> None:
    other.join_by_link(talk.session["link"])
    other.waits_to_be_let_in()
    talk.technician.ends()
    expect(other.page.get_by_role("heading")).to_have_text("Diese Sitzung ist beendet")
    expect(other.page.get_by_role("link", name="Supportschlüssel eingeben")).to_be_visible()


def test_the_same_browser_does_not_wait(talk: Talk) -> None:
    talk.customer.say("Hallo")
    talk.technician.hears("Hallo")
    for comes_back in (
        lambda: talk.customer.join_by_link(talk.session["link"]),
        lambda: talk.customer.join_by_key(talk.session["key"]),
        talk.customer.reloads,
    ):
        comes_back()
        talk.customer.is_in_the_chat(talk.session)
        talk.customer.sees_messages("Hallo")
    assert "waiting" not in {event["kind"] for event in talk.technician.events}


@pytest.fixture
def scanner(people: People, server: RunningServer) -> Customer:
    """A mail scanner's browser, without scripts."""
    return people.customer(server, java_script_enabled=False)


def test_a_scanner_uses_nothing_up(
    scanner: Customer, customer: Customer, server: RunningServer
) -> None:
    session = server.start_session()
    link = session["link"]
    for address in (link, f"{link}.mail", link.replace("#", "?x=1#")):
        for method in ("HEAD", "GET"):
            request = urllib.request.Request(address.partition("#")[0], method=method)
            with urllib.request.urlopen(request) as answer:
                assert answer.status == 200
                page = answer.read().decode()
        scanner.opens(address)
        expect(scanner.page.get_by_role("heading")).to_be_visible()
    for resource in re.findall(r'(?:href|src)="(/[^"]+)"', page):
        with urllib.request.urlopen(server.url + resource) as answer:
            assert answer.status == 200
    _status, log = server.call("GET", f"/sessions/{session['id']}/events", token=server.token)
    assert [event["kind"] for event in log["events"]] == ["created"]
    customer.join_by_link(link)
    customer.is_in_the_chat(session)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_before_the_door(
    talk: Talk, people: People, server: RunningServer, scheme: str
) -> None:
    other = people.customer(server, color_scheme=scheme, viewport={"width": 390, "height": 780})
    other.join_by_link(talk.session["link"])
    other.waits_to_be_let_in()
    found = {"waiting": findings(other.page)}
    other.has_nothing_sticking_out()
    talk.technician.answers_who_waits(granted=False)
    expect(other.page.get_by_role("heading")).to_have_text("Sie wurden nicht eingelassen")
    found["refused"] = findings(other.page)
    other.has_nothing_sticking_out()
    other.join_by_link(talk.session["link"])
    other.waits_to_be_let_in()
    talk.technician.answers_who_waits(granted=True)
    talk.customer.is_replaced()
    found["replaced"] = findings(talk.customer.page)
    assert not any(found.values()), found
