"""The customer is asked, answers, sees what holds, and stops it."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.customer.accessibility import findings
from tests.journeys.customer.consent_words import (
    CONTROL,
    NOT_YET,
    UNSEEN,
    VIEW,
    AskedPage,
    Asking,
)
from tests.journeys.customer.people import StartTalk, Talk
from tests.running_server import RunningServer, running_server

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


@pytest.fixture
def asking(talk: Talk) -> Asking:
    return Asking(talk)


# The question


def test_the_question_says_who_asks_what_for_and_how_to_stop(
    start_talk: StartTalk, tmp_path_factory: pytest.TempPathFactory
) -> None:
    home = tmp_path_factory.mktemp("house") / "home"
    with running_server(home, BEISTAND_ORGANISATION="Beispiel IT GmbH") as server:
        asking = Asking(start_talk(server))
        asking.asks("view")
        asking.asked.is_asked(VIEW)
        dialog = asking.asked.dialog
        expect(dialog).to_contain_text("Beispiel IT GmbH")
        expect(dialog).to_contain_text("Sie wählen danach selbst, was zu sehen ist")
        expect(dialog).to_contain_text("sieht nur zu und kann nichts anklicken")
        expect(dialog).to_contain_text("„Freigabe beenden“")
        asking.customer.leaves_the_page()


def test_control_is_asked_for_in_its_own_words(asking: Asking) -> None:
    asking.asks("control")
    asking.asked.is_asked(CONTROL)
    expect(asking.asked.dialog).to_contain_text("kann Ihre Maus und Tastatur bedienen")
    expect(asking.asked.dialog).to_contain_text("haben immer Vorrang")
    expect(asking.asked.dialog).to_contain_text("Strg+Alt+Pause")


def test_yes_is_a_yes(asking: Asking) -> None:
    request = asking.asks("view")
    asking.asked.is_asked(VIEW)
    asking.asked.says_yes()
    answer = asking.hears("answered")
    assert (answer["request"], answer["granted"], answer["reason"]) == (request, True, "person")
    asking.asked.is_not_asked()
    asking.asked.reads("Sie haben erlaubt, Ihren Bildschirm anzusehen.")


def test_no_is_a_no(asking: Asking) -> None:
    asking.asks("view")
    asking.asked.is_asked(VIEW)
    asking.asked.says_no()
    answer = asking.hears("answered")
    assert (answer["granted"], answer["reason"]) == (False, "person")
    asking.asked.is_not_asked()
    asking.asked.reads("Sie haben abgelehnt, Ihren Bildschirm zu zeigen.")
    expect(asking.asked.banner).to_be_hidden()


def test_closing_is_a_no(asking: Asking) -> None:
    asking.asks("control")
    asking.asked.is_asked(CONTROL)
    asking.customer.page.keyboard.press("Escape")
    answer = asking.hears("answered")
    assert (answer["granted"], answer["reason"]) == (False, "closed")
    asking.asked.is_not_asked()
    asking.asked.reads("Die Frage wurde ohne Antwort geschlossen. Das gilt als Nein.")


def test_silence_is_a_no(start_talk: StartTalk, impatient_server: RunningServer) -> None:
    asking = Asking(start_talk(impatient_server))
    asking.asks("view")
    asking.asked.is_asked(VIEW)
    answer = asking.hears("answered")
    assert (answer["granted"], answer["reason"]) == (False, "silence")
    asking.asked.is_not_asked()
    asking.asked.reads("Die Frage wurde nicht rechtzeitig beantwortet. Das gilt als Nein.")


def test_a_question_that_is_taken_back_is_gone(asking: Asking) -> None:
    asking.asks("view")
    asking.asked.is_asked(VIEW)
    asking.withdraws("view")
    asking.asked.is_not_asked()
    asking.asked.reads("Anna Berg möchte Ihren Bildschirm nicht mehr ansehen.")


def test_who_types_when_the_question_comes_answers_nothing_by_it(asking: Asking) -> None:
    asking.customer.field.click()
    asking.customer.page.keyboard.type("Ich schreibe ")
    asking.asks("control")
    asking.asked.is_asked(CONTROL)
    asking.customer.page.keyboard.type("gerade etwas\n   ")
    asking.customer.page.keyboard.press("Enter")
    expect(asking.asked.dialog).to_be_visible()
    asking.asked.says_no()
    expect(asking.customer.field).to_be_focused()
    expect(asking.customer.field).to_have_value("Ich schreibe ")


def test_a_click_meant_for_something_else_is_no_yes(asking: Asking) -> None:
    page = asking.customer.page
    asking.asks("control")
    asking.asked.is_asked(CONTROL)
    place = asking.asked.middle_of("Zulassen")
    asking.asked.says_no()
    assert not asking.hears("answered")["granted"]
    asking.asked.watches_for_the_question()
    page.mouse.move(*place)
    asking.asks("control")
    page.wait_for_function("window.isThere", polling="raf")
    page.mouse.click(*place, click_count=2)
    page.keyboard.press("Enter")
    expect(asking.asked.button("Zulassen")).to_be_enabled()
    expect(asking.asked.dialog).to_be_visible()
    asking.asked.says_yes()
    assert asking.hears("answered")["granted"]


def test_no_needs_no_patience(asking: Asking) -> None:
    asking.asked.refuses_at_once()
    asking.asks("view")
    answer = asking.hears("answered")
    assert (answer["granted"], answer["reason"]) == (False, "person")


def test_the_time_is_counted_and_can_be_had_again(asking: Asking) -> None:
    request = asking.asks("view")
    timer = asking.customer.page.get_by_role("timer")
    expect(timer).to_have_text(re.compile(r"^Noch (60|59|58) Sekunden\."))
    expect(timer).to_have_text(re.compile(r"^Noch 5[5-7] Sekunden\."))
    asking.asked.button("Mehr Zeit").click()
    assert asking.hears("extended")["request"] == request
    expect(timer).to_have_text(re.compile(r"^Noch (60|59) Sekunden\."))
    asking.asked.is_asked(VIEW)


def test_more_time_can_be_had_four_times(asking: Asking) -> None:
    asking.asks("view")
    asking.asked.is_asked(VIEW)
    before = asking.asked.button("Zulassen").bounding_box()
    for _time in range(4):
        asking.asked.button("Mehr Zeit").click()
        asking.hears("extended")
    expect(asking.asked.button("Mehr Zeit")).to_be_hidden()
    asking.asked.is_asked(VIEW)
    # Neither what one points at nor the keyboard goes astray.
    assert asking.asked.button("Zulassen").bounding_box() == before
    expect(asking.asked.dialog.get_by_role("heading")).to_be_focused()


def test_a_reload_keeps_the_question_and_its_time(asking: Asking) -> None:
    asking.asks("view")
    timer = asking.customer.page.get_by_role("timer")
    expect(timer).to_have_text(re.compile(r"^Noch 5[67] Sekunden\."))
    asking.customer.reloads()
    asking.asked.is_asked(VIEW)
    expect(asking.asked.page.locator(".sharing")).to_be_hidden()
    expect(timer).to_have_text(re.compile(r"^Noch (5[0-7]|4\d) Sekunden\."))
    asking.asked.says_yes()
    assert asking.hears("answered")["granted"]


def test_one_can_ask_back_before_answering(asking: Asking) -> None:
    asking.asks("control")
    asking.asked.is_asked(CONTROL)
    asking.asked.button("Erst im Chat nachfragen").click()
    expect(asking.asked.dialog).to_be_hidden()
    expect(asking.customer.field).to_be_focused()
    asking.customer.say("Was machen Sie dann?")
    asking.technician.hears("Was machen Sie dann?")
    expect(asking.customer.page.get_by_role("timer")).to_be_visible()
    expect(asking.asked.button("Zulassen")).to_have_count(1)
    asking.asked.says_yes()
    assert asking.hears("answered")["granted"]
    asking.asked.is_not_asked()


def test_an_answer_in_one_tab_is_the_answer_in_the_other(asking: Asking) -> None:
    first = asking.asked
    asking.customer.opens_another_tab()
    second = AskedPage(asking.customer.page)
    asking.asks("view")
    first.is_asked(VIEW)
    second.is_asked(VIEW)
    second.says_no()
    first.is_not_asked()
    second.is_not_asked()


def test_a_yes_without_a_connection_counts_when_it_is_back(asking: Asking) -> None:
    asking.asks("view")
    asking.asked.is_asked(VIEW)
    asking.customer.goes_offline()
    asking.asked.says_yes()
    asking.asked.is_not_asked()
    expect(asking.asked.statement).to_have_text(UNSEEN)
    asking.customer.is_back_online()
    assert asking.hears("answered")["granted"]
    expect(asking.asked.statement).to_have_text(NOT_YET)


def test_a_tab_in_the_background_says_that_somebody_asks(asking: Asking) -> None:
    asking.asks("view")
    expect(asking.customer.page).to_have_title("Bitte antworten – Chat mit Anna Berg")
    asking.asked.says_no()
    expect(asking.customer.page).to_have_title("Chat mit Anna Berg")


def test_control_on_arrival_is_asked_for_at_once(
    start_talk: StartTalk, server: RunningServer
) -> None:
    talk = start_talk(server, control_on_arrival=True)
    AskedPage(talk.customer.page).is_asked(CONTROL)


# What holds


def test_nobody_sees_the_screen_until_something_is_shown(asking: Asking) -> None:
    expect(asking.asked.statement).to_have_text(UNSEEN)
    expect(asking.asked.banner).to_be_hidden()
    asking.grants("view")
    expect(asking.asked.statement).to_have_text(NOT_YET)
    expect(asking.asked.button("Bildschirm teilen")).to_be_focused()


def test_what_was_granted_is_still_there_after_a_reload(asking: Asking) -> None:
    asking.grants("view")
    asking.customer.reloads()
    expect(asking.asked.banner).to_be_visible()
    expect(asking.asked.button("Bildschirm teilen")).to_be_visible()


def test_one_button_ends_all_that_was_granted(asking: Asking) -> None:
    asking.grants("view")
    asking.grants("control")
    asking.asked.stops()
    ended = {asking.hears("withdrawn")["permission"] for _permission in range(2)}
    assert ended == {"view", "control"}
    expect(asking.asked.banner).to_be_hidden()
    expect(asking.asked.statement).to_have_text(UNSEEN)
    asking.asked.reads("Sie haben die Freigabe Ihres Bildschirms beendet.")
    asking.asked.reads("Sie haben die Fernsteuerung beendet.")


def test_what_is_ended_without_a_connection_is_ended(asking: Asking) -> None:
    asking.grants("view")
    asking.customer.goes_offline()
    asking.asked.stops()
    expect(asking.asked.banner).to_be_hidden()
    asking.customer.is_back_online()
    assert asking.hears("withdrawn")["reason"] == "person"


def test_the_technician_can_give_back_what_was_granted(asking: Asking) -> None:
    asking.grants("view")
    asking.withdraws("view")
    expect(asking.asked.banner).to_be_hidden()
    expect(asking.asked.statement).to_have_text(UNSEEN)


def test_the_end_of_the_session_is_the_end_of_every_right(asking: Asking) -> None:
    asking.grants("view")
    asking.asks("control")
    asking.asked.is_asked(CONTROL)
    asking.technician.ends()
    asking.customer.sees_the_end()
    asking.asked.is_not_asked()
    expect(asking.asked.banner).to_be_hidden()


# For everybody


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("device", [{}, PHONE], ids=["wide", "phone"])
def test_axe_finds_nothing_and_nothing_sticks_out(
    start_talk: StartTalk, server: RunningServer, scheme: str, device: dict[str, object]
) -> None:
    asking = Asking(start_talk(server, color_scheme=scheme, **device))
    page = asking.customer.page
    found: dict[str, list[str]] = {}

    def look(name: str) -> None:
        found[name] = findings(page)
        asking.customer.has_nothing_sticking_out()

    asking.asks("control")
    asking.asked.is_asked(CONTROL)
    look("asked")
    asking.asked.button("Erst im Chat nachfragen").click()
    look("asked in the log")
    asking.asked.says_yes()
    expect(asking.asked.button("App verbinden")).to_be_visible()
    look("the app is missing")
    asking.grants("view")
    look("all is granted")
    asking.asked.stops()
    expect(asking.asked.banner).to_be_hidden()
    look("all is ended")
    assert not any(found.values()), found


def test_it_can_be_answered_and_stopped_by_keyboard(asking: Asking) -> None:
    press = asking.customer.page.keyboard.press
    asking.asks("view")
    asking.asked.is_asked(VIEW)
    asking.customer.tabs_to(asking.asked.button("Mehr Zeit"))
    press("Enter")
    asking.hears("extended")
    expect(asking.asked.button("Zulassen")).to_be_enabled()
    asking.customer.tabs_to(asking.asked.button("Zulassen"))
    press("Enter")
    assert asking.hears("answered")["granted"]
    expect(asking.asked.button("Bildschirm teilen")).to_be_focused()
    asking.customer.tabs_to(asking.asked.button("Freigabe beenden"))
    press("Enter")
    asking.hears("withdrawn")
    expect(asking.customer.field).to_be_focused()


def test_both_answers_look_and_weigh_the_same(asking: Asking) -> None:
    asking.asks("view")
    asking.asked.is_asked(VIEW)
    look = """one => { const { width, height } = one.getBoundingClientRect();
        const { color, backgroundColor, fontWeight, fontSize, borderColor } = getComputedStyle(one);
        return [width, height, color, backgroundColor, fontWeight, fontSize, borderColor]; }"""
    yes, no = asking.asked.button("Zulassen"), asking.asked.button("Ablehnen")
    asking.customer.page.mouse.move(1, 1)
    assert yes.evaluate(look) == no.evaluate(look)


def test_it_speaks_english_too(start_talk: StartTalk, server: RunningServer) -> None:
    asking = Asking(start_talk(server, locale="en-GB"))
    page = asking.customer.page
    asking.asks("view")
    expect(
        page.get_by_role("heading", name="Anna Berg would like to see your screen")
    ).to_be_visible()
    page.get_by_role("button", name="Allow", exact=True).click()
    expect(page.get_by_role("button", name="Share screen")).to_be_visible()
    page.get_by_role("button", name="Stop sharing").click()
    expect(page.get_by_text("You have ended the sharing of your screen.")).to_be_visible()
