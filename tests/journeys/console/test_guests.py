"""Somebody comes later: the technician is asked, lets them in or not."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.console.words import Caller, ConsoleTechnician, expect_script
from tests.journeys.customer.people import People
from tests.running_server import RunningServer

PLAIN = "Technikerkonsole – Beistand"


class Guest:
    """Somebody who comes with a key or link that is in use, by a program."""

    def __init__(self, server: RunningServer, name: str, **way: str) -> None:
        body = {"name": name, "wait": True} | way
        status, self.joined = server.call("POST", "/join", body)
        assert status == 202, self.joined
        self.server = server

    def is_told(self, code: str) -> None:
        """Reads this when they want to write."""
        path = f"/sessions/{self.joined['session_id']}/events"
        _status, problem = self.server.call(
            "POST", path, {"type": "typing"}, token=self.joined["token"]
        )
        assert (problem or {}).get("code", "") == code


@pytest.fixture
def busy(technician: ConsoleTechnician, console_server: RunningServer) -> ConsoleTechnician:
    """A technician who talks to Maria Huber."""
    Caller(console_server, technician.start_session(), "Maria Huber")
    technician.has_customer("Maria Huber")
    return technician


@pytest.fixture
def session(busy: ConsoleTechnician, console_server: RunningServer) -> dict[str, Any]:
    """What the API knows of that session."""
    _status, answer = console_server.call(
        "GET", "/sessions?state=active", token=console_server.token
    )
    found: dict[str, Any] = answer["sessions"][0]
    return found


@pytest.fixture
def key(console_server: RunningServer, session: dict[str, Any]) -> str:
    """A key of that session, as the API gives a new one."""
    path = f"/sessions/{session['id']}/key"
    _status, opened = console_server.call("POST", path, token=console_server.token)
    return str(opened["key"])


def card(technician: ConsoleTechnician, name: str) -> Locator:
    """The question about this guest."""
    return technician.page.get_by_role("group", name=f"{name} möchte beitreten", exact=True)


def answers(technician: ConsoleTechnician, name: str, answer: str) -> None:
    """Presses the button of the card, which then goes away."""
    card(technician, name).get_by_role("button", name=answer).click()
    expect(card(technician, name)).to_have_count(0)


def test_who_is_let_in_takes_the_place_of_who_was_there(
    busy: ConsoleTechnician, console_server: RunningServer, key: str
) -> None:
    otto = Guest(console_server, "Otto Zwei", key=key)
    expect(card(busy, "Otto Zwei")).to_contain_text("Mit dem Supportschlüssel, wartet seit ")
    expect(card(busy, "Otto Zwei")).to_contain_text("Die bisherige Verbindung wird dann ersetzt.")
    busy.sees_tab("Maria Huber", "Jemand möchte beitreten")
    busy.finds_no_barrier()
    otto.is_told("still_waiting")
    answers(busy, "Otto Zwei", "Einlassen")
    busy.has_customer("Otto Zwei")
    busy.sees_tab("Otto Zwei")
    otto.is_told("")


def test_who_is_refused_stays_outside(
    busy: ConsoleTechnician, console_server: RunningServer, key: str
) -> None:
    otto = Guest(console_server, "Otto Zwei", key=key)
    answers(busy, "Otto Zwei", "Ablehnen")
    otto.is_told("not_admitted")
    busy.has_customer("Maria Huber")
    busy.sees_tab("Maria Huber", "Abwesend")


def test_each_guest_has_a_card_that_is_answered_by_itself(
    busy: ConsoleTechnician, console_server: RunningServer, key: str
) -> None:
    otto = Guest(console_server, "Otto", key=key)
    eva = Guest(console_server, "Eva", key=key)
    expect(busy.page.get_by_role("button", name="Einlassen")).to_have_count(2)
    answers(busy, "Eva", "Einlassen")
    eva.is_told("")
    otto.is_told("still_waiting")
    answers(busy, "Otto", "Ablehnen")
    otto.is_told("not_admitted")


def test_an_answer_in_one_window_takes_the_card_from_all(
    busy: ConsoleTechnician, console_server: RunningServer, key: str
) -> None:
    other = busy.context.new_page()
    other.goto(f"{busy.url}/console")
    other.get_by_role("tab", name="Maria Huber").click()
    Guest(console_server, "Otto Zwei", key=key)
    elsewhere = other.get_by_role("group", name="Otto Zwei möchte beitreten")
    expect(elsewhere).to_be_visible()
    answers(busy, "Otto Zwei", "Ablehnen")
    expect(elsewhere).to_have_count(0)


def test_a_guest_is_noticed_from_another_window_and_another_tab(
    busy: ConsoleTechnician, console_server: RunningServer, key: str
) -> None:
    busy.starts_another_session()
    busy.looks_elsewhere()
    Guest(console_server, "Otto Zwei", key=key)
    expect(busy.page).to_have_title("(1) Otto Zwei möchte beitreten")
    expect_script(busy.page, "witnessed.sounds === 2")
    assert busy.witnessed()["notifications"] == [
        ["Otto Zwei möchte beitreten", "Jemand wartet auf Einlass."]
    ]
    busy.looks_again()
    busy.selects("Maria Huber")
    expect(busy.page).to_have_title(PLAIN)
    expect(card(busy, "Otto Zwei")).to_be_visible()


def test_a_guest_takes_the_keyboard_from_nobody(
    busy: ConsoleTechnician, console_server: RunningServer, key: str
) -> None:
    busy.field.focus()
    busy.page.keyboard.type("Ich schreibe ger")
    Guest(console_server, "Otto Zwei", key=key)
    expect(card(busy, "Otto Zwei")).to_be_visible()
    busy.page.keyboard.type("ade.")
    expect(busy.field).to_have_value("Ich schreibe gerade.")
    expect(busy.page.get_by_role("status").filter(has_text="Otto Zwei möchte")).to_have_count(1)
    admit = card(busy, "Otto Zwei").get_by_role("button", name="Einlassen")
    for _ in range(20):
        busy.page.keyboard.press("Shift+Tab")
        if admit.evaluate("one => one === document.activeElement"):
            break
    busy.page.keyboard.press("Enter")
    busy.has_customer("Otto Zwei")
    expect(busy.field).to_be_focused()


def test_without_a_connection_nobody_is_answered(
    busy: ConsoleTechnician, console_server: RunningServer, key: str
) -> None:
    otto = Guest(console_server, "Otto Zwei", key=key)
    expect(card(busy, "Otto Zwei")).to_be_visible()
    busy.goes_offline()
    expect(card(busy, "Otto Zwei")).to_contain_text("Keine Verbindung.")
    expect(card(busy, "Otto Zwei").get_by_role("button", name="Einlassen")).to_be_disabled()
    busy.is_back_online()
    answers(busy, "Otto Zwei", "Einlassen")
    otto.is_told("")


def test_who_has_waited_for_long_is_still_asked_about_after_a_reload(
    busy: ConsoleTechnician, console_server: RunningServer, key: str
) -> None:
    Guest(console_server, "Otto Zwei", key=key)
    expect(card(busy, "Otto Zwei")).to_be_visible()
    for number in range(110):
        busy.say(f"Nachricht {number}")
    busy.sees_state("Nachricht 109", "gespeichert")
    busy.reloads()
    answers(busy, "Otto Zwei", "Einlassen")
    busy.has_customer("Otto Zwei")


def test_a_second_device_goes_on_where_the_first_one_was(
    hire: Callable[..., ConsoleTechnician], people: People, console_server: RunningServer
) -> None:
    anna = hire(console_server)
    anna.comes_to_work()
    laptop, phone = people.customer(console_server), people.customer(console_server)
    key = anna.start_session()
    laptop.join_by_key(key)
    laptop.say("Ich wechsle gleich ans Handy.")
    anna.sees("Ich wechsle gleich ans Handy.")
    phone.join_by_key(key)
    phone.waits_to_be_let_in()
    answers(anna, "Kunde", "Einlassen")
    phone.sees("Ich wechsle gleich ans Handy.")
    laptop.is_replaced()
    phone.say("Da bin ich.")
    anna.sees("Da bin ich.")
    anna.ends_the_session()
    phone.sees_the_end()
    laptop.reloads()
    laptop.is_replaced()
