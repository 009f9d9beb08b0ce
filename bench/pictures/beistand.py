"""This project: the tray app on the customer's screen, the server, the console."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Page

from bench.pictures.desk import Desk
from bench.pictures.link import SUPPORT, behind
from bench.pictures.viewer import wait_for_picture
from tests.api.streams import StreamClient
from tests.running_server import PASSWORD, RunningServer
from tests.tray.controlled import agree

EMAIL = "petra.bild@example.com"


class Beistand:
    """A session for each turn, and the tray app started afresh by a link of its chat."""

    name = "Beistand"

    def __init__(self, desk: Desk, server: RunningServer) -> None:
        self._desk, self._server = desk, server
        # Another one than who has the sessions of the chat's load, all of which would be tabs.
        self._token = server.add_technician(EMAIL, "Petra Bild")

    @contextmanager
    def shown(self, page: Page, *, slowly: bool) -> Iterator[dict[str, int]]:
        """The screen in the console, as large as it gets there, after a customer's yes."""
        self._sign_in(page)
        _status, session = self._server.call("POST", "/sessions", {}, token=self._token)
        _status, joined = self._server.call("POST", "/join", {"key": session["key"]})
        with ExitStack() as stack:
            chat = StreamClient(self._server, session["id"], joined["token"])
            stack.enter_context(closing(chat))
            tray = self._start_tray_app(session["id"], joined["token"], slowly=slowly)
            stack.callback(tray.wait)
            stack.callback(tray.terminate)
            chat.wait("presence", role="helper", present=True)
            agree(self._desk.desktop)
            page.goto("about:blank")  # else only the address's fragment would be another one
            page.goto(f"{self._server.url}/console#{session['id']}")
            page.get_by_role("button", name="Fernsteuerung", exact=True).click()
            request = chat.wait("event", kind="requested")["seq"]
            chat.decide("answer", request=request, granted=True)
            wait_for_picture(page)
            yield {"sharer": tray.pid, "server": self._server.pid}
            self._server.call("POST", f"/sessions/{session['id']}/end", {}, token=joined["token"])

    def _sign_in(self, page: Page) -> None:
        page.goto(f"{self._server.url}/login?next=/console")
        if "/login" not in page.url:
            return
        email, password = page.get_by_role("textbox").all()
        email.fill(EMAIL)
        password.fill(PASSWORD)
        password.press("Enter")
        page.wait_for_url("**/console")

    def _start_tray_app(
        self, session: str, token: str, *, slowly: bool
    ) -> "subprocess.Popen[bytes]":
        offered: dict[str, Any]
        _status, offered = self._server.call(
            "POST", f"/sessions/{session}/helper", {}, token=token
        )  # fmt: skip
        server = f"http://{SUPPORT if slowly else '127.0.0.1'}:{self._server.port}"
        link = "beistand:attach?" + urlencode({"server": server, "code": offered["code"]})
        command = (sys.executable, "-m", "tray_app", "--server", server, "--attach", link)
        return self._desk.desktop.start(*(behind(command) if slowly else command), name="tray_app")
