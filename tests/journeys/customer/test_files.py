"""What a customer meets who sends files: refusals, a phone, no mouse, a reload, the end."""

import re

import pytest
from playwright.sync_api import Dialog, expect

from tests.file_words import large_file, picture, text_file
from tests.journeys.customer.accessibility import findings
from tests.journeys.customer.people import StartTalk, Talk
from tests.journeys.customer.test_small_screens import PHONE
from tests.running_server import RunningServer


def on_its_way(talk: Talk, name: str = "Film.bin") -> None:
    """The customer sends something that takes long."""
    talk.customer.has_a_slow_network(upload_kilobytes=100)
    talk.customer.sends_files(large_file(name, 4))
    bar = talk.customer.page.get_by_role("progressbar", name=f"{name} wird gesendet")
    talk.customer.page.wait_for_function("bar => bar.value > 0.01", arg=bar.element_handle())


def test_a_type_that_is_refused_says_so_and_is_not_sent(talk: Talk) -> None:
    customer = talk.customer
    customer.sends_files(text_file("Setup.EXE"), text_file("Liste.txt"))
    customer.is_told_at_file("Setup.EXE", "Nicht gesendet.", "Dateien vom Typ .exe")
    expect(customer.file("Setup.EXE").get_by_role("button", name="Erneut senden")).to_have_count(0)
    customer.sees_file("Liste.txt")
    assert findings(customer.page) == []
    customer.file("Setup.EXE").get_by_role("button", name="Verwerfen").click()
    expect(customer.file("Setup.EXE")).to_have_count(0)


def test_what_pretends_to_be_another_type_is_refused_by_the_server(talk: Talk) -> None:
    program = text_file("Urlaub.txt")
    program["buffer"] = b"MZ" + bytes(58) + b"\x40\0\0\0" + b"PE\0\0" + bytes(400)
    talk.customer.sends_files(program)
    talk.customer.is_told_at_file("Urlaub.txt", "Nicht gesendet.")
    talk.customer.sees_file_state("Urlaub.txt", "nicht gesendet")
    assert not [event for event in talk.technician.events if event["kind"] == "file"]


def test_a_file_that_is_too_large_says_what_is_possible(
    start_talk: StartTalk, small_files_server: RunningServer
) -> None:
    talk = start_talk(small_files_server)
    talk.customer.sends_files(large_file("Film.bin", 1.2), large_file("Kurz.bin", 0.9))
    talk.customer.is_told_at_file("Film.bin", "zu groß", "bis zu 1 MB")
    talk.customer.sees_file("Kurz.bin")


def test_a_reload_in_the_middle_asks_first_and_then_says_what_was_lost(talk: Talk) -> None:
    customer = talk.customer
    on_its_way(talk)
    asked: list[str] = []

    def leaves(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    customer.page.on("dialog", leaves)
    customer.reloads()
    customer.is_in_the_chat(talk.session)
    assert asked == ["beforeunload"]
    customer.is_told_at_file("Film.bin", "Die Übertragung wurde abgebrochen")
    customer.has_a_slow_network(upload_kilobytes=None)
    with customer.page.expect_file_chooser() as opened:
        customer.file("Film.bin").get_by_role("button", name="Erneut senden").click()
    opened.value.set_files([large_file("Film.bin", 4)])
    customer.sees_file("Film.bin")
    assert customer.downloads("Film.bin") == large_file("Film.bin", 4)["buffer"]
    customer.reloads()
    customer.sees_file("Film.bin")
    assert asked == ["beforeunload"]


def test_without_network_it_waits_and_goes_on_by_itself(talk: Talk) -> None:
    on_its_way(talk)
    talk.customer.goes_offline()
    expect(talk.customer.file("Film.bin")).to_contain_text(
        "Keine Verbindung. Es geht von selbst weiter."
    )
    talk.customer.is_back_online()
    talk.customer.has_a_slow_network(upload_kilobytes=None)
    talk.customer.sees_file("Film.bin")
    talk.customer.sees_file_state("Film.bin", "gespeichert")


def test_when_the_session_ends_what_is_on_its_way_says_so(talk: Talk) -> None:
    on_its_way(talk)
    talk.technician.ends()
    talk.customer.sees_the_end()
    talk.customer.is_told_at_file("Film.bin", "Die Sitzung ist vorbei.")
    expect(talk.customer.file_button).to_be_hidden()
    expect(talk.customer.page.get_by_role("button", name="Erneut senden")).to_be_hidden()
    assert findings(talk.customer.page) == []


def test_a_file_is_sent_fetched_and_thrown_away_by_keyboard(talk: Talk) -> None:
    customer = talk.customer
    # From here on the browser hands over its choosers; told at the keystroke, it may be too late.
    customer.page.on("filechooser", lambda _chooser: None)
    customer.may_send_files()
    customer.tabs_to(customer.file_button)
    with customer.page.expect_file_chooser() as opened:
        customer.page.keyboard.press("Enter")
    opened.value.set_files([text_file("Notiz.txt")])
    customer.sees_file("Notiz.txt")
    customer.tabs_to(customer.file_link("Notiz.txt"))
    with customer.page.expect_download():
        customer.page.keyboard.press("Enter")
    customer.has_a_slow_network(upload_kilobytes=50)
    customer.sends_files(large_file("Film.bin", 2))
    cancel = customer.page.get_by_role("button", name="Senden von Film.bin abbrechen")
    customer.tabs_to(cancel)
    customer.page.keyboard.press("Enter")
    expect(customer.file("Film.bin")).to_have_count(0)
    expect(customer.field).to_be_focused()


def test_a_phone_sends_a_photograph(start_talk: StartTalk, server: RunningServer) -> None:
    talk = start_talk(server, **PHONE)
    customer = talk.customer
    with customer.page.expect_file_chooser() as opened:
        customer.file_button.tap()
    photograph = picture("IMG_0815.png", 3000, 4000)
    opened.value.set_files([photograph])
    expect(customer.log.get_by_role("img", name="Vorschau von IMG_0815.png")).to_be_visible()
    customer.has_nothing_sticking_out()
    expect(customer.send_button).to_be_in_viewport(ratio=1)
    assert customer.downloads("IMG_0815.png") == photograph["buffer"]


def test_who_misses_the_chat_does_not_lose_it(talk: Talk) -> None:
    talk.customer.may_send_files()
    taken = talk.customer.page.evaluate(
        """() => {
            const dataTransfer = new DataTransfer();
            dataTransfer.items.add(new File(["x"], "x.txt"));
            const options = { bubbles: true, cancelable: true, dataTransfer };
            const header = document.querySelector(".chat-header");
            return ["dragover", "drop"].map(
                (type) => !header.dispatchEvent(new DragEvent(type, options)));
        }"""
    )
    assert taken == [True, True]
    expect(talk.customer.log.locator(".file")).to_have_count(0)


def test_the_clipboard_with_words_in_it_pastes_the_words(talk: Talk) -> None:
    talk.customer.may_send_files()
    talk.customer.field.click()
    talk.customer.page.evaluate(
        """() => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/plain", "Text aus der Tabelle");
            clipboardData.items.add(new File(["x"], "image.png", { type: "image/png" }));
            document.activeElement.dispatchEvent(
                new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData }));
        }"""
    )
    talk.customer.say("Danach")
    talk.technician.hears("Danach")
    expect(talk.customer.log.locator(".file")).to_have_count(0)


@pytest.mark.parametrize("language", ["de-DE", "en-US"])
def test_the_button_says_what_it_does(
    start_talk: StartTalk, server: RunningServer, language: str
) -> None:
    talk = start_talk(server, locale=language)
    words = re.compile("^Datei senden$" if language == "de-DE" else "^Send file$")
    button = talk.customer.page.get_by_role("button", name=words)
    expect(button).to_be_enabled()
    expect(button).to_have_attribute("title", words)
