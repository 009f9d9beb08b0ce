"""A customer whose computer can be controlled: chat, tray app and desktop, told in words."""

import os
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

from Xlib import X
from Xlib.display import Display
from Xlib.protocol.event import ClientMessage

from tests.api.streams import StreamClient
from tests.running_server import RunningServer
from tests.tray.desktop import ERROR_RED, TRAY_TEAL, Desktop, wait_for
from tests.tray.turned_app import LEAP
from tests.tray.watching import WatchingTechnician, until

#: The window's title; the icon's has the product's name before it.
WINDOW = "^[^B].*steuert Ihren Computer"
#: The icon while this computer is controlled, and while its screen is seen.
ICON_RED, ICON_AMBER = (0xC8, 0x32, 0x1F), (0xC2, 0x6A, 0x00)

#: The question whether a session that a link led to may share this computer.
AGREEMENT = "^Diesen Computer mit dem Chat verbinden"


def agree(desktop: Desktop, title: str = AGREEMENT) -> None:
    """Says yes to a question, by its left button, which takes no click that comes too early."""
    window = desktop.window_to_type_in(title)

    def is_taken() -> bool:
        desktop.click_in(window, 0.3, 0.82)
        return desktop.window(title) is None

    wait_for("the yes taken", is_taken)


class Controlled:
    """A session with a customer in the chat and a technician who watches."""

    def __init__(self, server: RunningServer, desktop: Desktop) -> None:
        self.server, self.desktop = server, desktop
        self.session = server.start_session()
        _status, joined = server.call("POST", "/join", {"key": self.session["key"]})
        self.token = joined["token"]
        self.chat = StreamClient(server, self.session["id"], self.token)
        self.technician = WatchingTechnician(server, self.session["id"])
        self.app: subprocess.Popen[bytes] | None = None

    def link(self) -> str:
        """A link of the chat, by which the tray app attaches."""
        _status, offered = self.server.call(
            "POST", f"/sessions/{self.session['id']}/helper", {}, token=self.token
        )
        link: str = offered["link"]
        return link

    def attach(self) -> None:
        """Starts the tray app by a link and agrees; waits until it is in the session."""
        self.app = self.desktop.start_tray_app("--server", self.server.url, "--attach", self.link())
        self.technician.wait("presence", role="helper", present=True)
        agree(self.desktop)

    def has_the_app(self) -> bool:
        """Whether the technician saw the app come."""
        return bool(self.technician.got("presence", role="helper", present=True))

    def grant(self) -> int:
        """The technician asks, the customer says yes; gives the request."""
        request = self.technician.ask_for_control()
        self.chat.decide("answer", request=request, granted=True)
        return request

    def share(self) -> int:
        """Attached, granted, and before the technician's eyes."""
        if self.app is None:
            self.attach()
        request = self.grant()
        self.technician.wait("sources")
        self.technician.watch()
        wait_for("a picture", lambda: self.technician.size())
        return request

    def show_in_browser(self) -> int:
        """The chat's page shows the customer's screen, and the app knows of it; gives the request.

        What was said in the session before that, the app has heard.
        """
        request = self.technician.decide("request", permission="view")
        self.chat.decide("answer", request=request, granted=True)
        self.chat.decide("share", request=request, source="screen")
        wait_for("the icon of being seen", lambda: self.desktop.spot(ICON_AMBER))
        return request

    def end_showing(self, request: int) -> None:
        """It shows it no more, and the app knows of that: and of what was said before that."""
        self.chat.decide("unshare", request=request, reason="person")
        wait_for("the quiet icon", lambda: self.desktop.spot(TRAY_TEAL))
        assert self.desktop.spot(ICON_AMBER) is None

    def keep_changing(self) -> None:
        """Gives the app some changes of the screen to take pictures of, if it takes any."""
        for number in range(4):
            colour = (0x40 * number, 0x10, 0x20)
            self.paint("#{:02x}{:02x}{:02x}".format(*colour))
            wait_for("the colour", lambda wanted=colour: self.desktop.spot(wanted))

    def paint(self, colour: str) -> None:
        """The whole desktop in one colour."""
        self.desktop.run("xsetroot", "-solid", colour)

    def click_stop(self) -> None:
        """Clicks "Freigabe beenden" in the window."""
        self.desktop.click(wait_for("the red button", lambda: self.desktop.spot(ERROR_RED)))

    def window(self) -> str | None:
        """The window that says who controls."""
        return self.desktop.window(WINDOW)

    def close_window(self) -> None:
        """Closes the window as the cross in its frame does (ICCCM, WM_DELETE_WINDOW)."""
        display = Display(self._display)
        window = display.create_resource_object("window", int(self.window() or "0"))
        protocols, delete = (
            display.intern_atom(name) for name in ("WM_PROTOCOLS", "WM_DELETE_WINDOW")
        )
        message = ClientMessage(
            window=window, client_type=protocols, data=(32, [delete, X.CurrentTime, 0, 0, 0])
        )
        window.send_event(message)
        display.sync()
        display.close()

    def window_process(self) -> int:
        """The process that shows the window."""
        return self._processes("--window sharing")[0]

    def has_hands(self) -> bool:
        """Whether the app is ready to move mouse and keys: a guard stands beside it then."""
        return bool(self._processes("--guard-input"))

    def hang(self) -> None:
        """The server stops in the middle of everything."""
        os.kill(self.server.pid, signal.SIGSTOP)

    def go_on(self) -> None:
        """It goes on."""
        os.kill(self.server.pid, signal.SIGCONT)

    def kinds(self) -> list[str]:
        """What happened, in order."""
        _status, page = self.server.call(
            "GET", f"/sessions/{self.session['id']}/events", token=self.server.token
        )
        return [event["kind"] for event in page["events"]]

    def six_seconds_pass(self) -> None:
        """For an app that was turned; it heard nothing in them."""
        assert self.app
        self.app.send_signal(LEAP)

    def is_stopped(self) -> None:
        """Neither window nor picture is left, and the icon is as it was."""
        until("the window gone", lambda: self.window() is None, 1.0)
        stopped_at = time.time()
        self.keep_changing()
        wait_for("the quiet icon", lambda: self.desktop.spot(TRAY_TEAL))
        end = wait_for("the end of it", self._end_of_it)
        self.technician.is_through()
        assert self.technician.pictures_taken(stopped_at) == []
        assert self.technician.pictures_after(end) == []

    def _end_of_it(self) -> dict[str, Any] | None:
        """The event by which the server knows that it is stopped, where that came."""
        withdrawn = self.technician.events("withdrawn")
        ours = (one for one in withdrawn if one["body"]["request"] == self.technician.request)
        return next(iter([*ours, *self.technician.events("ended")]), None)

    def _processes(self, option: str) -> list[int]:
        found = self.desktop.run("pgrep", "-f", "--", option).split()
        return [int(one) for one in found if _display_of(int(one)) == self._display]

    @property
    def _display(self) -> str:
        return self.desktop.environment["DISPLAY"]


def _display_of(process: int) -> str | None:
    try:
        with Path(f"/proc/{process}/environ").open("rb") as environment:
            facts: dict[str, Any] = dict(
                entry.split("=", 1)
                for entry in environment.read().decode().split("\0")
                if "=" in entry
            )
    except OSError:
        return None
    return facts.get("DISPLAY")
