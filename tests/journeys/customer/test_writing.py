"""What may be written, how it is sent, and that text stays text."""

import pytest
from playwright.sync_api import expect

from tests.journeys.customer.people import Talk


def test_enter_sends_and_shift_enter_begins_a_line(talk: Talk) -> None:
    field = talk.customer.field
    expect(field).to_be_focused()
    talk.customer.page.keyboard.type("Zeile 1")
    talk.customer.page.keyboard.press("Shift+Enter")
    talk.customer.page.keyboard.type("Zeile 2")
    expect(field).to_have_value("Zeile 1\nZeile 2")
    talk.customer.page.keyboard.press("Enter")
    expect(field).to_have_value("")
    expect(field).to_be_focused()
    talk.technician.hears("Zeile 1\nZeile 2")
    talk.customer.sees_messages("Zeile 1\nZeile 2")


def test_who_is_faster_than_the_script_can_not_write_into_the_void(talk: Talk) -> None:
    arrive = talk.customer.has_late_scripts()
    talk.customer.reloads()
    expect(talk.customer.field).not_to_be_editable()
    expect(talk.customer.send_button).to_be_disabled()
    arrive()
    talk.customer.say("Jetzt aber.")
    talk.technician.hears("Jetzt aber.")


def test_the_button_sends_too(talk: Talk) -> None:
    talk.customer.field.fill("Per Knopf")
    talk.customer.send_button.click()
    talk.technician.hears("Per Knopf")
    expect(talk.customer.field).to_have_value("")
    expect(talk.customer.field).to_be_focused()


def test_enter_that_ends_a_word_of_an_input_method_does_not_send(talk: Talk) -> None:
    talk.customer.field.fill("日本")
    talk.customer.field.dispatch_event("keydown", {"key": "Enter", "isComposing": True})
    talk.customer.field.dispatch_event("keydown", {"key": "Enter", "keyCode": 229})
    expect(talk.customer.field).to_have_value("日本")
    talk.customer.field.press("Enter")
    talk.technician.hears("日本")
    assert talk.technician.heard() == ["日本"]


@pytest.mark.parametrize("blank", ["", "   ", "\n\n \n"])
def test_blank_messages_are_not_sent(talk: Talk, blank: str) -> None:
    talk.customer.say(blank)
    talk.customer.say("Das zählt.")
    talk.technician.hears("Das zählt.")
    assert talk.technician.heard() == ["Das zählt."]


@pytest.mark.parametrize(
    "text",
    [
        "Grüße aus Köln: äöüß ÄÖÜ ẞ, „Anführung“ – 5 € …",
        "👩🏽‍💻 👨‍👩‍👧‍👦 🇩🇪 ❤️‍🔥 e\u0301",
        "العربية و עברית mitten im Satz",
        "<b>fett</b> & <script>document.title='böse'</script>",
        '<img src=x onerror="document.title=1"> &lt;i&gt; &amp;',
        "{{ 7*7 }} ${7*7} %(name)s `x` \\n",
        "    eingerückt\n\n\nmit  Lücken",
    ],
)
def test_text_arrives_as_it_was_written(talk: Talk, text: str) -> None:
    talk.customer.say(text)
    talk.technician.hears(text)
    talk.technician.say(f"Sie schrieben: {text}")
    talk.technician.hears(f"Sie schrieben: {text}")
    shown = talk.customer.log.locator(".message .text")
    expect(shown).to_have_count(2)
    assert shown.evaluate_all("all => all.map(one => one.textContent)") == [
        text,
        f"Sie schrieben: {text}",
    ]
    expect(shown.locator("*")).to_have_count(0)
    expect(talk.customer.page).to_have_title("Chat mit Anna Berg")


def test_addresses_become_links_that_tell_nothing_about_where_they_stood(talk: Talk) -> None:
    talk.technician.say("Bitte öffnen: https://example.com/a_(b)?x=1&y=ü#z. Oder www.example.org!")
    links = talk.customer.log.get_by_role("link")
    expect(links).to_have_text(["https://example.com/a_(b)?x=1&y=ü#z", "www.example.org"])
    for link in links.all():
        expect(link).to_have_attribute("rel", "noopener noreferrer")
        expect(link).to_have_attribute("target", "_blank")
    expect(links.nth(0)).to_have_attribute("href", "https://example.com/a_(b)?x=1&y=%C3%BC#z")
    expect(links.nth(1)).to_have_attribute("href", "https://www.example.org/")


def test_a_link_opens_a_new_tab_without_a_referrer(talk: Talk) -> None:
    address = f"{talk.server.url}/healthz"
    talk.technician.say(address)
    with talk.customer.context.expect_page() as opened:
        talk.customer.log.get_by_role("link", name=address).click()
    opened.value.wait_for_load_state()
    assert opened.value.url == address
    assert opened.value.evaluate("[document.referrer, window.opener]") == ["", None]
    talk.customer.is_in_the_chat(talk.session)


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/passwd",
        "vbscript:x",
        "https://",
        "http://<b>",
        "ahttps://example.com",
    ],
)
def test_what_is_no_web_address_does_not_become_a_link(talk: Talk, text: str) -> None:
    talk.technician.say(text)
    talk.customer.sees(text)
    expect(talk.customer.log.get_by_role("link").filter(has_text=text)).to_have_count(0)


def test_ten_thousand_characters_are_one_message(talk: Talk) -> None:
    text = "".join(f"{number:09d} " for number in range(1000))[:-1] + "🎉"
    assert len(text) == 10_000
    talk.customer.field.fill(text)
    expect(talk.customer.page.get_by_text("Noch 0 Zeichen")).to_be_visible()
    talk.customer.field.press("Enter")
    talk.technician.hears(text)
    talk.customer.sees_messages(text)
    talk.customer.has_nothing_sticking_out()


def test_one_character_more_is_refused_and_kept_to_be_shortened(talk: Talk) -> None:
    text = "ä" * 10_001
    talk.customer.say(text)
    expect(talk.customer.page.get_by_text("1 Zeichen zu lang.")).to_be_visible()
    expect(talk.customer.field).to_have_value(text)
    expect(talk.customer.field).to_have_attribute("aria-invalid", "true")
    talk.customer.field.press("End")
    talk.customer.field.press("Backspace")
    expect(talk.customer.field).to_have_attribute("aria-invalid", "false")
    talk.customer.field.press("Enter")
    talk.technician.hears("ä" * 10_000)
    expect(talk.customer.field).to_have_value("")


def test_what_the_server_refuses_says_why_and_stays_until_it_is_thrown_away(talk: Talk) -> None:
    customer, text = talk.customer, "ö" * 10_001
    customer.has_waiting_to_be_sent(talk.session, text)
    customer.reloads()
    refused = customer.message(text)
    customer.sees_state(text, "nicht gesendet")
    expect(refused.get_by_role("alert")).to_contain_text("möglich sind 10")
    refused.get_by_role("button", name="Erneut senden").click()
    customer.sees_state(text, "nicht gesendet")
    customer.reloads()
    customer.sees_state(text, "nicht gesendet")
    refused.get_by_role("button", name="Verwerfen").click()
    expect(refused).to_have_count(0)
    customer.say("Dann kürzer.")
    customer.sees_state("Dann kürzer.", "gespeichert")
    customer.reloads()
    customer.sees_messages("Dann kürzer.")


def test_the_field_grows_with_the_text_and_then_scrolls(talk: Talk) -> None:
    def height() -> float:
        return talk.customer.field.evaluate("field => field.getBoundingClientRect().height")

    one_line = height()
    talk.customer.field.fill("\n".join("abc"))
    three_lines = height()
    talk.customer.field.fill("\n".join(str(number) for number in range(100)))
    assert one_line < three_lines < height() < one_line * 8
    talk.customer.field.press("Enter")
    assert height() == one_line
