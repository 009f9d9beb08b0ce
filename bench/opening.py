"""How long it takes until one reads the newest messages of a session, in a real browser.

`python -m bench.opening` measures it alone.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import msgspec
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from bench.client import pin, unpin
from bench.subjects import LOAD_CORE, SERVER_CORE
from tests.conftest import CHROMIUM_FLAGS
from tests.long_log import fill
from tests.running_server import PASSWORD, RunningServer, running_server

EVENTS = 100_000
TURNS = 15
# There with the frame that shows the newest message, in a log that is up to date.
WITNESS = """
globalThis.firstScreen = new Promise((shown) => {
  const look = () => {
    const log = document.querySelector(".log[aria-busy=false]");
    const newest = [...(log?.querySelectorAll(".message") ?? [])].at(-1);
    if (!newest || newest.getBoundingClientRect().top > log.getBoundingClientRect().bottom)
      return requestAnimationFrame(look);
    const channel = new MessageChannel();
    channel.port1.onmessage = () => shown(performance.now());
    channel.port2.postMessage("after this frame");
  };
  requestAnimationFrame(look);
});
"""


class Opening(msgspec.Struct):
    """Milliseconds until the first screen, median and 95th percentile, by the session's events."""

    page: str
    fresh: float
    fresh_p95: float
    long: float
    long_p95: float

    def __str__(self) -> str:
        """In words, for who watches."""
        return (
            f"{self.page}: {self.fresh:.0f} ms fresh (p95 {self.fresh_p95:.0f}),"
            f" {self.long:.0f} ms with {EVENTS:,} events (p95 {self.long_p95:.0f}),"
            f" ratio {self.long / self.fresh:.2f}"
        )


class Side:
    """One browser with one session, opened again and again."""

    def __init__(self, browser: Browser, server: RunningServer, name: str) -> None:
        self._server, self._email = server, f"{name}@example.com"
        token = server.add_technician(self._email, name.title())
        _status, self.session = server.call("POST", "/sessions", {}, token=token)
        self._customer = _watched(browser)
        self._technician = _watched(browser)
        self._join()
        self._sign_in()

    def open(self, page: str) -> float:
        """Milliseconds until the first screen of "chat" or "console"."""
        context = self._customer if page == "chat" else self._technician
        path = "/chat/" if page == "chat" else "/console#"
        tab = context.new_page()
        tab.goto(self._server.url + path + self.session["id"])
        took: float = tab.evaluate("firstScreen")
        tab.close()
        return took

    def _join(self) -> None:
        tab = self._customer.new_page()
        tab.goto(self.session["link"])
        tab.wait_for_url("**/chat/*")
        _says(tab, "Guten Tag!")
        tab.close()

    def _sign_in(self) -> None:
        tab = self._technician.new_page()
        tab.goto(f"{self._server.url}/login?next=/console")
        tab.get_by_role("textbox").nth(0).fill(self._email)
        tab.get_by_role("textbox").nth(1).fill(PASSWORD)
        tab.get_by_role("textbox").nth(1).press("Enter")
        tab.wait_for_url("**/console")
        tab.close()
        tab = self._technician.new_page()
        tab.goto(f"{self._server.url}/console#{self.session['id']}")
        _says(tab, "Willkommen!")
        tab.close()


def openings(turns: int = TURNS) -> list[Opening]:
    """Measure both pages on a fresh server, the two sessions in turn."""
    with _started() as (browser, server):
        fresh, long = Side(browser, server, "fresh"), Side(browser, server, "long")
        fill(server, long.session["id"], EVENTS)
        os.sync()
        return [_measured(page, fresh, long, turns) for page in ("chat", "console")]


def _measured(page: str, fresh: Side, long: Side, turns: int) -> Opening:
    for side in (fresh, long):
        side.open(page)  # the browser has the scripts, as for who comes back
    took = [(fresh.open(page), long.open(page)) for _ in range(turns)]
    short, lengthy = (sorted(times) for times in zip(*took, strict=True))
    last = int(turns * 0.95)
    return Opening(page, median(short), short[last], median(lengthy), lengthy[last])


def _watched(browser: Browser) -> BrowserContext:
    context = browser.new_context(locale="de-DE", viewport={"width": 1280, "height": 800})
    context.add_init_script(WITNESS)
    return context


def _says(tab: Page, text: str) -> None:
    tab.locator(".composer textarea").fill(text)
    tab.locator(".composer textarea").press("Enter")
    tab.locator(".message[data-state=stored], .message[data-state=read]").last.wait_for()


@contextmanager
def _started() -> Iterator[tuple[Browser, RunningServer]]:
    # What drives the browser is no part of what is measured: it gets whichever core is free.
    unpin()
    with tempfile.TemporaryDirectory(prefix="beistand-bench-") as home, sync_playwright() as tools:
        pin(SERVER_CORE)
        with running_server(Path(home)) as server:
            pin(LOAD_CORE)
            path = "/usr/bin/chromium"
            with tools.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS) as browser:
                yield browser, server


if __name__ == "__main__":
    for opening in openings():
        print(opening)
