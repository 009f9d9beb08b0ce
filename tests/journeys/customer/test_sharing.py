"""A real screen in a real browser: what the technician sees of it, and that it stops."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Playwright, expect

from tests.conftest import CHROMIUM_FLAGS
from tests.journeys.customer.consent_words import NOT_YET, UNSEEN, Asking
from tests.journeys.customer.people import People, Talk
from tests.journeys.customer.shown_screen import COLOURS, GREEN, RED, ColouredWindow, Viewer
from tests.running_server import RunningServer
from tests.tray.desktop import Desktop
from tests.tray.desktops import bare_desktop

SEEN = "Anna Berg sieht Ihren Bildschirm."
# Only the browser's picker gives a track: this looks over its shoulder.
REMEMBER_TRACKS = """
    window.captured = [];
    const take = MediaDevices.prototype.getDisplayMedia;
    MediaDevices.prototype.getDisplayMedia = async function (asked) {
        const stream = await take.call(this, asked);
        captured.push(...stream.getTracks());
        return stream;
    };
"""


@pytest.fixture(scope="module")
def desktop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desktop]:
    with bare_desktop(tmp_path_factory.mktemp("desktop")) as desktop:
        yield desktop


@pytest.fixture(scope="module")
def headed_chromium(playwright: Playwright, desktop: Desktop) -> Iterator[Browser]:
    """A browser whose windows are on that desktop; its picker takes the whole screen."""
    picker = "--auto-select-desktop-capture-source=Entire screen"
    browser = playwright.chromium.launch(
        executable_path="/usr/bin/chromium",
        headless=False,
        args=[*CHROMIUM_FLAGS, picker, "--window-size=900,700"],
        # Without a session bus: nothing else pops up on this screen.
        env={name: value for name, value in desktop.environment.items() if "BUS" not in name},
    )
    yield browser
    browser.close()


@pytest.fixture
def window(headed_chromium: Browser) -> Iterator[ColouredWindow]:
    window = ColouredWindow(headed_chromium)
    yield window
    window.page.context.close()


@pytest.fixture
def asking(headed_chromium: Browser, server: RunningServer) -> Iterator[Asking]:
    people = People(headed_chromium)
    customer = people.customer(server, no_viewport=True)
    customer.context.add_init_script(REMEMBER_TRACKS)
    asking = Asking(Talk(server, customer))
    yield asking
    people.leave()
    asking.close()


def shares(asking: Asking, *codecs: str) -> Viewer:
    """The customer allows it and shares the screen; the technician looks."""
    viewer = Viewer(asking, asking.grants("view"), *codecs)
    asking.asked.button("Bildschirm teilen").click()
    started = asking.hears("share_started")
    assert (started["request"], started["source"]) == (viewer.request, "screen")
    viewer.watches()
    return viewer


def gets_nothing_more(viewer: Viewer, within: float) -> None:
    """Pictures stop coming within so many seconds, and none comes after that."""
    until = time.monotonic() + within
    while viewer.next_within(until - time.monotonic()):
        pass
    assert viewer.next_within(1.5) is None


def capture_is_over(asking: Asking) -> bool:
    """Whether the browser captures nothing any more."""
    return bool(
        asking.customer.page.evaluate("captured.every((track) => track.readyState === 'ended')")
    )


def frames_for(asking: Asking, seconds: float) -> list[dict[str, Any]]:
    """All frames of the next seconds."""
    until = time.monotonic() + seconds
    frames: list[dict[str, Any]] = []
    while (left := until - time.monotonic()) > 0:
        try:
            frames.append(asking.technician.read(timeout=left))
        except TimeoutError:
            break
    return frames


# The picture


@pytest.mark.parametrize("codec", ["h264", "vp8", "vp9"])
def test_what_the_screen_shows_is_what_the_technician_sees(
    asking: Asking, window: ColouredWindow, codec: str
) -> None:
    viewer = shares(asking, codec)
    for colour in COLOURS:
        window.becomes(colour)
        picture = viewer.sees(colour, window.middle)
        assert picture.codec == codec
    assert (viewer.pictures[0].width, viewer.pictures[0].height) == (1280, 900)
    assert viewer.pictures[0].is_key


def test_a_moving_screen_is_a_moving_picture(asking: Asking, window: ColouredWindow) -> None:
    viewer = shares(asking)
    window.moves()
    got = [viewer.gets_picture() for _picture in range(15)]
    times = [picture.time for picture in got]
    assert times == sorted(set(times))
    assert abs(times[-1] / 1e6 - time.time()) < 5


def test_a_still_screen_sends_next_to_nothing(asking: Asking, window: ColouredWindow) -> None:
    viewer = shares(asking)
    window.becomes(GREEN)
    viewer.sees(GREEN, window.middle)
    while viewer.next_within(2):  # until it is as sharp as it gets
        pass
    sent = sum(len(picture.chunk) for picture in viewer.gets_pictures_for(5))
    assert sent < 50_000


def test_never_more_than_two_pictures_are_on_their_way(
    asking: Asking, window: ColouredWindow
) -> None:
    viewer = shares(asking)
    window.moves()
    first = viewer.gets_picture(says_so=False)
    second = viewer.gets_picture(says_so=False)
    assert "picture" not in {frame["type"] for frame in frames_for(asking, 2.0)}
    viewer.has_seen(first)
    viewer.has_seen(second)
    assert viewer.gets_picture().number > second.number


def test_nothing_is_sent_while_nobody_looks(asking: Asking, window: ColouredWindow) -> None:
    viewer = shares(asking)
    window.moves()
    viewer.gets_picture()
    viewer.looks_away()
    gets_nothing_more(viewer, within=1)
    viewer.watches()
    assert viewer.gets_picture().is_key


def test_a_viewer_who_lost_one_gets_a_key_frame_of_a_still_screen(
    asking: Asking, window: ColouredWindow
) -> None:
    viewer = shares(asking)
    window.becomes(RED)
    viewer.sees(RED, window.middle)
    while viewer.next_within(2):
        pass
    viewer.watches()
    assert viewer.gets_picture().is_key


# The end of it


def test_the_button_ends_the_picture_at_once(asking: Asking, window: ColouredWindow) -> None:
    viewer = shares(asking)
    window.moves()
    viewer.gets_picture()
    expect(asking.asked.statement).to_have_text(SEEN)
    expect(asking.customer.page).to_have_title("Dieses Gerät wird gezeigt – Chat mit Anna Berg")
    asking.asked.stops()
    gets_nothing_more(viewer, within=1)
    expect(asking.asked.statement).to_have_text(UNSEEN)
    assert capture_is_over(asking)
    kinds = [event["kind"] for event in asking.technician.events]
    assert kinds[-2:] == ["withdrawn", "share_stopped"]


def test_without_a_connection_it_ends_here_all_the_same(
    asking: Asking, window: ColouredWindow
) -> None:
    viewer = shares(asking)
    window.moves()
    viewer.gets_picture()
    asking.customer.goes_offline()
    asking.asked.stops()
    assert capture_is_over(asking)
    asking.customer.is_back_online()
    assert asking.hears("withdrawn")["reason"] == "person"


def test_the_browsers_own_button_ends_it_too(asking: Asking, window: ColouredWindow) -> None:
    viewer = shares(asking)
    viewer.gets_picture()
    asking.customer.page.evaluate("captured.at(-1).dispatchEvent(new Event('ended'))")
    assert asking.hears("withdrawn")["reason"] == "person"
    gets_nothing_more(viewer, within=1)
    expect(asking.asked.banner).to_be_hidden()


def test_the_technician_can_end_it(asking: Asking, window: ColouredWindow) -> None:
    viewer = shares(asking)
    window.moves()
    viewer.gets_picture()
    asking.withdraws("view")
    gets_nothing_more(viewer, within=1)
    expect(asking.asked.statement).to_have_text(UNSEEN)
    assert capture_is_over(asking)


def test_the_end_of_the_session_ends_it(asking: Asking, window: ColouredWindow) -> None:
    viewer = shares(asking)
    window.moves()
    viewer.gets_picture()
    asking.technician.ends()
    asking.customer.sees_the_end()
    assert capture_is_over(asking)


# What happens on the way


def test_a_reload_loses_the_picture_and_offers_it_again(
    asking: Asking, window: ColouredWindow
) -> None:
    viewer = shares(asking)
    viewer.gets_picture()
    asking.customer.reloads()
    assert asking.hears("share_stopped")["reason"] == "lost"
    expect(asking.asked.statement).to_have_text(NOT_YET)
    asking.asked.button("Bildschirm teilen").click()
    assert asking.hears("share_started")["request"] == viewer.request
    viewer.watches()
    window.becomes(GREEN)
    viewer.sees(GREEN, window.middle)


def test_it_goes_on_by_itself_after_a_lost_connection(
    asking: Asking, window: ColouredWindow
) -> None:
    viewer = shares(asking)
    window.moves()
    viewer.gets_picture()
    asking.customer.goes_offline()
    expect(asking.asked.statement).to_have_text("Unterbrochen: Gerade wird nichts gezeigt.")
    gets_nothing_more(viewer, within=1)
    asking.customer.is_back_online()
    expect(asking.asked.statement).to_have_text(SEEN)
    # What was on its way when the network went may come first: it follows what is there.
    while not viewer.gets_picture().is_key:
        pass
    asking.technician.catch_up()
    kinds = [event["kind"] for event in asking.technician.events]
    assert kinds.count("share_started") == 1


def test_a_server_that_is_not_heard_is_sent_nothing(asking: Asking, window: ColouredWindow) -> None:
    viewer = shares(asking)
    window.moves()
    viewer.gets_picture()
    asking.customer.loses_answers_of_the_server()
    interrupted = "Unterbrochen: Gerade wird nichts gezeigt."
    expect(asking.asked.statement).to_have_text(interrupted, timeout=15_000)
    expect(asking.asked.button("Freigabe beenden")).to_be_visible()
    gets_nothing_more(viewer, within=1)


def test_chatting_goes_on_while_the_screen_is_shown(asking: Asking, window: ColouredWindow) -> None:
    viewer = shares(asking)
    window.moves()
    viewer.gets_picture()
    asking.customer.say("Sehen Sie es?")
    asking.technician.hears("Sehen Sie es?")
