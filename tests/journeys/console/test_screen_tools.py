"""The tools over the picture: its size, full screen, the chat, screens, clipboard, keys."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.console.sharer import Sharer
from tests.journeys.console.test_control import BLUE, down, up
from tests.journeys.console.visit import Visit
from tests.journeys.console.words import ConsoleTechnician, expect_script
from tests.running_server import RunningServer

RED, GREEN = (200, 40, 40), (40, 160, 60)
SCREENS = [
    {"id": 0, "name": "HDMI-1", "width": 1920, "height": 1080},
    {"id": 1, "name": "eDP-1", "width": 1366, "height": 768},
]
# A red dot of one pixel.
POINTER = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5E"
    "rkJggg=="
)


@pytest.fixture
def tray(visit: Visit) -> Sharer:
    """The tray app, whose picture is to be seen."""
    tray = visit.is_controlled()
    tray.shows(BLUE, size=(1920, 1080))
    visit.technician.sees_colour(BLUE)
    return tray


def test_the_whole_screen_fits_into_its_place(visit: Visit, tray: Sharer) -> None:
    box = visit.technician.picture.bounding_box()
    place = visit.technician.page.locator(".stage").bounding_box()
    assert box
    assert place
    assert box["width"] == pytest.approx(place["width"], abs=2)
    assert box["height"] < place["height"]
    assert box["width"] / box["height"] == pytest.approx(16 / 9, rel=0.01)


@pytest.mark.parametrize("pixels", [1, 2])
def test_one_to_one_gives_each_pixel_one_of_this_screen(
    hire: Callable[..., ConsoleTechnician], console_server: RunningServer, pixels: int
) -> None:
    technician = hire(console_server, device_scale_factor=pixels)
    technician.comes_to_work()
    visit = Visit(console_server, technician)
    visit.shows_the_screen().shows(RED, size=(1920, 1080))
    technician.tool("1:1").click()
    expect(technician.tool("1:1")).to_have_attribute("aria-pressed", "true")
    expect(technician.tool("Einpassen")).to_have_attribute("aria-pressed", "false")
    expect_script(
        technician.page,
        f"document.querySelector('.picture').getBoundingClientRect().width === {1920 / pixels}",
    )
    visit.close()


def test_at_one_to_one_one_scrolls_and_still_points_right(visit: Visit, tray: Sharer) -> None:
    visit.technician.tool("1:1").click()
    place = visit.technician.page.locator(".picture-place")
    place.evaluate("place => place.scrollTo(800, 300)")
    place.hover(position={"x": 200, "y": 100})
    visit.technician.page.mouse.down()
    pressed = tray.hears_input(type="button", down=True)
    assert pressed["x"] == pytest.approx(1000 / 1920, abs=0.002)
    assert pressed["y"] == pytest.approx(400 / 1080, abs=0.002)
    visit.technician.page.mouse.up()


def test_at_one_to_one_the_arrows_scroll(visit: Visit, tray: Sharer) -> None:
    visit.technician.tool("1:1").click()
    place = visit.technician.page.get_by_role("group", name="Sichtbarer Teil des Bildes")
    visit.technician.tabs_to(place)
    visit.technician.page.keyboard.press("ArrowRight")
    expect_script(visit.technician.page, "document.querySelector('.picture-place').scrollLeft > 0")


def test_nothing_that_comes_moves_the_picture(visit: Visit, tray: Sharer) -> None:
    before = visit.technician.picture.bounding_box()
    tray.tells("sources", sources=SCREENS)
    expect(visit.technician.page.get_by_role("combobox", name="Bildschirm")).to_be_visible()
    visit.technician.tool("Bild in den Chat").click()
    visit.technician.reads("Das Bild ist auf dem Weg in den Chat.")
    assert visit.technician.picture.bounding_box() == before
    tray.tells("clipboard", text="4711\n" * 50)
    expect(visit.technician.clipboard_card).to_be_visible()
    assert visit.technician.picture.bounding_box() == before


def test_a_smaller_picture_of_the_same_screen_keeps_its_size(visit: Visit, tray: Sharer) -> None:
    visit.technician.tool("1:1").click()
    tray.shows(GREEN, size=(960, 540))
    visit.technician.sees_colour(GREEN)
    assert visit.technician.picture.evaluate("one => one.getBoundingClientRect().width") == 1920


def test_full_screen_keeps_the_tools_and_the_chat_within_reach(visit: Visit, tray: Sharer) -> None:
    technician = visit.technician
    technician.tool("Vollbild").click()
    expect_script(technician.page, "document.fullscreenElement?.classList.contains('session')")
    expect(technician.tool("Vollbild")).to_have_attribute("aria-pressed", "true")
    expect(technician.end_button).to_be_hidden()
    expect(technician.field).to_be_hidden()
    visit.caller.says("Sehen Sie das?")
    technician.tool("Chat, 1 ungelesen").click()
    technician.sees("Sehen Sie das?")
    technician.say("Ja")
    technician.sees("Ja")
    technician.tool("Vollbild").click()
    expect_script(technician.page, "document.fullscreenElement === null")
    expect(technician.end_button).to_be_visible()


def test_full_screen_ends_with_the_share(visit: Visit, tray: Sharer) -> None:
    visit.technician.tool("Vollbild").click()
    expect_script(visit.technician.page, "document.fullscreenElement !== null")
    visit.browser.withdraws("control")
    expect_script(visit.technician.page, "document.fullscreenElement === null")
    visit.technician.sees_no_picture()


def test_in_full_screen_the_browser_is_asked_for_its_own_keys(visit: Visit, tray: Sharer) -> None:
    page = visit.technician.page
    page.evaluate(
        """() => {
            window.locked = [];
            Keyboard.prototype.lock = async () => void locked.push("locked");
            Keyboard.prototype.unlock = () => void locked.push("unlocked");
        }"""
    )
    visit.technician.tool("Vollbild").click()
    expect_script(page, "locked.join() === 'locked'")
    visit.technician.tool("Vollbild").click()
    expect_script(page, "locked.join() === 'locked,unlocked'")


def test_the_picture_goes_into_the_chat_as_a_file(visit: Visit, tray: Sharer) -> None:
    visit.technician.tool("Bild in den Chat").click()
    link = visit.technician.log.get_by_role("link", name=re.compile(r"Bildschirm .*\.png"))
    expect(link).to_be_visible()
    with visit.technician.page.expect_download() as download:
        link.click()
    path = download.value.path()
    assert path.read_bytes().startswith(b"\x89PNG")
    assert int.from_bytes(path.read_bytes()[16:20]) == 1920


def test_with_several_screens_the_technician_chooses(visit: Visit, tray: Sharer) -> None:
    choice = visit.technician.page.get_by_role("combobox", name="Bildschirm")
    expect(choice).to_be_hidden()
    tray.tells("sources", sources=SCREENS)
    expect(choice.get_by_role("option")).to_have_text(
        ["HDMI-1 · 1920 × 1080", "eDP-1 · 1366 × 768"]
    )
    choice.select_option("eDP-1 · 1366 × 768")
    assert tray.is_asked_for_a_key_frame()["source"] == 1
    tray.shows(GREEN, size=(1366, 768), source=1)
    visit.technician.sees_colour(GREEN)
    visit.technician.clicks_into_the_picture(0.5, 0.5)
    assert tray.hears_input(type="button")["source"] == 1
    tray.tells("sources", sources=SCREENS[:1])
    expect(choice).to_be_hidden()


def test_the_clipboard_goes_over_by_a_click(visit: Visit, tray: Sharer) -> None:
    visit.technician.page.evaluate("navigator.clipboard.writeText('Gruß\\naus Köln')")
    visit.technician.tool("Zwischenablage senden").click()
    assert tray.wait("clipboard")["text"] == "Gruß\naus Köln"
    visit.technician.reads("Gesendet. Der Kunde kann es jetzt einfügen.")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("''", "In Ihrer Zwischenablage ist kein Text."),
        ("'ä'.repeat(24577)", "Das ist zu viel Text für die Zwischenablage."),
    ],
)
def test_a_clipboard_that_can_not_go_over_says_why(
    visit: Visit, tray: Sharer, text: str, words: str
) -> None:
    visit.technician.page.evaluate(f"navigator.clipboard.writeText({text})")
    visit.technician.tool("Zwischenablage senden").click()
    visit.technician.reads(words)
    assert tray.catch_up().got("clipboard") == []


def test_where_pages_may_not_read_the_clipboard_one_pastes_into_a_field(
    hire: Callable[..., ConsoleTechnician], console_server: RunningServer
) -> None:
    technician = hire(console_server)
    technician.comes_to_work()
    technician.page.evaluate("void (navigator.clipboard.readText = () => Promise.reject())")
    visit = Visit(console_server, technician)
    tray = visit.is_controlled()
    technician.tool("Zwischenablage senden").click()
    field = technician.page.get_by_role("textbox", name=re.compile("Fügen Sie den Text hier ein"))
    expect(field).to_be_focused()
    field.fill("Zeile 1\nZeile 2")
    technician.page.locator(".clipboard-paste").get_by_role("button", name="Senden").click()
    assert tray.wait("clipboard")["text"] == "Zeile 1\nZeile 2"
    expect(field).to_be_hidden()
    visit.close()


def test_what_the_customer_sends_waits_on_a_card_for_a_click(visit: Visit, tray: Sharer) -> None:
    page = visit.technician.page
    page.evaluate("navigator.clipboard.writeText('mein eigener Text')")
    tray.tells("clipboard", text="<b>4711</b>\nzweite Zeile")
    expect(visit.technician.clipboard_card).to_contain_text("<b>4711</b>\nzweite Zeile")
    assert page.evaluate("navigator.clipboard.readText()") == "mein eigener Text"
    button = visit.technician.clipboard_card.get_by_role("button")
    button.filter(has_text="In meine Zwischenablage kopieren").click()
    visit.technician.reads("Es ist jetzt in Ihrer Zwischenablage.")
    assert page.evaluate("navigator.clipboard.readText()") == "<b>4711</b>\nzweite Zeile"
    expect(visit.technician.clipboard_card).to_be_hidden()


def test_a_card_that_nobody_took_goes_with_the_share(visit: Visit, tray: Sharer) -> None:
    tray.tells("clipboard", text="geheim")
    expect(visit.technician.clipboard_card).to_be_visible()
    visit.browser.withdraws("control")
    expect(visit.technician.clipboard_card).to_be_hidden()
    expect(visit.technician.page.get_by_text("geheim")).to_have_count(0)


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("Strg+Alt+Entf", ["Control", "Alt", "Delete"]),
        ("Windows-Taste", ["Meta"]),
        ("Alt+Tab", ["Alt", "Tab"]),
        ("Strg+W", ["Control", "w"]),
    ],
)
def test_keys_that_the_browser_keeps_stand_in_a_menu(
    visit: Visit, tray: Sharer, name: str, keys: list[str]
) -> None:
    visit.technician.tool("Tasten").click()
    visit.technician.page.get_by_role("menuitem", name=name, exact=True).click()
    tray.is_given(*map(down, keys), *map(up, reversed(keys)))
    visit.technician.works_over_there()


def test_the_help_says_how_the_keyboard_comes_back(visit: Visit, tray: Sharer) -> None:
    visit.technician.tool("Tasten").click()
    visit.technician.page.get_by_role("menuitem", name="Über Tastatur und Maus").click()
    dialog = visit.technician.page.get_by_role("dialog", name="Tastatur und Maus beim Kunden")
    expect(dialog).to_contain_text("Strg+Alt+Umschalt")
    dialog.get_by_role("button", name="Schließen").click()
    expect(dialog).to_be_hidden()


def test_the_customers_pointer_has_its_shape_without_delay(visit: Visit, tray: Sharer) -> None:
    shape = {"png": POINTER, "hot_x": 0, "hot_y": 0, "width": 1, "height": 1}
    tray.tells("cursor", source=0, x=0.5, y=0.5, shape=shape)
    expect(visit.technician.picture).to_have_css("cursor", re.compile(r"^url\(.*png.*\) 0 0"))


def test_where_the_customer_points_is_seen_until_the_technician_moves(
    visit: Visit, tray: Sharer
) -> None:
    shape = {"png": POINTER, "hot_x": 0, "hot_y": 0, "width": 1, "height": 1}
    pointer = visit.technician.page.locator(".remote-cursor")
    tray.tells("cursor", source=0, x=0.25, y=0.75, shape=shape)
    expect(pointer).to_be_visible()
    box, dot = visit.technician.picture.bounding_box(), pointer.bounding_box()
    assert box
    assert dot
    assert (dot["x"] - box["x"]) / box["width"] == pytest.approx(0.25, abs=0.01)
    assert (dot["y"] - box["y"]) / box["height"] == pytest.approx(0.75, abs=0.01)
    visit.technician.clicks_into_the_picture(0.5, 0.5)
    visit.technician.points_at(0.6, 0.6)
    expect(pointer).to_be_hidden()


def test_the_chat_is_as_wide_as_one_drags_it_and_stays_so(visit: Visit, tray: Sharer) -> None:
    line = visit.technician.page.get_by_role("separator", name="Breite des Chats")
    chat = visit.technician.page.locator(".session-chat")
    before = chat.evaluate("one => one.clientWidth")
    line.focus()
    for _time in range(3):
        visit.technician.page.keyboard.press("ArrowLeft")
    after = chat.evaluate("one => one.clientWidth")
    assert after == before + 72
    visit.technician.reloads()
    assert chat.evaluate("one => one.clientWidth") == after


def test_the_chat_may_make_room_for_the_picture(visit: Visit, tray: Sharer) -> None:
    before = visit.technician.page.locator(".stage").evaluate("one => one.clientWidth")
    visit.technician.tool("Chat").click()
    expect(visit.technician.field).to_be_hidden()
    assert visit.technician.page.locator(".stage").evaluate("one => one.clientWidth") > before
    visit.browser.withdraws("control")
    expect(visit.technician.field).to_be_visible()
