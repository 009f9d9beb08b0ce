"""Files from one side to the other, each side with a browser, in both directions."""

import re
from typing import NamedTuple

import pytest
from playwright.sync_api import expect

from tests.file_words import File, large_file, picture, text_file
from tests.journeys.console.words import ConsoleTechnician
from tests.running_server import RunningServer
from tests.vocabulary import Chatter, Customer


class Pair(NamedTuple):
    """Who sends, and who gets it."""

    sender: Chatter
    receiver: Chatter


@pytest.fixture(params=["technician", "customer"])
def pair(request: pytest.FixtureRequest, technician: ConsoleTechnician, customer: Customer) -> Pair:
    """Both, the one of the test's name as sender."""
    if request.param == "technician":
        return Pair(technician, customer)
    return Pair(customer, technician)


def test_a_file_gets_to_the_other_side_as_it_is(pair: Pair) -> None:
    sent = large_file("Bericht.bin", 0.3)
    pair.sender.sends_files(sent)
    pair.receiver.sees_file("Bericht.bin")
    pair.sender.sees_file("Bericht.bin")
    pair.sender.sees_file_state("Bericht.bin", "gelesen")
    expect(pair.receiver.file("Bericht.bin")).to_contain_text("307 kB")
    for person in pair:
        assert person.downloads("Bericht.bin") == sent["buffer"]


def test_what_is_dropped_onto_the_chat_is_sent(pair: Pair) -> None:
    note = text_file("Notiz.txt")
    pair.sender.may_send_files()
    assert pair.sender.drags_files(note) == [True, True]
    expect(pair.sender.drop_area).to_have_text("Dateien hier ablegen, um sie zu senden")
    assert pair.sender.drops_files(note) == [True, True, True]
    expect(pair.sender.drop_area).to_have_count(0)
    pair.receiver.sees_file("Notiz.txt")
    assert pair.receiver.downloads("Notiz.txt") == b"Guten Tag"


def test_a_screenshot_is_sent_from_the_clipboard(pair: Pair) -> None:
    pair.sender.may_send_files()
    pair.sender.copies_a_picture(picture("x.png")["buffer"])
    pair.sender.field.click()
    pair.sender.page.keyboard.press("Control+V")
    name = re.compile(r"^Bildschirmfoto \d{4}-\d\d-\d\d \d\d\.\d\d\.png$")
    expect(pair.receiver.log.get_by_role("link", name=name)).to_be_visible()
    expect(pair.sender.field).to_have_value("")


def test_several_are_sent_in_the_order_of_choosing(pair: Pair) -> None:
    names = [f"Seite {number}.txt" for number in range(1, 6)]
    pair.sender.sends_files(*(text_file(name, name) for name in names))
    for name in names:
        pair.receiver.sees_file(name)
        pair.sender.sees_file(name)
    assert pair.receiver.downloads("Seite 3.txt") == b"Seite 3.txt"


def test_a_picture_shows_itself_small_in_room_that_was_kept_for_it(pair: Pair) -> None:
    photograph = picture("Drucker.png", 1600, 1000)
    pair.sender.sends_files(photograph)
    for person in pair:
        preview = person.log.get_by_role("img", name="Vorschau von Drucker.png")
        expect(preview).to_be_visible()
        person.page.wait_for_function("one => one.naturalWidth > 0", arg=preview.element_handle())
        width, height = (int(preview.get_attribute(side) or 0) for side in ("width", "height"))
        assert width / height == pytest.approx(1.6, rel=0.02)
    assert pair.receiver.downloads("Drucker.png") == photograph["buffer"]


@pytest.mark.parametrize(
    "name",
    [
        "Übersicht für Köln – endgültig.txt",
        "Kaffee ☕ 👩🏽‍💻.txt",
        "صورة الطابعة.txt",
        "<img src=x onerror=alert(1)>.txt",
        "a&amp;b %(name)s {{ 7*7 }}.txt",
        "Ein wirklich sehr langer Name " + "x" * 150 + ".txt",
    ],
)
def test_a_name_is_text(technician: ConsoleTechnician, customer: Customer, name: str) -> None:
    customer.sends_files(text_file(name))
    for person in (customer, technician):
        shown = person.log.get_by_role("link")
        expect(shown).to_have_count(1)
        expect(shown.locator(".file-end")).to_have_text(re.compile(r"\.txt$"))
        expect(person.log.locator(".file img:visible")).to_have_count(0)
        person.has_nothing_sticking_out()
    shown_name = technician.log.get_by_role("link").get_attribute("aria-label") or ""
    assert shown_name == customer.log.get_by_role("link").get_attribute("aria-label")
    if not set(name) & set('<>:"/\\|?*'):
        assert shown_name == name
    assert technician.tab("Kunde").inner_text().count("Datei: ") == 1


def test_how_far_it_is_can_be_seen_and_it_can_be_cancelled(pair: Pair) -> None:
    pair.sender.has_a_slow_network(upload_kilobytes=200)
    pair.sender.sends_files(large_file("Film.bin", 3), text_file("Danach.txt"))
    bar = pair.sender.page.get_by_role("progressbar", name="Film.bin wird gesendet")
    pair.sender.page.wait_for_function("bar => bar.value > 0.05", arg=bar.element_handle())
    expect(pair.sender.file("Film.bin")).to_contain_text("von 3 MB")
    pair.sender.sees_file_state("Film.bin", "wird gesendet")
    pair.sender.page.get_by_role("button", name="Senden von Film.bin abbrechen").click()
    expect(pair.sender.file("Film.bin")).to_have_count(0)
    pair.sender.has_a_slow_network(upload_kilobytes=None)
    pair.receiver.sees_file("Danach.txt")
    expect(pair.receiver.file("Film.bin")).to_have_count(0)


def test_a_server_that_was_killed_in_the_middle_gets_the_rest(
    pair: Pair, console_server: RunningServer
) -> None:
    film: File = large_file("Film.bin", 6)
    pair.sender.has_a_slow_network(upload_kilobytes=1500)
    pair.sender.sends_files(film)
    bar = pair.sender.page.get_by_role("progressbar", name="Film.bin wird gesendet")
    pair.sender.page.wait_for_function("bar => bar.value > 0.2", arg=bar.element_handle())
    console_server.kill()
    expect(pair.sender.file("Film.bin")).to_contain_text("Keine Verbindung.")
    console_server.start()
    pair.sender.has_a_slow_network(upload_kilobytes=None)
    pair.receiver.sees_file("Film.bin")
    assert pair.receiver.downloads("Film.bin") == film["buffer"]
    pair.sender.sees_file("Film.bin")
