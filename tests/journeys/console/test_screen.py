"""The picture in the console: what is seen, when, and that nothing of it stays."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.console.visit import Visit
from tests.journeys.console.words import Caller

RED, GREEN, BLUE = (200, 40, 40), (40, 160, 60), (40, 60, 200)


def test_the_customers_screen_is_seen_as_it_changes(visit: Visit) -> None:
    browser = visit.shows_the_screen()
    browser.shows(RED)
    visit.technician.sees_colour(RED)
    browser.shows(BLUE)
    visit.technician.sees_colour(BLUE)


@pytest.mark.parametrize("codec", ["h264", "vp8", "vp9"])
def test_each_codec_that_the_console_offers_is_drawn(visit: Visit, codec: str) -> None:
    browser = visit.shows_the_screen()
    assert codec in browser.codecs
    for colour in (RED, GREEN, BLUE):
        browser.shows(colour, codec=codec)
        visit.technician.sees_colour(colour)


def test_the_codec_may_change_on_the_way(visit: Visit) -> None:
    browser = visit.shows_the_screen()
    browser.shows(RED, codec="h264")
    browser.shows(GREEN, codec="vp8")
    browser.shows(BLUE, codec="vp9")
    visit.technician.sees_colour(BLUE)


def test_a_screen_that_changes_its_size_keeps_its_shape(visit: Visit) -> None:
    browser = visit.shows_the_screen()
    browser.shows(RED, size=(1280, 720))
    wide = visit.technician.picture.bounding_box()
    browser.shows(RED, size=(720, 1280))
    expect(visit.technician.picture).to_have_attribute("height", "1280")
    tall = visit.technician.picture.bounding_box()
    assert wide
    assert tall
    assert wide["width"] / wide["height"] == pytest.approx(16 / 9, rel=0.02)
    assert tall["height"] / tall["width"] == pytest.approx(16 / 9, rel=0.02)


def test_after_a_lost_picture_a_key_frame_is_asked_for(visit: Visit) -> None:
    browser = visit.shows_the_screen()
    browser.shows(RED)
    browser.loses_a_picture(GREEN)
    browser.sends_picture(GREEN)
    browser.is_asked_for_a_key_frame()
    visit.technician.sees_colour(RED)
    browser.shows(BLUE)
    visit.technician.sees_colour(BLUE)


def test_the_picture_goes_at_once_when_the_customer_stops(visit: Visit) -> None:
    browser = visit.shows_the_screen()
    browser.shows(RED)
    visit.technician.sees_colour(RED)
    browser.withdraws("view")
    visit.technician.sees_no_picture()
    visit.technician.reads("Der Kunde zeigt den Bildschirm nicht mehr.")


def test_the_technician_can_end_it_too(visit: Visit) -> None:
    browser = visit.shows_the_screen()
    browser.shows(RED)
    visit.technician.tool("Ansicht beenden").click()
    visit.technician.sees_no_picture()
    browser.wait("event", kind="withdrawn")
    expect(visit.technician.view_button).to_have_attribute("aria-disabled", "false")


def test_the_end_of_the_session_takes_the_picture_with_it(visit: Visit) -> None:
    visit.shows_the_screen().shows(RED)
    visit.caller.ends()
    visit.technician.sees_the_end()
    visit.technician.sees_no_picture()


def test_nobody_looks_at_a_session_in_another_tab(visit: Visit) -> None:
    browser = visit.shows_the_screen()
    browser.shows(RED)
    visit.technician.chooses("Tab für neue Sitzung erstellen")
    browser.wait("unwatch")
    visit.technician.selects("Maria Huber")
    browser.is_asked_for_a_key_frame()
    browser.shows(GREEN)
    visit.technician.sees_colour(GREEN)


def test_nobody_looks_at_a_hidden_page(visit: Visit) -> None:
    browser = visit.shows_the_screen()
    browser.shows(RED)
    visit.technician.hides_the_page()
    browser.wait("unwatch")
    visit.technician.looks_here_again()
    browser.is_asked_for_a_key_frame()
    browser.shows(BLUE)
    visit.technician.sees_colour(BLUE)


def test_a_reload_brings_the_picture_back(visit: Visit) -> None:
    browser = visit.shows_the_screen()
    browser.shows(RED)
    visit.technician.reloads()
    browser.is_asked_for_a_key_frame()
    browser.shows(BLUE)
    visit.technician.sees_colour(BLUE)


def test_after_a_lost_connection_the_picture_comes_back_by_itself(visit: Visit) -> None:
    browser = visit.shows_the_screen()
    browser.shows(RED)
    visit.technician.goes_offline()
    visit.technician.reads("Ihre Verbindung zum Server ist unterbrochen.")
    visit.technician.is_back_online()
    browser.is_asked_for_a_key_frame()
    browser.shows(BLUE)
    visit.technician.sees_colour(BLUE)
    expect(visit.technician.page.locator(".condition")).to_have_text("")


def test_while_the_customers_connection_is_away_the_console_says_so(visit: Visit) -> None:
    request = visit.allows_viewing()
    visit.browser.shares(request, "screen")
    visit.browser.shows(RED)
    visit.browser.close()
    visit.technician.reads("Die Verbindung zum Bildschirm des Kunden ist unterbrochen.")
    again = visit.opens("customer")
    again.shares(request, "screen")
    again.shows(GREEN)
    visit.technician.sees_colour(GREEN)
    expect(visit.technician.page.locator(".condition")).to_have_text("")


def test_a_share_may_end_and_begin_again_under_the_same_yes(visit: Visit) -> None:
    browser = visit.shows_the_screen()
    browser.shows(RED)
    browser.decide("unshare", request=browser.request, reason="person")
    visit.technician.sees_no_picture()
    visit.technician.reads("Erlaubt, aber der Kunde hat das Zeigen vorerst beendet.")
    browser.number = -1
    browser.begins_to_share(browser.request, "camera")
    browser.is_asked_for_a_key_frame()
    browser.shows(BLUE)
    visit.technician.sees_colour(BLUE)
    visit.technician.reads("Sie sehen, was die Kamera des Kunden sieht.")


def test_chunks_that_are_no_video_lead_to_a_new_key_frame(visit: Visit) -> None:
    browser = visit.shows_the_screen()
    browser.sends_chunk(b"no video at all", is_key=True, codec="vp8")
    browser.is_asked_for_a_key_frame()
    browser.shows(GREEN)
    visit.technician.sees_colour(GREEN)


def test_a_codec_that_always_fails_is_not_offered_any_more(visit: Visit) -> None:
    browser = visit.shows_the_screen()
    for _time in range(3):
        browser.sends_chunk(b"no video at all", is_key=True, codec="vp8")
        browser.is_asked_for_a_key_frame()
    assert browser.codecs == ["h264", "vp9"]
    browser.shows(GREEN)
    visit.technician.sees_colour(GREEN)


def test_a_browser_without_webcodecs_says_so(visit: Visit) -> None:
    visit.technician.context.add_init_script("delete window.VideoDecoder")
    visit.technician.reloads()
    request = visit.allows_viewing()
    visit.browser.begins_to_share(request, "screen")
    visit.technician.reads("Dieser Browser kann das Bild nicht zeigen.")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("no_capture", "Das Gerät des Kunden erlaubt kein Bild vom Bildschirm."),
        ("locked", "Der Bildschirm des Kunden ist gesperrt."),
        ("elevated", "Im Vordergrund ist ein Programm mit Administratorrechten"),
        ("display_lost", "Der Bildschirm des Kunden ist weg"),
        ("wayland", "Der Desktop des Kunden (Wayland) lässt sich nicht von außen bedienen."),
        ("no_input", "Das Gerät des Kunden nimmt Maus und Tastatur nicht von außen an."),
        ("paused_by_customer", "Der Kunde benutzt gerade Maus oder Tastatur"),
    ],
)
def test_what_is_in_the_way_is_said_as_long_as_it_is(visit: Visit, name: str, words: str) -> None:
    tray = visit.is_controlled()
    tray.shows(RED)
    tray.tells("condition", name=name, on=True)
    visit.technician.reads(words)
    tray.tells("condition", name=name, on=False)
    expect(visit.technician.page.locator(".condition")).to_have_text("")


def test_control_takes_the_place_of_the_view(visit: Visit) -> None:
    visit.shows_the_screen().shows(RED)
    tray = visit.is_controlled()
    visit.technician.sees_tab("Maria Huber", "wird ferngesteuert")
    tray.shows(GREEN)
    visit.technician.sees_colour(GREEN)
    expect(visit.technician.tool("Fernsteuerung beenden")).to_be_visible()


def test_two_sessions_have_their_own_pictures(visit: Visit) -> None:
    visit.shows_the_screen().shows(RED)
    key = visit.technician.starts_another_session()
    Caller(visit.server, key, "Paul Klein")
    visit.technician.has_customer("Paul Klein")
    expect(visit.technician.picture).to_be_hidden()
    visit.technician.selects("Maria Huber")
    visit.browser.is_asked_for_a_key_frame()
    visit.browser.shows(BLUE)
    visit.technician.sees_colour(BLUE)
    expect(visit.technician.tab("Paul Klein")).not_to_have_accessible_name(re.compile("gezeigt"))
