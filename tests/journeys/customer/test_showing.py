"""What can be shown where a screen can't, and what is said where nothing can be."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Playwright, expect

from tests.conftest import CHROMIUM_FLAGS
from tests.journeys.console.words import expect_script
from tests.journeys.customer.accessibility import findings
from tests.journeys.customer.consent_words import NOT_YET, UNSEEN, VIEW, AskedPage, Asking
from tests.journeys.customer.people import People, Talk
from tests.journeys.customer.shown_screen import Viewer
from tests.running_server import RunningServer

NO_SCREEN = "if (window.MediaDevices) delete MediaDevices.prototype.getDisplayMedia;"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
ANDROID = "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/140 Mobile Safari"
REFUSES = """
    MediaDevices.prototype.getDisplayMedia = async () => {
        await new Promise((answer) => setTimeout(answer, %d));
        throw new DOMException("%s", "%s");
    };
"""
LIGHT = """
    MediaStreamTrack.prototype.getCapabilities = () => ({ torch: true });
    MediaStreamTrack.prototype.applyConstraints = async (asked) => (window.asked = asked);
"""
# Breaks at the first picture; `only` names the codecs that do so.
BREAKS = """
    const Encoder = VideoEncoder;
    window.VideoEncoder = class extends Encoder {
        #failed;
        #breaks;
        constructor(init) { super(init); this.#failed = init.error; }
        configure(config) {
            this.#breaks = %s.some((codec) => config.codec.startsWith(codec));
            super.configure(config);
        }
        encode(...words) {
            if (!this.#breaks) return super.encode(...words);
            this.close();
            setTimeout(() => this.#failed(new DOMException("broken", "EncodingError")));
        }
        static isConfigSupported(config) { return Encoder.isConfigSupported(config); }
    };
"""
# A screen of which the test knows the size.
CANVAS = """
    window.screenSize = [640, 360];
    if (window.MediaDevices) MediaDevices.prototype.getDisplayMedia = async () => {
        const canvas = document.createElement("canvas");
        const pen = canvas.getContext("2d");
        let count = 0;
        setInterval(() => {
            const [width, height] = screenSize;
            if (canvas.width !== width) Object.assign(canvas, { width, height });
            pen.fillStyle = `hsl(${count++ * 40 % 360} 80% 50%)`;
            pen.fillRect(0, 0, width, height);
        }, 50);
        return canvas.captureStream(20);
    };
"""
COUNT_TAKEN = """
    if (window.MediaDevices) {
        const take = MediaDevices.prototype.getDisplayMedia;
        MediaDevices.prototype.getDisplayMedia = async function () {
            await new Promise((chosen) => setTimeout(chosen, 500));
            const stream = await take.call(this);
            taken.push(...stream.getTracks());
            return stream;
        };
    }
"""
SEEN = "Anna Berg sieht, was Ihre Kamera zeigt."


@pytest.fixture(scope="module")
def camera_chromium(playwright: Playwright) -> Iterator[Browser]:
    """A browser with a camera that shows a moving picture."""
    camera = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
    browser = playwright.chromium.launch(
        executable_path="/usr/bin/chromium", args=[*CHROMIUM_FLAGS, *camera]
    )
    yield browser
    browser.close()


@pytest.fixture
def start(camera_chromium: Browser, server: RunningServer) -> Iterator[Callable[..., Asking]]:
    """A talk whose customer's browser is as this script makes it."""
    people = People(camera_chromium)
    talks: list[Talk] = []

    def begin(script: str = "", **options: object) -> Asking:
        customer = people.customer(server, **options)
        customer.context.add_init_script(script)
        talks.append(Talk(server, customer))
        return Asking(talks[-1])

    yield begin
    people.leave()
    for talk in talks:
        talk.close()


def shows_camera(asking: Asking) -> Viewer:
    """The customer allows it and shows the camera; the technician looks."""
    viewer = Viewer(asking, asking.grants("view"))
    asking.asked.button("Kamera zeigen").click()
    assert asking.hears("share_started")["source"] == "camera"
    viewer.watches()
    return viewer


# The camera


def test_a_phone_shows_its_camera_instead(start: Callable[..., Asking]) -> None:
    asking = start(NO_SCREEN, **PHONE)
    asking.asks("view")
    asking.asked.is_asked(VIEW)
    expect(asking.asked.dialog).to_contain_text("Sie können stattdessen die Kamera")
    asking.asked.says_no()
    assert asking.hears("answered")["granted"] is False
    viewer = shows_camera(asking)
    assert viewer.gets_picture().is_key
    assert viewer.gets_picture().number == 1
    expect(asking.asked.statement).to_have_text(SEEN)
    expect(asking.asked.button("Licht an")).to_be_hidden()
    assert findings(asking.customer.page) == []
    asking.customer.has_nothing_sticking_out()
    asking.asked.stops()
    assert asking.hears("withdrawn")["reason"] == "person"
    expect(asking.asked.statement).to_have_text(UNSEEN)


def test_a_phone_that_claims_to_show_its_screen_has_both(start: Callable[..., Asking]) -> None:
    asking = start(user_agent=ANDROID, **PHONE)
    asking.grants("view")
    expect(asking.asked.button("Bildschirm teilen")).to_be_visible()
    expect(asking.asked.button("Kamera zeigen")).to_be_visible()
    asking.customer.has_nothing_sticking_out()


def test_the_cameras_light_can_be_switched_on(start: Callable[..., Asking]) -> None:
    asking = start(NO_SCREEN + LIGHT)
    shows_camera(asking).gets_picture()
    asking.asked.button("Licht an").click()
    expect(asking.asked.button("Licht aus")).to_be_visible()
    asked = asking.customer.page.evaluate("asked")
    assert asked == {"advanced": [{"torch": True}]}


def test_a_browser_without_track_processors_shows_pictures_too(
    start: Callable[..., Asking],
) -> None:
    asking = start(NO_SCREEN + "delete window.MediaStreamTrackProcessor;")
    viewer = shows_camera(asking)
    for _picture in range(5):
        viewer.gets_picture()
    times = [picture.time for picture in viewer.pictures]
    assert times == sorted(set(times))


def test_who_clicks_twice_shows_one_picture(start: Callable[..., Asking]) -> None:
    asking = start(CANVAS + "window.taken = [];" + COUNT_TAKEN)
    viewer = Viewer(asking, asking.grants("view"))
    asking.asked.button("Bildschirm teilen").dblclick()
    asking.hears("share_started")
    viewer.watches()
    viewer.gets_picture()
    asking.asked.stops()
    assert asking.customer.page.evaluate("taken.map((one) => one.readyState)") == ["ended"]


def test_what_is_chosen_after_the_end_is_shown_to_nobody(start: Callable[..., Asking]) -> None:
    asking = start(CANVAS + "window.taken = [];" + COUNT_TAKEN)
    asking.grants("view")
    asking.asked.button("Bildschirm teilen").click()
    expect(asking.asked.button("Bildschirm teilen")).to_be_disabled()
    asking.asked.stops()
    asking.hears("withdrawn")
    expect_script(asking.customer.page, "taken.map((one) => one.readyState).join() === 'ended'")
    asking.grants("view")
    expect(asking.asked.button("Bildschirm teilen")).to_be_enabled()
    expect(asking.asked.statement).to_have_text(NOT_YET)


def test_another_tab_says_so_and_can_stop_it(start: Callable[..., Asking]) -> None:
    asking = start(NO_SCREEN)
    first = asking.asked
    shows_camera(asking).gets_picture()
    asking.customer.opens_another_tab()
    second = AskedPage(asking.customer.page)
    expect(second.statement).to_have_text(SEEN)
    expect(second.banner).to_contain_text("aus einem anderen Tab")
    second.stops()
    expect(second.statement).to_have_text(UNSEEN)
    expect(first.statement).to_have_text(UNSEEN)


def test_the_app_takes_over_from_the_browser(start: Callable[..., Asking]) -> None:
    asking = start(NO_SCREEN)
    shows_camera(asking).gets_picture()
    request = asking.grants("control")
    with asking.customer.page.expect_response("**/helper?as=customer") as answered:
        asking.asked.button("App verbinden").click()
    app = asking.attaches_the_app(answered.value.json()["code"])
    app.decide("share", request=request, source="helper")
    assert asking.hears("share_stopped")["reason"] == "control"
    controlled = "Anna Berg sieht Ihren Bildschirm und steuert Ihr Gerät."
    expect(asking.asked.statement).to_have_text(controlled)
    expect(asking.asked.button("Kamera zeigen")).to_be_hidden()
    app.close()


# What goes wrong


@pytest.mark.parametrize(
    ("after", "name", "message", "sentence"),
    [
        (400, "NotAllowedError", "Permission denied", "Es wurde nichts ausgewählt."),
        (0, "NotAllowedError", "Permission denied", "Der Browser erlaubt es hier nicht."),
        (400, "NotAllowedError", "Permission denied by system", "Ihr System lässt den Browser"),
        (400, "NotReadableError", "", "Vielleicht benutzt es gerade ein anderes Programm."),
        (400, "NotFoundError", "", "Es gibt keinen Bildschirm"),
    ],
    ids=["not chosen", "forbidden", "by the system", "in use", "none there"],
)
def test_what_the_browser_refuses_is_said_in_plain_words(
    start: Callable[..., Asking], after: int, name: str, message: str, sentence: str
) -> None:
    asking = start(REFUSES % (after, message, name))
    asking.grants("view")
    asking.asked.button("Bildschirm teilen").click()
    expect(asking.asked.banner.get_by_role("alert")).to_contain_text(sentence)
    expect(asking.asked.button("Bildschirm teilen")).to_be_visible()
    expect(asking.asked.statement).to_have_text(NOT_YET)


def test_a_browser_that_is_too_old_says_what_else_can_be_done(
    start: Callable[..., Asking],
) -> None:
    asking = start("delete window.VideoEncoder;")
    asking.asks("view")
    asking.asked.is_asked(VIEW)
    expect(asking.asked.dialog).to_contain_text("Dieser Browser ist zu alt")
    asking.asked.says_yes()
    expect(asking.asked.banner.get_by_role("alert")).to_contain_text("Dieser Browser ist zu alt")
    expect(asking.asked.button("Bildschirm teilen")).to_be_hidden()
    expect(asking.asked.button("Freigabe beenden")).to_be_visible()


def test_without_https_it_is_said_why(start: Callable[..., Asking]) -> None:
    insecure = """
        Object.defineProperty(window, "isSecureContext", { value: false });
        Object.defineProperty(navigator, "mediaDevices", { value: undefined });
    """
    asking = start(insecure)
    asking.grants("view")
    alert = asking.asked.banner.get_by_role("alert")
    expect(alert).to_contain_text("nur auf Seiten mit https")


@pytest.mark.parametrize("size", [(320, 180), (1280, 1024)], ids=["smaller", "larger"])
def test_a_screen_that_changes_its_size_begins_anew_with_a_key_frame(
    start: Callable[..., Asking], size: tuple[int, int]
) -> None:
    asking = start(CANVAS)
    viewer = Viewer(asking, asking.grants("view"))
    asking.asked.button("Bildschirm teilen").click()
    asking.hears("share_started")
    expect(asking.asked.button("Freigabe beenden")).to_be_focused()
    viewer.watches()
    first = viewer.gets_picture()
    assert (first.width, first.height) == (640, 360)
    asking.customer.page.evaluate("size => (window.screenSize = size)", list(size))
    while (picture := viewer.gets_picture()).width == 640:
        pass
    assert (picture.width, picture.height) == size
    assert picture.is_key


def test_an_encoder_that_breaks_makes_room_for_another_codec(
    start: Callable[..., Asking],
) -> None:
    asking = start(NO_SCREEN + BREAKS % '["avc1"]')
    viewer = shows_camera(asking)
    assert viewer.gets_picture().codec == "vp9"


def test_where_every_encoder_breaks_it_is_said(start: Callable[..., Asking]) -> None:
    asking = start(NO_SCREEN + BREAKS % '["avc1", "vp"]')
    shows_camera(asking)
    alert = asking.asked.banner.get_by_role("alert")
    expect(alert).to_contain_text("Der Browser konnte das Bild nicht weiter zeigen.")
    assert asking.hears("share_stopped")["reason"] == "lost"
    expect(asking.asked.statement).to_have_text(NOT_YET)
    expect(asking.asked.button("Kamera zeigen")).to_be_visible()


def test_a_viewer_with_other_codecs_is_no_reason_to_hang(start: Callable[..., Asking]) -> None:
    asking = start(
        NO_SCREEN + "VideoEncoder.isConfigSupported = async () => ({ supported: false });"
    )
    shows_camera(asking)
    alert = asking.asked.banner.get_by_role("alert")
    expect(alert).to_contain_text("keinen gemeinsamen Weg")
