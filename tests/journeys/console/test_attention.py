"""What a technician notices who looks elsewhere: by title, sound and notification."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.console.words import Caller, ConsoleTechnician, expect_script
from tests.running_server import RunningServer

PLAIN = "Technikerkonsole – Beistand"


def test_an_arrival_is_noticed_from_another_window(
    technician: ConsoleTechnician, console_server: RunningServer
) -> None:
    key = technician.start_session()
    technician.looks_elsewhere()
    Caller(console_server, key, "Maria Huber")
    expect(technician.page).to_have_title("(1) Maria Huber ist da")
    expect_script(technician.page, "witnessed.sounds === 2")
    assert technician.witnessed()["notifications"] == [
        ["Maria Huber ist da", "Der Kunde ist der Sitzung beigetreten."]
    ]
    technician.sees_tab("Maria Huber", "ist gerade gekommen")
    technician.looks_again()
    expect(technician.page).to_have_title(PLAIN)
    expect(technician.tab("Maria Huber").get_by_text("neu", exact=True)).to_be_hidden()


def test_an_arrival_in_another_tab_is_seen_and_heard_but_not_notified(
    technician: ConsoleTechnician, console_server: RunningServer
) -> None:
    key = technician.start_session()
    technician.starts_another_session()
    Caller(console_server, key, "Maria Huber")
    technician.sees_tab("Maria Huber", "ist gerade gekommen")
    expect(technician.page).to_have_title("(1) Maria Huber ist da")
    expect_script(technician.page, "witnessed.sounds === 2")
    assert technician.witnessed()["notifications"] == []
    technician.selects("Maria Huber")
    expect(technician.page).to_have_title(PLAIN)


def test_an_arrival_before_ones_eyes_makes_no_noise(
    technician: ConsoleTechnician, console_server: RunningServer
) -> None:
    Caller(console_server, technician.start_session(), "Maria Huber")
    technician.has_customer("Maria Huber")
    technician.sees("Maria Huber ist jetzt im Chat.")
    expect(technician.page).to_have_title(PLAIN)
    assert technician.witnessed() == {"sounds": 0, "notifications": [], "asked": 0}


def test_messages_are_counted_in_the_title_until_they_are_seen(
    technician: ConsoleTechnician, console_server: RunningServer
) -> None:
    maria = Caller(console_server, technician.start_session(), "Maria Huber")
    technician.has_customer("Maria Huber")
    technician.looks_elsewhere()
    maria.says("Hallo?")
    maria.says("Ist da jemand?")
    expect(technician.page).to_have_title("(2) Nachricht von Maria Huber")
    expect_script(technician.page, "witnessed.sounds === 2")
    notified = technician.witnessed()["notifications"]
    assert notified[-1] == ["Nachricht von Maria Huber", "Ist da jemand?"]
    technician.looks_again()
    expect(technician.page).to_have_title(PLAIN)


def test_a_message_in_another_tab_is_counted_without_noise(
    technician: ConsoleTechnician, console_server: RunningServer
) -> None:
    maria = Caller(console_server, technician.start_session(), "Maria Huber")
    technician.has_customer("Maria Huber")
    technician.starts_another_session()
    maria.says("Hallo?")
    technician.sees_tab("Maria Huber", "1 ungelesen")
    expect(technician.page).to_have_title(re.compile(r"^\(1\) "))
    assert technician.witnessed()["sounds"] == 0


def test_the_sound_stays_off_once_it_is_off(
    technician: ConsoleTechnician, console_server: RunningServer
) -> None:
    button = technician.page.get_by_role("button", name="Sitzungsbefehle")
    sound = technician.page.get_by_role("menuitemcheckbox", name="Ton")
    button.click()
    expect(sound).to_be_checked()
    sound.click()
    expect(sound).not_to_be_checked()
    technician.reloads()
    key = technician.start_session()
    technician.looks_elsewhere()
    Caller(console_server, key, "Maria Huber")
    expect(technician.page).to_have_title("(1) Maria Huber ist da")
    assert technician.witnessed()["sounds"] == 0


def test_nobody_is_asked_for_notifications_until_they_press_the_button(
    hire: Callable[..., ConsoleTechnician], console_server: RunningServer
) -> None:
    technician = hire(console_server)
    technician.context.add_init_script(
        "Object.defineProperty(Notification, 'permission', { get: () => 'default' });"
    )
    technician.comes_to_work()
    question = technician.page.get_by_text("Benachrichtigt werden, wenn ein Kunde kommt")
    expect(question).to_be_visible()
    assert technician.witnessed()["asked"] == 0
    technician.page.get_by_role("button", name="Einschalten").click()
    expect_script(technician.page, "witnessed.asked === 1")
    technician.page.get_by_role("button", name="Nicht jetzt").click()
    expect(question).to_be_hidden()
    technician.reloads()
    expect(question).to_be_hidden()
