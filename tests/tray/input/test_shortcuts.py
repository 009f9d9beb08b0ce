"""Shortcuts mean what the technician pressed, and no key stays down."""

import os
import signal
import subprocess
import sys

import pytest
from playwright.sync_api import Page, expect

from tests.tray.desktop import Desktop, wait_for
from tests.tray.input.desk import Desk, Hands, Keyboard
from tests.tray.input.fields import gtk_text_field, on_screen

LAYOUTS = ["us", "de", "fr", "ru"]


def keys_told(page: Page) -> list[list[str]]:
    """The keys that went down in the page, with what was held."""
    return [seen[1:] for seen in page.evaluate("told") if seen[0] == "keydown"]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_copy_and_paste(desk: Desk, page: Page, hands: Hands, layout: str) -> None:
    desk.set_layout(layout)
    hands.type_into(desk.fields["chromium"], "Grüße")

    hands.shortcut("Control", "a")
    hands.shortcut("Control", "c")
    hands.click(on_screen(page, "input"))
    expect(page.locator("input")).to_be_focused()
    hands.shortcut("Control", "v")

    expect(page.locator("input")).to_have_value("Grüße")


def test_shift_and_arrows_choose(desk: Desk, page: Page, hands: Hands) -> None:
    hands.type_into(desk.fields["chromium"], "abcdef")

    hands.input.key("Shift", True)
    for _ in range(3):
        hands.shortcut("ArrowLeft")
    hands.input.key("Shift", False)
    hands.shortcut("Delete")

    expect(page.locator("textarea")).to_have_value("abc")


def test_f5_loads_the_page_anew(page: Page, hands: Hands) -> None:
    hands.click(on_screen(page, "textarea"))
    wait_for("the click", lambda: page.evaluate("told.length"))

    with page.expect_event("load"):
        hands.shortcut("F5")


def test_alt_f4_closes_the_window_in_front(desktop: Desktop, hands: Hands) -> None:
    before = desktop.windows_on_screen()
    gtk_text_field(desktop)
    front = wait_for("a new window in front", lambda: _front(desktop) - before)

    hands.shortcut("Alt", "F4")

    wait_for("the window gone", lambda: not front & desktop.windows_on_screen())


@pytest.mark.parametrize(
    ("layout", "pressed", "seen"),
    [
        # American keyboards need Shift for "+", German ones don't; French ones need it for digits.
        ("de", ("Control", "Shift", "+"), ["+", "Control"]),
        ("us", ("Control", "+"), ["+", "Control+Shift"]),
        ("fr", ("Control", "1"), ["1", "Control+Shift"]),
        ("de", ("Control", "Shift", "T"), ["T", "Control+Shift"]),
        ("de", ("Control", "ö"), ["ö", "Control"]),
    ],
)
def test_a_shortcut_is_pressed_by_meaning(
    desk: Desk, page: Page, hands: Hands, layout: str, pressed: tuple[str, ...], seen: list[str]
) -> None:
    page.evaluate("addEventListener('keydown', (event) => event.preventDefault())")
    desk.set_layout(layout)
    hands.click(on_screen(page, "textarea"))
    wait_for("the keyboard in the page", desk.fields["chromium"].has_keyboard)

    hands.shortcut(*pressed)

    wait_for(f"{seen}", lambda: seen in keys_told(page))


def test_a_held_key_repeats_as_often_as_it_is_told(desk: Desk, page: Page, hands: Hands) -> None:
    hands.type_into(desk.fields["chromium"], "abcdefghijklmnop")

    for _ in range(5):
        hands.input.key("Backspace", True)
    # The X server repeats by itself what is down for long, as where the word that it is up is late.
    assert hands.keyboard.held() == []
    hands.input.key("Backspace", False)
    hands.shortcut("Delete")

    wait_for("all of it", lambda: ["Delete", ""] in keys_told(page))
    expect(page.locator("textarea")).to_have_value("abcdefghijk")


def test_a_held_modifier_is_down_once(desk: Desk, page: Page, hands: Hands) -> None:
    hands.empty(desk.fields["chromium"])
    for _ in range(3):
        hands.input.key("Control", True)
    hands.input.key("Control", False)
    hands.shortcut("Delete")
    wait_for("all of it", lambda: ["Delete", ""] in keys_told(page))
    assert [key for key, _held in keys_told(page)] == ["Control", "Delete"]


@pytest.mark.parametrize(
    "half",
    [
        [("Control", True), ("c", True)],
        [("Shift", True), ("1", True), ("Shift", False), ("!", False)],
        [("Meta", True), ("c", True), ("Meta", False)],
        [("Alt", True), ("Tab", True)],
    ],
)
def test_nothing_stays_down(desktop: Desktop, hands: Hands, half: list[tuple[str, bool]]) -> None:
    keyboard = Keyboard(desktop)
    for key, down in half:
        hands.input.key(key, down)
    hands.input.button("left", True)

    hands.input.release()

    wait_for("nothing held", lambda: not keyboard.held())
    keyboard.close()


def test_a_character_that_comes_up_as_another_is_let_go(desktop: Desktop, hands: Hands) -> None:
    keyboard = Keyboard(desktop)
    hands.input.key("1", True)
    hands.input.key("Shift", True)
    hands.input.key("!", False)
    hands.input.key("Shift", False)

    wait_for("nothing held", lambda: not keyboard.held())
    keyboard.close()


def test_unknown_keys_do_nothing(desktop: Desktop, hands: Hands) -> None:
    keyboard = Keyboard(desktop)
    for key in ("Dead", "Unidentified", "Process", "", "Quatsch", "\x00", "\ud800"):
        hands.input.key(key, True)

    wait_for("nothing held", lambda: not keyboard.held())
    keyboard.close()


def test_a_killed_app_leaves_no_key_down_and_no_key_lent(desktop: Desktop) -> None:
    keyboard = Keyboard(desktop)
    before = keyboard.map()
    app = subprocess.Popen(
        (
            *(sys.executable, "-c"),
            "from tray_app.input import open_input\n"
            "hands = open_input(print)\n"
            "hands.text('☀☂')\n"
            "hands.key('Control', True)\n"
            "hands.button('left', True)\n"
            "print('ready', flush=True)\n"
            "input()\n",
        ),
        env=os.environ | desktop.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert app.stdout
    assert app.stdout.readline() == b"ready\n"
    assert keyboard.held()
    assert keyboard.map() != before

    app.send_signal(signal.SIGKILL)
    app.communicate()

    wait_for("nothing held", lambda: not keyboard.held())
    wait_for("the map as it was", lambda: keyboard.map() == before)
    keyboard.close()


def _front(desktop: Desktop) -> set[str]:
    return {desktop.run("xdotool", "getactivewindow")}
