"""The person's default browser: a real Chromium, which a test can look into."""

import html
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import Page, Playwright

from tests.tray.desktop import Desktop, wait_for

# Its questions take no click within half a second of themselves or of the click before: whoever
# looks and clicks quickly, again and again, would never be heard.
CHROMIUM = (
    "chromium --no-sandbox --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-quic --disable-gpu "
    "--disable-input-event-activation-protection "
    "--lang=de --accept-lang=de --remote-debugging-port=0"
)
#: Seconds that it may take to start, and then to open its first page, while another one starts
#: beside it.
STARTS_WITHIN = 40.0
#: The button "Cancel" of its questions, beneath the pointer and else; and from there to "Open".
CANCEL_BLUES, TO_OPEN = ((13, 80, 187), (11, 87, 208)), 117


class DefaultBrowser:
    """What BROWSER names on a desktop: starts Chromium, or gives a running one a new tab."""

    def __init__(self, desktop: Desktop, playwright: Playwright) -> None:
        self._desktop = desktop
        self._profile = desktop.home / "chromium"
        self._processes = desktop.home / "chromium.pids"
        self._playwright = playwright
        script = desktop.home / "browser"
        script.write_text(
            "#!/bin/sh\n"
            f'{CHROMIUM} --user-data-dir="{self._profile}" "$@" >/dev/null 2>&1 </dev/null &\n'
            f'echo $! >> "{self._processes}"\n'
        )
        script.chmod(0o755)
        desktop.environment["BROWSER"] = str(script)

    def page(self, part_of_url: str) -> Page:
        """The tab whose address has this part, once it is open."""
        told = self._profile / "DevToolsActivePort"
        port = wait_for("the browser", lambda: _first_line(told), STARTS_WITHIN)
        browser = self._playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{port}")
        context = browser.contexts[0]

        def found() -> Page | None:
            # Playwright learns of new addresses only while it is asked something.
            context.cookies()
            return next((page for page in context.pages if part_of_url in page.url), None)

        try:
            return wait_for(f"a tab with {part_of_url}", found, STARTS_WITHIN)
        except AssertionError as error:
            error.add_note(f"open: {[page.url for page in context.pages]}")
            raise

    def follows(self, link: str, happened: Callable[[], object]) -> None:
        """Clicks a link to a program, on a page, and lets it be opened until that happened."""
        desktop, page = self._desktop, self._desktop.home / "page.html"
        page.write_text(f'<title>Chat</title><a href="{html.escape(link)}">App verbinden</a>')
        desktop.start(desktop.environment["BROWSER"], page.as_uri(), name="browser")
        self.page("page.html").get_by_role("link", name="App verbinden").click()
        places: list[tuple[int, int]] = []

        def opens() -> bool:
            # The question slides in, and its buttons change their colours: the place seen last is
            # the right one.
            if place := desktop.spot(CANCEL_BLUES[0]) or desktop.spot(CANCEL_BLUES[1]):
                places.append(place)
            if places:
                desktop.click((places[-1][0] + TO_OPEN, places[-1][1]))
            if len(places) == 1:
                desktop.save_picture("question")
            return bool(happened())

        wait_for("what the link leads to", opens, 45)

    def close(self) -> None:
        """Ends the browser."""
        if self._processes.exists():
            for process in self._processes.read_text().split():
                with suppress(ProcessLookupError):
                    os.kill(int(process), signal.SIGTERM)


def _first_line(file: Path) -> str | None:
    return file.read_text().partition("\n")[0] if file.exists() else None
