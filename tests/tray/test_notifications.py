"""The technician writes while the chat is closed: the app says so, and a click opens it again."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.api.streams import StreamClient
from tests.running_server import RunningServer
from tests.tray.browser import DefaultBrowser
from tests.tray.controlled import agree
from tests.tray.desktop import TRAY_TEAL, Desktop, wait_for

NOTIFICATION = "^Dunst$"
WINDOW, KEY_WINDOW = "^Nachricht von Anna Berg", "^Einer Sitzung beitreten"


class Visit:
    """A customer who joined by the app and closed the chat, and the technician they talk to."""

    def __init__(self, desktop: Desktop, server: RunningServer, browser: DefaultBrowser) -> None:
        self.desktop, self.server, self.browser = desktop, server, browser
        self.session = server.start_session()
        self.technician = StreamClient(server, self.session["id"], server.token)
        desktop.start_tray_app("--server", server.url)
        wait_for("the app", lambda: desktop.spot(TRAY_TEAL) or desktop.window(KEY_WINDOW))

    def joins(self) -> Page:
        """Joins; gives the chat."""
        options = ("--join", self.session["key"], "--server", self.server.url)
        assert self.desktop.start_tray_app(*options).wait(timeout=20) == 0
        self.technician.wait("presence", role="helper", present=True)
        return self.chat()

    def chat(self) -> Page:
        """The open chat."""
        chat = self.browser.page(f"/chat/{self.session['id']}")
        expect(chat.get_by_role("textbox", name="Nachricht")).to_be_visible()
        return chat

    def closes(self, chat: Page) -> None:
        """Closes the chat, but not the browser; until the server has noticed."""
        chat.goto("about:blank")
        self.technician.wait("presence", role="customer", present=False)

    def sees_a_notification(self) -> str:
        """The window of the notification."""
        return wait_for("the notification", lambda: self.desktop.window(NOTIFICATION))

    def closed_notifications(self) -> list[dict[str, Any]]:
        """What the desktop remembers of them, the newest first."""
        history = json.loads(self.desktop.run("dunstctl", "history"))
        return [{name: fact["data"] for name, fact in one.items()} for one in history["data"][0]]


@pytest.fixture
def visit(
    desktop_with_panel: Desktop,
    server: RunningServer,
    default_browser: Callable[[Desktop], DefaultBrowser],
) -> Iterator[Visit]:
    """On a desktop that shows notifications."""
    visit = Visit(desktop_with_panel, server, default_browser(desktop_with_panel))
    yield visit
    visit.technician.close()


@pytest.fixture
def visit_without_notifications(
    desktop_without_tray: Desktop,
    server: RunningServer,
    default_browser: Callable[[Desktop], DefaultBrowser],
) -> Iterator[Visit]:
    """On a desktop without a session bus: nothing could show a notification."""
    desktop_without_tray.environment["DBUS_SESSION_BUS_ADDRESS"] = "unix:path=/nonexistent"
    visit = Visit(desktop_without_tray, server, default_browser(desktop_without_tray))
    yield visit
    visit.technician.close()


def test_a_message_without_a_chat_is_shown_and_a_click_opens_the_chat(visit: Visit) -> None:
    visit.closes(visit.joins())
    visit.technician.say("Sind Sie <b>noch</b> da?")
    notification = visit.sees_a_notification()
    visit.desktop.save_picture("notification")

    # What dunst does with the middle button; other desktops with the left one.
    visit.desktop.run("xdotool", "mousemove", "--window", notification, "20", "20", "click", "2")

    expect(visit.chat().get_by_text("Sind Sie <b>noch</b> da?")).to_be_visible()
    [told] = visit.closed_notifications()
    assert told["summary"] == "Nachricht von Anna Berg"
    assert "Sind Sie <b>noch</b> da?" in told["message"].replace("&lt;", "<").replace("&gt;", ">")
    assert told["appname"] == "Beistand"


def test_in_an_open_chat_the_app_is_silent_and_what_was_told_goes_when_it_is_read(
    visit: Visit,
) -> None:
    chat = visit.joins()
    visit.technician.say("Guten Tag!")
    expect(chat.get_by_text("Guten Tag!")).to_be_visible()
    visit.closes(chat)
    visit.technician.say("Noch da?")
    visit.sees_a_notification()
    shown = visit.desktop.run("dunstctl", "count", "displayed")
    assert shown == "1", "the greeting was read in the chat"

    chat.goto(f"{visit.server.url}/chat/{visit.session['id']}")

    wait_for("the notification gone", lambda: visit.desktop.window(NOTIFICATION) is None)


def test_without_notifications_a_small_window_says_it(visit_without_notifications: Visit) -> None:
    visit = visit_without_notifications
    visit.closes(visit.joins())
    visit.technician.say("Sind Sie noch da?")
    visit.desktop.window_to_type_in(WINDOW)
    visit.desktop.save_picture("message-in-a-window")

    agree(visit.desktop, WINDOW)

    expect(visit.chat().get_by_text("Sind Sie noch da?")).to_be_visible()
