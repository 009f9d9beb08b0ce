"""Clicks, drags and the wheel, as a page and the desktop see them."""

from typing import Any

from playwright.sync_api import Page

from tests.tray.desktop import Desktop, wait_for
from tests.tray.input.desk import PATIENCE, Desk, Hands, Keyboard
from tests.tray.input.fields import on_screen


def told(page: Page, *kinds: str) -> list[list[Any]]:
    """What the page saw of these kinds."""
    return [seen for seen in page.evaluate("told") if seen[0] in kinds]


def test_a_click_arrives_where_the_technician_points(page: Page, hands: Hands) -> None:
    x, y = on_screen(page, "textarea")

    hands.click((x, y))

    clicks = wait_for("a click", lambda: told(page, "click"))
    assert clicks == [["click", 0, f"{x},{y}"]]


def test_each_button_is_its_own(page: Page, hands: Hands) -> None:
    hands.click(on_screen(page, "textarea"))
    for button in ("middle", "right"):
        hands.input.button(button, True)
        hands.input.button(button, False)

    wait_for("the menu's click", lambda: told(page, "contextmenu"))
    assert [seen[1] for seen in told(page, "mouseup")] == [0, 1, 2]


def test_a_left_handed_customer_gets_what_the_technician_means(
    desktop: Desktop, page: Page, hands: Hands
) -> None:
    desktop.run("xmodmap", "-e", "pointer = 3 2 1")
    hands.click(on_screen(page, "textarea"))
    hands.input.button("right", True)
    hands.input.button("right", False)

    wait_for("the menu's click", lambda: told(page, "contextmenu"))
    desktop.run("xmodmap", "-e", "pointer = default")
    assert [seen[1] for seen in told(page, "mouseup")] == [0, 2]


def test_a_double_click_chooses_a_word(desk: Desk, page: Page, hands: Hands) -> None:
    hands.type_into(desk.fields["chromium"], "Donaudampfschifffahrtsgesellschaft")
    box = page.locator("textarea").bounding_box()
    x, y = on_screen(page, "textarea")
    assert box

    hands.click((x, int(y - box["height"] / 2 + 14)), times=2)

    wait_for("a double click", lambda: told(page, "dblclick"))
    chosen = page.evaluate("getSelection().toString()")
    assert chosen == "Donaudampfschifffahrtsgesellschaft"


def test_dragging_chooses_text(desk: Desk, page: Page, hands: Hands) -> None:
    hands.type_into(desk.fields["chromium"], "eins zwei drei\nvier fünf sechs")
    box = page.locator("textarea").bounding_box()
    assert box
    x, y = on_screen(page, "textarea")
    left, first_line = int(x - box["width"] / 2 + 4), int(y - box["height"] / 2 + 12)

    hands.input.move(left, first_line)
    hands.input.button("left", True)
    for step in range(1, 11):
        hands.input.move(left + step * 40, first_line + step * 2)
    hands.input.button("left", False)

    assert wait_for("a choice", lambda: page.evaluate("getSelection().toString()")) == (
        "eins zwei drei\nvier fünf sechs"
    )


def test_dragging_its_title_moves_a_window(desktop: Desktop, desk: Desk, hands: Hands) -> None:
    x, y = desk.fields["gtk"].middle()
    # The title is above the content, which is 300 pixels high.
    hands.input.move(x, y - 160)
    hands.input.button("left", True)
    wait_for("the window in front", desk.fields["gtk"].has_keyboard, PATIENCE)
    for step in range(1, 11):
        hands.input.move(x + 6 * step, y - 160 + 3 * step)

    wait_for("the window there", lambda: desk.fields["gtk"].middle() == (x + 60, y + 30), PATIENCE)
    hands.input.button("left", False)


def test_the_wheel_scrolls_by_notches_and_their_parts(page: Page, hands: Hands) -> None:
    def scrolled() -> float:
        return page.evaluate("scrollY")

    x, y = on_screen(page, "input")
    hands.input.move(x, y + 200)

    hands.input.wheel(0, 3)
    three = wait_for("the page lower", lambda: scrolled() if _is_still(page) else None)
    hands.input.wheel(0, -0.5)
    hands.input.wheel(0, -0.5)

    wait_for("the page a notch higher", lambda: 0 < scrolled() < three and _is_still(page))
    hands.input.wheel(0, -2)
    wait_for("the page where it was", lambda: scrolled() == 0)


def test_places_outside_mean_the_nearest_edge(desktop: Desktop, hands: Hands) -> None:
    keyboard = Keyboard(desktop)

    hands.input.move(5000, -5)

    assert keyboard.place() == (1279, 0)
    keyboard.close()


def test_numbers_that_are_none_turn_no_wheel(page: Page, hands: Hands) -> None:
    hands.input.move(*on_screen(page, "textarea"))

    hands.input.wheel(float("nan"), float("inf"))
    hands.input.button("left", True)
    hands.input.button("left", False)

    wait_for("the click after it", lambda: told(page, "click"))
    assert page.evaluate("scrollY") == 0


def _is_still(page: Page) -> bool:
    """Whether the page scrolls no more; browsers glide."""
    return page.evaluate(
        "() => new Promise((still) => { const y = scrollY;"
        " setTimeout(() => still(y > 0 && y === scrollY), 150); })"
    )
