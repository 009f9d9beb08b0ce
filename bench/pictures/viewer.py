"""The technician's browser, whichever picture it shows, and what its pixels said."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
from playwright.sync_api import Page, Playwright, ViewportSize

from bench.pictures.processes import started_with
from tests.conftest import CHROMIUM_FLAGS

SAMPLER = Path(__file__).with_name("sampler.js").read_text()
SIZE: ViewportSize = {"width": 1920, "height": 1080}
PATIENCE_MS = 40_000
_MARK = "--beistand-bench-viewer"
#: A page that says nothing of the strips yet may be about to.
_IS_THERE = "globalThis.bench?.isThere"


class Seen(msgspec.Struct):
    """What was read from the picture: numbers and keys with µs since 1970, bytes, contrasts."""

    bytes: int
    clock: list[tuple[int, int]]
    typed: list[tuple[int, int]]
    pressed: list[int]
    contrasts: list[float]


class Viewer:
    """A browser with one page at a time."""

    def __init__(self, tools: Playwright) -> None:
        self._browser = tools.chromium.launch(
            executable_path="/usr/bin/chromium", args=[*CHROMIUM_FLAGS, _MARK]
        )
        self.pid = started_with(_MARK)
        self._context = self._browser.new_context(locale="de-DE", viewport=SIZE)
        self._context.set_default_timeout(PATIENCE_MS)
        self._context.add_init_script(SAMPLER)

    @contextmanager
    def page(self) -> Iterator[Page]:
        """A fresh one, whose pixels are read."""
        with self._context.new_page() as page:
            yield page

    def close(self) -> None:
        """Ends the browser."""
        self._browser.close()


def wait_for_picture(page: Page) -> None:
    """Waits until the customer's page is to be seen."""
    until = time.monotonic() + PATIENCE_MS / 1000
    while not page.evaluate(_IS_THERE):  # the page's policy lets no text be a function
        assert time.monotonic() < until, "no picture came"
        page.wait_for_timeout(100)


def click_into(page: Page, x: float, y: float) -> None:
    """Clicks at this place of the picture, 0 to 1; what is typed goes there then."""
    box = page.locator("canvas").filter(visible=True).last.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] * x, box["y"] + box["height"] * y)


def begin(page: Page) -> None:
    """Notes from now on what is to be seen."""
    page.evaluate("bench.begin()")


def end(page: Page) -> Seen:
    """What was to be seen since the beginning."""
    return msgspec.convert(page.evaluate("bench.end()"), Seen)
