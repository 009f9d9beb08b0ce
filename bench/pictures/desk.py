"""The customer's desk: a screen of 1920×1080 with a page that scrolls, and a witness of it."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import numpy as np
from playwright.sync_api import Page, Playwright

from bench.pictures.processes import prefer
from tests.conftest import CHROMIUM_FLAGS
from tests.tray.desktop import Desktop
from tests.tray.desktops import bare_desktop

X_SERVER = ("Xvfb", "-screen", "0", "1920x1080x24", "-nolisten", "tcp", "-noreset")
#: The middle of the page's field, 0 to 1 of the screen.
FIELD = (200 / 1920, 124 / 1080)
#: Where the page's text is: left, top, right, bottom.
BAND = (210, 200, 1710, 1000)
PAGE = Path(__file__).with_name("page.html")


class Desk:
    """What is on the customer's screen, and when it came there."""

    def __init__(self, desktop: Desktop, page: Page, seen: Path) -> None:
        self.desktop, self._page, self._seen = desktop, page, seen

    @property
    def display(self) -> str:
        """The X display."""
        return self.desktop.environment["DISPLAY"]

    def scroll(self, wanted: bool) -> None:
        """Has the page scroll and its clock run, or stand still."""
        self._page.evaluate("(wanted) => scroll(wanted)", wanted)

    def contrast(self) -> float:
        """How much neighbouring pixels differ in a band of the screen (green, 0 to 255)."""
        green = np.asarray(self.desktop.picture().crop(BAND))[:, :, 1].astype(int)
        return float(np.abs(np.diff(green.ravel())).sum() / green.size)

    def changes(self) -> dict[int, int]:
        """When each of the clock's numbers came onto the screen, µs since 1970; the newest."""
        lines = (line.split() for line in self._seen.read_text().splitlines())
        return {int(words[0]): int(words[1]) for words in lines if len(words) == 2}

    def forget(self) -> None:
        """Forgets what came onto the screen so far."""
        os.truncate(self._seen, 0)


@contextmanager
def desk(tools: Playwright) -> Iterator[Desk]:
    """The desk, with a window manager and the page in full screen."""
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="beistand-desk-")))
        desktop = stack.enter_context(bare_desktop(home, X_SERVER))
        # Without a tray the app shows a window in the icon's stead, which would cover the page.
        desktop.start("trayer", "--edge", "bottom", "--align", "right", "--widthtype", "request")
        context = tools.chromium.launch_persistent_context(
            home / "chromium", executable_path="/usr/bin/chromium", headless=False,
            no_viewport=True, env=dict(desktop.environment),
            args=[*CHROMIUM_FLAGS, "--kiosk", f"--app={PAGE.as_uri()}"],
        )  # fmt: skip
        stack.callback(context.close)
        seen = home / "seen"
        command = (sys.executable, "-m", "bench.pictures.observer")
        with seen.open("ab") as output:
            observer = subprocess.Popen(
                (*command, desktop.environment["DISPLAY"]), stdout=output, start_new_session=True
            )  # fmt: skip
        # What tells when something changed must not wait for what it watches.
        prefer(observer.pid)
        stack.callback(observer.wait)
        stack.callback(observer.kill)
        yield Desk(desktop, context.pages[0], seen)
