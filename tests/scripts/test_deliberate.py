"""`deliberate.js`: a button that comes up under the mouse is not pressed by what began before."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.running_server import RunningServer
from tests.scripts.laboratory import Laboratory

# The module is there before the button is, as on the page.
BUTTON = """
window.clicks = 0;
window.deliberate = (await load("deliberate.js")).deliberate;
window.appear = () => {
    document.body.innerHTML = "<button>Zulassen</button>";
    const button = document.querySelector("button");
    Object.assign(button.style, { position: "fixed", inset: "0", width: "100vw" });
    button.onclick = () => clicks++;
    deliberate(button);
};
"""


@pytest.fixture
def late(chromium: Browser, server: RunningServer) -> Iterator[Laboratory]:
    """A page with a clock of its own, on which the button is still to come."""
    context = chromium.new_context()
    page = context.new_page()
    page.goto(server.url)
    page.clock.install()
    laboratory = Laboratory(page)
    laboratory.run(BUTTON)
    page.clock.pause_at("2099-01-01T00:00:00Z")
    yield laboratory
    context.close()


def button(late: Laboratory) -> Locator:
    return late.page.get_by_role("button", name="Zulassen")


def clicks(late: Laboratory) -> int:
    count: int = late.page.evaluate("clicks")
    return count


def test_in_the_first_moment_nothing_presses_it(late: Laboratory) -> None:
    late.page.mouse.move(100, 100)
    late.page.evaluate("appear()")
    late.page.clock.run_for(690)
    late.page.mouse.dblclick(100, 100)
    button(late).focus()
    late.page.keyboard.press("Enter")
    assert clicks(late) == 0


def test_after_it_a_click_counts_and_a_key_does(late: Laboratory) -> None:
    late.page.evaluate("appear()")
    late.page.clock.run_for(710)
    late.page.mouse.click(100, 100)
    button(late).focus()
    late.page.keyboard.press("Enter")
    assert clicks(late) == 2


def test_it_waits_for_the_hand_that_was_down_when_it_came(late: Laboratory) -> None:
    late.page.mouse.move(100, 100)
    late.page.mouse.down()
    late.page.evaluate("appear()")
    late.page.clock.run_for(5000)
    expect(button(late)).to_be_disabled()
    late.page.mouse.up()
    assert clicks(late) == 0
    late.page.clock.run_for(710)
    late.page.mouse.click(100, 100)
    assert clicks(late) == 1


def test_a_right_click_before_it_does_not_hold_it_up(late: Laboratory) -> None:
    late.page.mouse.move(100, 100)
    late.page.mouse.down(button="right")
    late.page.evaluate("appear()")
    late.page.clock.run_for(710)
    expect(button(late)).to_be_enabled()


def test_where_it_appears_once_more_it_waits_once_more(late: Laboratory) -> None:
    late.page.evaluate("appear()")
    late.page.clock.run_for(600)
    late.page.evaluate("deliberate(document.querySelector('button'))")
    late.page.clock.run_for(600)
    expect(button(late)).to_be_disabled()
    late.page.clock.run_for(110)
    expect(button(late)).to_be_enabled()
