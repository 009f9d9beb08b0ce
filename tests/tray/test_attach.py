"""Ways into a session as helper: a link of the chat, a second start, the key."""

import subprocess
import sys
from collections.abc import Callable
from urllib.parse import quote

import pytest

from tests.running_server import RunningServer
from tests.tray.browser import DefaultBrowser
from tests.tray.controlled import Controlled, agree
from tests.tray.desktop import TRAY_TEAL, Desktop, wait_for
from tests.tray.watching import WatchingTechnician

KEY_WINDOW = "^Einer Sitzung beitreten"


@pytest.fixture
def controlled(server: RunningServer, desktop_with_xembed: Desktop) -> Controlled:
    """A customer who chats, on a desktop with a tray."""
    return Controlled(server, desktop_with_xembed)


def start_app(controlled: Controlled) -> "subprocess.Popen[bytes]":
    """The app as it runs all day."""
    app = controlled.desktop.start_tray_app("--server", controlled.server.url)
    wait_for("the icon", lambda: controlled.desktop.spot(TRAY_TEAL))
    return app


def start_again(controlled: Controlled, *options: str) -> int:
    """Starts the app a second time; gives how that ended."""
    started = controlled.desktop.start(sys.executable, "-m", "tray_app", *options, name="second")
    return started.wait(timeout=15)


def is_attached(controlled: Controlled) -> None:
    """The technician sees that the app takes part."""
    controlled.technician.wait("presence", role="helper", present=True)


def test_a_link_starts_the_app_and_attaches_it(controlled: Controlled) -> None:
    controlled.attach()
    wait_for("the icon", lambda: controlled.desktop.spot(TRAY_TEAL))


def test_a_second_start_by_a_link_lands_in_the_running_app(controlled: Controlled) -> None:
    app = start_app(controlled)
    assert (
        start_again(controlled, "--server", controlled.server.url, "--attach", controlled.link())
        == 0
    )
    is_attached(controlled)
    agree(controlled.desktop)
    assert app.poll() is None


def test_a_second_start_opens_the_window_of_the_running_app(controlled: Controlled) -> None:
    start_app(controlled)
    assert start_again(controlled, "--server", controlled.server.url) == 0
    controlled.desktop.window_to_type_in(KEY_WINDOW)


def test_a_link_that_was_used_says_so(controlled: Controlled) -> None:
    link = controlled.link()
    start_app(controlled)
    start_again(controlled, "--attach", link)
    is_attached(controlled)
    agree(controlled.desktop)

    start_again(controlled, "--attach", link)

    controlled.desktop.window_to_type_in("^Das hat nicht geklappt")
    controlled.desktop.save_picture("used")
    controlled.desktop.press("shift+Tab")
    assert "wurde schon verwendet" in controlled.desktop.copied()


def test_a_link_can_be_tried_again_once_the_server_is_there(
    own_server: RunningServer, desktop_with_xembed: Desktop
) -> None:
    customer = Controlled(own_server, desktop_with_xembed)
    link = customer.link()
    own_server.stop()
    desktop_with_xembed.start_tray_app("--server", own_server.url, "--attach", link)
    desktop_with_xembed.window_to_type_in("^Das hat nicht geklappt")
    desktop_with_xembed.save_picture("unreachable")
    own_server.start()

    agree(desktop_with_xembed, "^Das hat nicht geklappt")

    WatchingTechnician(own_server, customer.session["id"]).sees_the_app()


@pytest.mark.parametrize(
    "link",
    ["beistand:", "beistand:attach?server=&code=", "beistand:format?disk=c", "https://x.example/"],
)
def test_what_is_no_link_says_so(controlled: Controlled, link: str) -> None:
    start_app(controlled)
    start_again(controlled, "--attach", link)
    controlled.desktop.window_to_type_in("^Das hat nicht geklappt")


def test_without_a_tray_and_a_session_nothing_is_left_running(
    server: RunningServer, desktop_without_tray: Desktop
) -> None:
    desktop = desktop_without_tray
    app = desktop.start_tray_app("--server", server.url, "--attach", "beistand:attach?x=1")
    desktop.window_to_type_in("^Das hat nicht geklappt")
    desktop.press("Return")
    assert app.wait(timeout=10) == 0


def other_servers_link(controlled: Controlled) -> str:
    """The same server by another name, which the app does not know it by."""
    named = controlled.server.url.replace("127.0.0.1", "localhost")
    code = controlled.link().rpartition("code=")[2]
    return f"beistand:attach?server={quote(named, safe='')}&code={code}"


def test_a_link_to_another_server_asks_first(controlled: Controlled) -> None:
    start_app(controlled)
    start_again(controlled, "--attach", other_servers_link(controlled))
    desktop = controlled.desktop
    title = f"^Mit localhost:{controlled.server.port} verbinden"
    desktop.window_to_type_in(title)
    desktop.save_picture("asks")
    assert controlled.technician.got("presence", role="helper", present=True) == []

    agree(desktop, title)

    is_attached(controlled)
    agree(desktop)


def test_without_a_yes_it_is_not_connected(controlled: Controlled) -> None:
    start_app(controlled)
    start_again(controlled, "--attach", other_servers_link(controlled))
    title = f"^Mit localhost:{controlled.server.port} verbinden"
    controlled.desktop.window_to_type_in(title)
    controlled.desktop.press("Return")
    wait_for("the window gone", lambda: controlled.desktop.window(title) is None)
    assert controlled.technician.got("presence", role="helper", present=True) == []


def test_joining_by_key_in_the_window_attaches_at_once(
    server: RunningServer,
    desktop_with_xembed: Desktop,
    default_browser: Callable[[Desktop], DefaultBrowser],
) -> None:
    desktop = desktop_with_xembed
    default_browser(desktop)
    session = server.start_session()
    desktop.start_tray_app("--server", server.url)
    desktop.click(wait_for("the icon", lambda: desktop.spot(TRAY_TEAL)))
    desktop.window_to_type_in(KEY_WINDOW)
    desktop.type(session["key"])
    desktop.press("Return")
    helper_is_present(server, session["id"])


def test_joining_by_command_attaches_the_running_app(
    server: RunningServer, desktop_with_xembed: Desktop
) -> None:
    desktop = desktop_with_xembed
    session = server.start_session()
    desktop.start_tray_app("--server", server.url)
    wait_for("the icon", lambda: desktop.spot(TRAY_TEAL))
    desktop.environment["BROWSER"] = "true"

    joined = desktop.start(
        *(sys.executable, "-m", "tray_app", "--server", server.url, "--join", session["key"]),
        name="join",
    )

    assert joined.wait(timeout=15) == 0
    assert desktop.log("join") == "Der Chat ist in Ihrem Browser geöffnet.\n"
    helper_is_present(server, session["id"])


def helper_is_present(server: RunningServer, session_id: str) -> None:
    """The tray app takes part in this session."""
    technician = WatchingTechnician(server, session_id)
    technician.sees_the_app()
    technician.close()


def test_the_desktop_opens_links_with_the_app(controlled: Controlled) -> None:
    desktop = controlled.desktop
    start_app(controlled)
    registered = start_again(controlled, "--server", controlled.server.url, "--register-links")
    assert registered == 0
    assert desktop.log("second").startswith("Links, die mit beistand: beginnen")

    desktop.run("xdg-open", controlled.link())

    is_attached(controlled)


def test_a_click_in_the_browser_leads_to_the_running_app(
    controlled: Controlled, default_browser: Callable[[Desktop], DefaultBrowser]
) -> None:
    browser = default_browser(controlled.desktop)
    start_app(controlled)
    start_again(controlled, "--server", controlled.server.url, "--register-links")

    browser.follows(controlled.link(), controlled.has_the_app)


JOIN_QUESTION = "^Dieser Sitzung beitreten"


def test_a_link_with_a_key_joins_once_the_person_agrees(
    server: RunningServer,
    desktop_with_xembed: Desktop,
    default_browser: Callable[[Desktop], DefaultBrowser],
) -> None:
    desktop, browser = desktop_with_xembed, default_browser(desktop_with_xembed)
    session = server.start_session()
    link = f"beistand:join?key={session['key']}"
    desktop.start_tray_app("--server", server.url, "--attach", link)
    desktop.window_to_type_in(JOIN_QUESTION)
    desktop.save_picture("join-question")
    assert state_of(server, session["id"]) == "waiting"

    agree(desktop, JOIN_QUESTION)

    browser.page(f"/chat/{session['id']}")
    helper_is_present(server, session["id"])


def test_a_link_with_a_key_joins_nothing_without_a_yes(
    server: RunningServer, desktop_without_tray: Desktop
) -> None:
    desktop, session = desktop_without_tray, server.start_session()
    link = f"beistand:join?key={session['key']}"
    app = desktop.start_tray_app("--server", server.url, "--attach", link)
    desktop.window_to_type_in(JOIN_QUESTION)
    desktop.press("Return")
    assert app.wait(timeout=10) == 0
    assert state_of(server, session["id"]) == "waiting"


def state_of(server: RunningServer, session_id: str) -> str:
    """How far the session is."""
    _status, session = server.call("GET", f"/sessions/{session_id}", token=server.token)
    state: str = session["state"]
    return state
