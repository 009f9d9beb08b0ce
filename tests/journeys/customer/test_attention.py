"""What a customer hears who looks elsewhere, and the switch for it."""

from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.console.words import WITNESS, expect_script
from tests.journeys.customer.accessibility import findings
from tests.journeys.customer.people import People, Talk
from tests.running_server import RunningServer

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


class Listening:
    """A customer whose page is watched for what it plays and shows."""

    def __init__(self, people: People, server: RunningServer, **options: Any) -> None:
        customer = people.customer(server, **options)
        customer.context.add_init_script(WITNESS)
        self.talk = Talk(server, customer)
        self.customer, self.technician, self.page = customer, self.talk.technician, customer.page

    @property
    def switch(self) -> Locator:
        """The button in the header."""
        return self.page.get_by_role("button", name="Ton und Benachrichtigungen")

    def choice(self, name: str) -> Locator:
        """What the button opens."""
        return self.page.get_by_role("menuitemcheckbox", name=name)

    def is_told_in_the_background(self, text: str) -> None:
        """Gets a message while another tab is in front."""
        self.customer.looks_elsewhere()
        self.technician.says_all(text)
        self.customer.sees(text)
        self.customer.looks_here_again()

    def witnessed(self) -> dict[str, Any]:
        witnessed: dict[str, Any] = self.page.evaluate("witnessed")
        return witnessed


@pytest.fixture
def listening(people: People, server: RunningServer) -> Any:
    listening = Listening(people, server, permissions=["notifications"])
    expect(listening.switch).to_be_visible()
    yield listening
    listening.talk.close()


def test_a_message_in_the_background_is_heard_and_one_before_ones_eyes_is_not(
    listening: Listening,
) -> None:
    listening.technician.says_all("Vor Ihren Augen")
    listening.customer.sees("Vor Ihren Augen")
    assert listening.witnessed()["sounds"] == 0
    listening.is_told_in_the_background("Sind Sie noch da?")
    expect_script(listening.page, "witnessed.sounds === 1")
    assert listening.witnessed()["notifications"] == []
    assert listening.witnessed()["asked"] == 0


def test_a_question_in_the_background_is_heard(listening: Listening) -> None:
    listening.customer.looks_elsewhere()
    listening.technician.decide("request", permission="view")
    expect(listening.page.get_by_role("dialog")).to_be_visible()
    expect_script(listening.page, "witnessed.sounds === 1")


def test_the_sound_stays_off_once_it_is_off(listening: Listening) -> None:
    listening.switch.click()
    expect(listening.choice("Ton")).to_be_checked()
    listening.choice("Ton").click()
    expect(listening.choice("Ton")).not_to_be_checked()
    listening.customer.reloads()
    listening.switch.click()
    expect(listening.choice("Ton")).not_to_be_checked()
    listening.page.keyboard.press("Escape")
    listening.is_told_in_the_background("Leise")
    assert listening.witnessed()["sounds"] == 0


def test_notifications_come_only_once_they_are_wanted(listening: Listening) -> None:
    listening.switch.click()
    expect(listening.choice("Benachrichtigungen")).not_to_be_checked()
    listening.choice("Benachrichtigungen").click()
    expect(listening.choice("Benachrichtigungen")).to_be_checked()
    listening.is_told_in_the_background("Bitte einmal nachsehen.")
    expect_script(listening.page, "witnessed.notifications.length === 1")
    shown = [["Nachricht von Anna Berg", "Bitte einmal nachsehen."]]
    assert listening.witnessed()["notifications"] == shown
    listening.choice("Benachrichtigungen").click()
    listening.is_told_in_the_background("Noch etwas")
    expect_script(listening.page, "witnessed.sounds === 2")
    assert listening.witnessed()["notifications"] == shown


def test_the_switch_works_by_keyboard_and_has_no_barrier(listening: Listening) -> None:
    press = listening.page.keyboard.press
    listening.customer.tabs_to(listening.switch)
    press("Enter")
    expect(listening.choice("Ton")).to_be_focused()
    assert findings(listening.page) == []
    press("ArrowDown")
    expect(listening.choice("Benachrichtigungen")).to_be_focused()
    press("ArrowDown")
    press("Space")
    expect(listening.choice("Ton")).not_to_be_checked()
    press("Escape")
    expect(listening.switch).to_be_focused()
    expect(listening.choice("Ton")).to_be_hidden()


def test_who_said_no_to_the_browser_reads_so(people: People, server: RunningServer) -> None:
    listening = Listening(people, server, **PHONE, color_scheme="dark")
    listening.customer.context.add_init_script(
        "Object.defineProperty(Notification, 'permission', { get: () => 'denied' });"
    )
    listening.customer.reloads()
    listening.switch.click()
    blocked = listening.choice("Benachrichtigungen im Browser gesperrt")
    expect(blocked).to_be_disabled()
    listening.customer.has_nothing_sticking_out()
    assert findings(listening.page) == []
    listening.talk.close()


def test_when_it_is_over_there_is_nothing_to_hear(listening: Listening) -> None:
    listening.technician.ends()
    listening.customer.sees_the_end()
    expect(listening.switch).to_be_hidden()
