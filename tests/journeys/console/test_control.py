"""The technician's hands on the customer's device: exactly what the tray app is told."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys.console.sharer import Sharer
from tests.journeys.console.visit import Visit

BLUE = (40, 60, 200)
RELEASE = {"type": "release"}


def down(key: str) -> dict[str, Any]:
    return {"type": "key", "key": key, "down": True}


def up(key: str) -> dict[str, Any]:
    return {"type": "key", "key": key, "down": False}


def texts(text: str) -> list[dict[str, Any]]:
    return [{"type": "text", "text": character} for character in text]


def button(place: tuple[float, float], name: str, *, is_down: bool) -> dict[str, Any]:
    x, y = (pytest.approx(part, abs=0.004) for part in place)
    return {"type": "button", "x": x, "y": y, "source": 0, "button": name, "down": is_down}


def move(x: float, y: float) -> dict[str, Any]:
    place = {"x": pytest.approx(x, abs=0.004), "y": pytest.approx(y, abs=0.004)}
    return {"type": "move", "source": 0} | place


@pytest.fixture
def tray(visit: Visit) -> Sharer:
    """The tray app, whose picture is to be seen."""
    tray = visit.is_controlled()
    tray.shows(BLUE, size=(1280, 720))
    visit.technician.sees_colour(BLUE)
    return tray


@pytest.fixture
def hands(visit: Visit, tray: Sharer) -> Sharer:
    """The same, after the technician has clicked into the picture."""
    visit.technician.clicks_into_the_picture(0.25, 0.5)
    tray.is_given(
        button((0.25, 0.5), "left", is_down=True), button((0.25, 0.5), "left", is_down=False)
    )
    visit.technician.works_over_there()
    return tray


def test_nothing_goes_over_before_the_picture_has_the_keyboard(visit: Visit, tray: Sharer) -> None:
    visit.technician.points_at(0.5, 0.5)
    visit.technician.points_at(0.6, 0.5)
    visit.technician.page.mouse.wheel(0, 300)
    visit.technician.say("Ich sehe Ihren Bildschirm.")
    visit.technician.sees("Ich sehe Ihren Bildschirm.")
    tray.heard_no_input()


def test_what_is_written_in_the_chat_never_goes_over(visit: Visit, hands: Sharer) -> None:
    visit.technician.say("Mein Passwort ist geheim")
    visit.technician.sees("Mein Passwort ist geheim")
    hands.is_given(RELEASE)
    visit.technician.works_here()
    hands.passing.clear()
    hands.heard_no_input()


def test_text_arrives_as_it_is_written(visit: Visit, hands: Sharer) -> None:
    visit.technician.page.keyboard.type("Grüße äöüß€ @{}|~ żółć")
    hands.is_given(*texts("Grüße äöüß€ @{}|~ żółć"))


def test_an_input_method_writes_what_it_ends_with(visit: Visit, hands: Sharer) -> None:
    chromium = visit.technician.context.new_cdp_session(visit.technician.page)
    composing = {"selectionStart": 1, "selectionEnd": 1}
    chromium.send("Input.imeSetComposition", {"text": "に", **composing})
    chromium.send("Input.imeSetComposition", {"text": "日", **composing})
    chromium.send("Input.insertText", {"text": "日本"})
    hands.is_given({"type": "text", "text": "日本"})
    assert visit.technician.remote_keyboard.input_value() == ""


def test_a_dead_key_alone_sends_nothing(visit: Visit, hands: Sharer) -> None:
    chromium = visit.technician.context.new_cdp_session(visit.technician.page)
    dead = {"key": "Dead", "code": "Equal", "windowsVirtualKeyCode": 221}
    chromium.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **dead})
    chromium.send("Input.dispatchKeyEvent", {"type": "keyUp", **dead})
    letter = {"key": "é", "code": "KeyE", "windowsVirtualKeyCode": 69, "text": "é"}
    chromium.send("Input.dispatchKeyEvent", {"type": "keyDown", **letter})
    chromium.send("Input.dispatchKeyEvent", {"type": "keyUp", **letter})
    hands.is_given(*texts("é"))


def test_a_capital_letter_is_text_and_shift_stays_here(visit: Visit, hands: Sharer) -> None:
    visit.technician.page.keyboard.press("Shift+A")
    visit.technician.page.keyboard.type("b")
    hands.is_given(*texts("Ab"))


@pytest.mark.parametrize(
    "key", ["Enter", "Tab", "Backspace", "Escape", "ArrowLeft", "F5", "Home", "Delete"]
)
def test_keys_go_over_by_name(visit: Visit, hands: Sharer, key: str) -> None:
    visit.technician.page.keyboard.press(key)
    hands.is_given(down(key), up(key))
    visit.technician.works_over_there()


@pytest.mark.parametrize(
    ("pressed", "actions"),
    [
        ("Control+c", [down("Control"), down("c"), up("c"), up("Control")]),
        ("Control+Shift+Escape", [
            down("Control"), down("Shift"), down("Escape"),
            up("Escape"), up("Shift"), up("Control"),
        ]),
        ("Control+Shift+S", [
            down("Control"), down("Shift"), down("s"), up("s"), up("Shift"), up("Control"),
        ]),
        ("Alt+Enter", [down("Alt"), down("Enter"), up("Enter"), up("Alt")]),
        ("Shift+ArrowRight", [
            down("Shift"), down("ArrowRight"), up("ArrowRight"), up("Shift"),
        ]),
        ("Meta", [down("Meta"), up("Meta")]),
        ("Alt", [down("Alt"), up("Alt")]),
    ],
)  # fmt: skip
def test_shortcuts_go_over_as_keys(
    visit: Visit, hands: Sharer, pressed: str, actions: list[dict[str, Any]]
) -> None:
    visit.technician.page.keyboard.press(pressed)
    hands.is_given(*actions)


def test_text_after_a_selection_with_shift_needs_no_shift_there(
    visit: Visit, hands: Sharer
) -> None:
    keyboard = visit.technician.page.keyboard
    keyboard.down("Shift")
    keyboard.press("ArrowLeft")
    keyboard.press("A")
    keyboard.up("Shift")
    hands.is_given(down("Shift"), down("ArrowLeft"), up("ArrowLeft"), up("Shift"), *texts("A"))


def test_a_key_that_is_held_repeats(visit: Visit, hands: Sharer) -> None:
    keyboard = visit.technician.page.keyboard
    for _time in range(3):
        keyboard.down("ArrowDown")
    keyboard.up("ArrowDown")
    hands.is_given(*[down("ArrowDown")] * 3, up("ArrowDown"))


def test_nothing_stays_pressed_when_the_window_loses_the_keyboard(
    visit: Visit, hands: Sharer
) -> None:
    keyboard = visit.technician.page.keyboard
    keyboard.down("Control")
    keyboard.down("a")
    hands.is_given(down("Control"), down("a"))
    visit.technician.remote_keyboard.evaluate("field => field.blur()")
    hands.is_given(RELEASE)
    keyboard.up("a")
    keyboard.up("Control")
    hands.passing.clear()
    hands.heard_no_input()


def test_nothing_stays_pressed_on_a_hidden_page(visit: Visit, hands: Sharer) -> None:
    visit.technician.page.keyboard.down("Shift")
    visit.technician.page.mouse.down()
    hands.hears_input(type="button", down=True)
    visit.technician.hides_the_page()
    hands.is_given(RELEASE)


def test_control_alt_shift_brings_the_keyboard_back(visit: Visit, hands: Sharer) -> None:
    visit.technician.page.keyboard.press("Control+Alt+Shift")
    hands.is_given(RELEASE)
    visit.technician.works_here()
    expect(visit.technician.tool("Einpassen")).to_be_focused()
    visit.technician.page.keyboard.type("x")
    visit.technician.page.keyboard.press("Tab")
    hands.passing.clear()
    hands.heard_no_input()


def test_the_button_in_the_head_puts_the_keyboard_on_the_picture(
    visit: Visit, tray: Sharer
) -> None:
    visit.technician.control_button.focus()
    visit.technician.page.keyboard.press("Enter")
    visit.technician.works_over_there()
    visit.technician.page.keyboard.press("F2")
    tray.is_given(down("F2"), up("F2"))


def test_the_pointer_goes_where_it_is_in_the_picture(visit: Visit, hands: Sharer) -> None:
    visit.technician.points_at(0.75, 0.1)
    hands.is_given(move(0.75, 0.1))
    visit.technician.points_at(0.01, 0.99)
    hands.is_given(move(0.01, 0.99))


@pytest.mark.parametrize("name", ["left", "middle", "right"])
def test_each_button_is_told_apart(visit: Visit, hands: Sharer, name: Any) -> None:
    visit.technician.points_at(0.5, 0.5)
    visit.technician.page.mouse.down(button=name)
    visit.technician.page.mouse.up(button=name)
    place = (0.5, 0.5)
    hands.is_given(
        button(place, name, is_down=True), button(place, name, is_down=False), but_for="move"
    )


def test_a_drag_goes_on_beside_the_picture(visit: Visit, hands: Sharer) -> None:
    mouse = visit.technician.page.mouse
    visit.technician.points_at(0.5, 0.5)
    mouse.down()
    visit.technician.points_at(0.9, 0.5)
    hands.hears_input(**button((0.5, 0.5), "left", is_down=True))
    hands.hears_input(**move(0.9, 0.5))
    visit.technician.points_at(1.4, 0.5)
    mouse.up()
    hands.hears_input(**button((1, 0.5), "left", is_down=False))


def test_both_buttons_at_once_are_two_presses(visit: Visit, hands: Sharer) -> None:
    mouse, place = visit.technician.page.mouse, (0.25, 0.5)
    mouse.down(button="left")
    mouse.down(button="right")
    mouse.up(button="left")
    mouse.up(button="right")
    hands.is_given(
        button(place, "left", is_down=True),
        button(place, "right", is_down=True),
        button(place, "left", is_down=False),
        button(place, "right", is_down=False),
        but_for="move",
    )


def test_the_wheel_turns_in_notches(visit: Visit, hands: Sharer) -> None:
    place = {"x": pytest.approx(0.25, abs=0.004), "y": pytest.approx(0.5, abs=0.004), "source": 0}
    visit.technician.page.mouse.wheel(0, 100)
    hands.is_given({"type": "wheel", "dx": 0, "dy": 1, **place})
    visit.technician.page.mouse.wheel(0, -50)
    hands.is_given({"type": "wheel", "dx": 0, "dy": -0.5, **place})
    visit.technician.page.mouse.wheel(200, 0)
    hands.is_given({"type": "wheel", "dx": 2, "dy": 0, **place})


def test_a_click_with_control_held_holds_it_there(visit: Visit, hands: Sharer) -> None:
    keyboard = visit.technician.page.keyboard
    keyboard.down("Control")
    visit.technician.page.mouse.down()
    visit.technician.page.mouse.up()
    keyboard.up("Control")
    place = (0.25, 0.5)
    hands.is_given(
        down("Control"),
        button(place, "left", is_down=True),
        button(place, "left", is_down=False),
        up("Control"),
        but_for="move",
    )


def test_moves_come_at_most_sixty_times_a_second(visit: Visit, hands: Sharer) -> None:
    seconds = visit.technician.picture.evaluate(
        """canvas => new Promise((done) => {
            const { left, top } = canvas.getBoundingClientRect();
            const began = performance.now();
            const timer = setInterval(() => {
                const after = performance.now() - began;
                const place = { clientX: left + 10 + after / 10, clientY: top + 50 };
                canvas.dispatchEvent(new PointerEvent("pointermove", { ...place, bubbles: true }));
                if (after > 1000) done(clearInterval(timer) ?? after / 1000);
            }, 1);
        })"""
    )
    visit.technician.page.keyboard.press("F9")
    hands.hears_input(**up("F9"))
    moves = [frame for frame in hands.got("input") if frame["action"]["type"] == "move"]
    # The last one goes when the time for it has come.
    assert 10 <= len(moves) <= 60 * seconds + 2


def test_after_the_customers_stop_nothing_goes_over(visit: Visit, hands: Sharer) -> None:
    visit.browser.withdraws("control")
    visit.technician.sees_no_picture()
    visit.technician.page.keyboard.type("Geheim")
    visit.technician.page.keyboard.press("Enter")
    hands.wait("event", kind="withdrawn")
    hands.passing.clear()
    hands.heard_no_input()
    visit.technician.sees_messages()
    expect(visit.technician.field).to_have_value("")


def test_viewing_alone_moves_nothing(visit: Visit) -> None:
    browser = visit.shows_the_screen()
    browser.shows(BLUE)
    visit.technician.clicks_into_the_picture(0.5, 0.5)
    visit.technician.page.keyboard.type("abc")
    browser.heard_no_input()
    expect(visit.technician.remote_keyboard).to_be_hidden()
