"""Somebody with a browser: where they go, what their hands and their network do."""

import re
from collections.abc import Callable
from typing import Any, Literal

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Route

# What a broken network says in the console is no mistake of a page; nor is a script of a service
# worker that a page asked for and was closed before it came.
OF_THE_NETWORK = re.compile(
    r"net::ERR_|WebSocket connection|Failed to load resource|occurred when fetching the script"
)
WIDER = "one => one.scrollWidth - one.clientWidth"
# Where a program of this machine answers to `beistand:` links, the browser would ask, and wait for
# who is not there.
NO_PROGRAM_OPENS = """addEventListener("DOMContentLoaded", () => new MutationObserver(() =>
    document.querySelector("iframe")?.remove()).observe(document.body, { childList: true }))"""


class Person:
    """Somebody with a browser of their own: German, in Berlin, unless told otherwise."""

    def __init__(self, browser: Browser, url: str, **options: Any) -> None:
        self.url = url
        given = {"locale": "de-DE", "timezone_id": "Europe/Berlin"} | options
        self.context = browser.new_context(**given)
        self.context.set_default_timeout(10_000)
        self.context.add_init_script(NO_PROGRAM_OPENS)
        self.mistakes: list[str] = []
        self._until: Literal["commit", "load"] = "load"
        self.context.on("weberror", lambda error: self.mistakes.append(str(error.error)))
        self.context.on("console", self._hear_of_mistakes)
        self.page: Page = self.context.new_page()

    # Going somewhere

    def opens(self, path: str) -> None:
        """Types in an address of this server, or a whole one."""
        address = path if "://" in path else self.url + path
        self.page.goto(address, wait_until=self._until)

    def opens_another_tab(self) -> None:
        """Opens the same page once more; from here on acts there."""
        address = self.page.url
        self.page = self.context.new_page()
        self.page.goto(address)

    def reloads(self) -> None:
        """Presses F5."""
        self.page.reload(wait_until=self._until)

    def leaves_the_page(self) -> None:
        """Closes the tab and has an empty one."""
        self.page.close()
        self.page = self.context.new_page()

    def has_the_cookies_of(self, other: "Person") -> None:
        """Has a copy of the other's browser, without what it had loaded."""
        for cookie in other.context.cookies():
            self.context.add_cookies([{"name": cookie["name"], "value": cookie["value"],
                                       "url": self.url}])  # fmt: skip

    def goes_offline(self) -> None:
        """Leaves the network: a tunnel, a dead router."""
        self.context.set_offline(True)

    def is_back_online(self) -> None:
        """Has the network again."""
        self.context.set_offline(False)

    def has_late_scripts(self, which: str = "*_page.js") -> Callable[[], None]:
        """Has a slow network: these scripts come when the test calls what this gives."""
        return self.has_late_answers(f"**/{which}")

    def has_late_answers(self, address: str) -> Callable[[], None]:
        """The same for what is at these addresses, a glob."""
        held: list[Route] = []
        self.context.route(address, lambda route: held.append(route))
        self._until = "commit"  # the page's load event waits for them, too

        def arrive() -> None:
            for route in held:
                route.continue_()
            self.context.unroute_all()

        return arrive

    def looks_elsewhere(self) -> None:
        """Brings another tab to the front; the page believes to be hidden, headless or not."""
        self._shows("hidden")

    def looks_here_again(self) -> None:
        """Brings the page back to the front."""
        self._shows("visible")

    def loses_answers_of_the_server(self) -> None:
        """From here on what the server says to this page gets lost; what the page says does not."""
        self.page.evaluate(
            """() => {
                const of = Object.getOwnPropertyDescriptor(MessageEvent.prototype, "data").get;
                const lost = JSON.stringify({type: "lost"});
                Object.defineProperty(MessageEvent.prototype, "data", {
                    get() { return this.target instanceof WebSocket ? lost : of.call(this); },
                });
            }"""
        )

    def leaves(self) -> None:
        """Closes the browser; fails if a page made mistakes meanwhile."""
        self.context.close()
        assert self.mistakes == [], self.mistakes

    def tabs_to(self, element: Locator) -> None:
        """Presses Tab until this element has the keyboard."""
        for _ in range(30):
            if element.evaluate("one => one === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the keyboard does not get to {element}")

    def font_size_of(self, element: Locator) -> float:
        """In pixels."""
        return float(element.evaluate("one => parseFloat(getComputedStyle(one).fontSize)"))

    def has_nothing_sticking_out(self) -> None:
        """Need not scroll sideways for anything on the page."""
        root = self.page.locator("html")
        assert root.evaluate(WIDER) <= 0

    # Private

    def _shows(self, state: str) -> None:
        self.page.evaluate(
            """value => {
                Object.defineProperty(document, "visibilityState", {configurable: true, value});
                document.dispatchEvent(new Event("visibilitychange"));
            }""",
            state,
        )

    def _hear_of_mistakes(self, said: ConsoleMessage) -> None:
        if said.type == "error" and not OF_THE_NETWORK.search(said.text):
            self.mistakes.append(said.text)
