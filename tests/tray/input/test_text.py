"""Text arrives as the technician typed it: in X as it is, in GTK, in a browser."""

import signal

import pytest
from playwright.sync_api import Page, expect

from tests.tray.desktop import wait_for
from tests.tray.input.desk import PATIENCE, Desk, Hands, Keyboard
from tests.tray.input.fields import on_screen
from tray_app.input import clicks

FIELDS = ["xterm", "gtk", "chromium"]
LAYOUTS = ["us", "de", "fr", "pl"]
TEXT = (
    "Grüße äöüß€ @{}|~ żółć\n"
    "ÄÖÜ ẞ éèàçùêîôœ ąęśźńŻÓŁĆ „Hallo“ ‚so‘ «là» … – — 'x' \"y\"\n"
    "^ ` ´ ~ \\ [ ] < > # + - _ : ; , . * ! § $ % & / ( ) = ? ° ² ³ µ\n"
    "Да Ωμέγα שלום สวัสดี 日本語 한국어 ﬁ 0123456789"
)
EMOJI = "Gut 👍🏽 gemacht 😀 👩‍👩‍👧 🇩🇪 ende"
#: Characters that no layout of Europe has: more of them than any keyboard has spare keys.
ODD = "".join(chr(code) for code in range(0x2600, 0x2628))


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", FIELDS)
def test_text_arrives_as_typed(desk: Desk, hands: Hands, name: str, layout: str) -> None:
    desk.set_layout(layout)

    assert hands.type_into(desk.fields[name], TEXT) == TEXT


@pytest.mark.parametrize("name", FIELDS)
def test_five_hundred_characters_at_once_arrive_in_order(
    desk: Desk, hands: Hands, name: str
) -> None:
    text = ("Schöne Grüße: żółć 50 € @ ~ " * 18)[:500]

    assert hands.type_into(desk.fields[name], text) == text


@pytest.mark.parametrize("name", FIELDS)
def test_more_odd_characters_than_spare_keys_arrive(desk: Desk, hands: Hands, name: str) -> None:
    text = ODD + ODD[::-1] + "a"

    assert hands.type_into(desk.fields[name], text) == text


@pytest.mark.parametrize("name", FIELDS)
def test_emoji_arrive(desk: Desk, hands: Hands, name: str) -> None:
    assert hands.type_into(desk.fields[name], EMOJI) == EMOJI


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", FIELDS)
def test_capslock_and_numlock_do_not_touch_text_and_stay(
    desk: Desk, hands: Hands, name: str, layout: str
) -> None:
    desk.set_layout(layout)
    keyboard = Keyboard(desk.desktop)
    desk.desktop.press("Caps_Lock", "Num_Lock")
    wait_for("both lights", lambda: keyboard.lights() == 3)

    typed = hands.type_into(desk.fields[name], "Grüße ß é żółć 123 €\nABC")

    wait_for("both lights again", lambda: keyboard.lights() == 3)
    desk.desktop.press("Caps_Lock", "Num_Lock")
    wait_for("no lights", lambda: keyboard.lights() == 0)
    keyboard.close()
    assert typed == "Grüße ß é żółć 123 €\nABC"


@pytest.mark.parametrize("name", FIELDS)
def test_the_second_of_two_layouts_is_typed_on(desk: Desk, hands: Hands, name: str) -> None:
    desk.set_layout("us,ru", "-option", "grp:shifts_toggle")
    desk.desktop.run("xdotool", "key", "ISO_Next_Group")

    assert hands.type_into(desk.fields[name], "Да, yes: ж@ż äöü") == "Да, yes: ж@ż äöü"


@pytest.mark.parametrize("name", FIELDS)
def test_another_layout_in_the_middle_is_followed(desk: Desk, hands: Hands, name: str) -> None:
    field = desk.fields[name]
    assert hands.type_into(field, "yz@ż ☀") == "yz@ż ☀"

    desk.set_layout("de")

    assert hands.type_into(field, "yz@ż ☀") == "yz@ż ☀"


@pytest.mark.parametrize("name", FIELDS)
def test_keys_that_the_technician_holds_do_not_touch_text(
    desk: Desk, hands: Hands, name: str
) -> None:
    field = desk.fields[name]
    hands.empty(field)
    for key in ("Shift", "Control", "AltGraph"):
        hands.input.key(key, True)

    hands.input.text("Aa@1.")

    wait_for("the text", lambda: field.text() == "Aa@1.", PATIENCE)
    hands.input.release()


def test_what_is_typed_after_a_click_comes_after_it(
    desk: Desk, page: Page, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands.type_into(desk.fields["chromium"], "vorher")
    place = on_screen(page, "input")
    window_manager = desk.desktop.process("openbox")

    # It is busy when the click comes, and looks at it only after the app had to wait for it.
    window_manager.send_signal(signal.SIGSTOP)
    waited = []

    def wait(_seconds: float) -> None:
        window_manager.send_signal(signal.SIGCONT)
        waited.append(True)

    monkeypatch.setattr(clicks, "sleep", wait)
    hands.click(place)
    try:
        hands.input.text("nachher")
    finally:
        window_manager.send_signal(signal.SIGCONT)

    expect(page.locator("input")).to_have_value("nachher", timeout=PATIENCE * 1000)
    assert page.locator("textarea").input_value() == "vorher"
    assert waited


def test_what_no_key_can_write_is_left_out(desk: Desk, hands: Hands) -> None:
    text, left = "a\ud800\x00\x1b\x7f\ufffe\r\nb\rc", "a\nb\nc"

    assert hands.type_into(desk.fields["chromium"], text, left) == left


def test_the_keyboard_map_is_put_back(desk: Desk, hands: Hands) -> None:
    keyboard = Keyboard(desk.desktop)
    before = keyboard.map()
    hands.type_into(desk.fields["xterm"], ODD[:10])
    assert keyboard.map() != before

    hands.input.close()

    assert keyboard.map() == before
    keyboard.close()
