"""Programs of three kinds that a technician types into, and what arrived in them."""

import os
import re
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Protocol

from playwright.sync_api import Page, Playwright

from tests.conftest import CHROMIUM_FLAGS
from tests.tray.desktop import Desktop, wait_for
from tests.tray.input import gtk_field

#: A page that tells what happens to it, and is higher than its window.
PAGE = """<!doctype html><meta charset="utf-8"><title>Chromium-Feld</title>
<style>body { margin: 0; height: 4000px } textarea { width: 500px; height: 250px;
font: 16px monospace }</style>
<textarea></textarea><input>
<script>
  const told = window.told = [];
  for (const kind of ["keydown", "keyup"]) {
    addEventListener(kind, (e) => told.push([
      kind, e.key, ["Control", "Shift", "Alt"].filter((key) => e.getModifierState(key)).join("+"),
    ]));
  }
  for (const kind of ["mousedown", "mouseup", "click", "dblclick", "auxclick", "contextmenu"]) {
    addEventListener(kind, (e) => told.push([kind, e.button, `${e.screenX},${e.screenY}`]));
  }
  addEventListener("contextmenu", (e) => e.preventDefault());
</script>
"""


class Field(Protocol):
    """A field to type into."""

    def middle(self) -> tuple[int, int]:
        """A place in it, on the screen."""

    def text(self) -> str:
        """What is in it."""

    def empty(self) -> None:
        """Takes out what is in it."""

    def has_keyboard(self) -> bool:
        """Whether what is typed arrives here."""


class ProgramField:
    """A field of a program that keeps its content in a file."""

    def __init__(self, desktop: Desktop, title: str, kept: Path, empty: Callable[[], None]) -> None:
        self._desktop, self._title, self._kept, self._empty = desktop, title, kept, empty
        wait_for(f"the window {title}", lambda: desktop.window(title))

    def middle(self) -> tuple[int, int]:
        told = self._desktop.run("xwininfo", "-id", str(self._desktop.window(self._title)))
        x, y, width, height = (
            int(re.findall(rf"{name}:? +(\d+)", told)[0])
            for name in ("Absolute upper-left X", "Absolute upper-left Y", "Width", "Height")
        )
        return x + width // 2, y + height // 2

    def text(self) -> str:
        return self._kept.read_text()

    def empty(self) -> None:
        self._empty()

    def has_keyboard(self) -> bool:
        active = self._desktop.run("xdotool", "getactivewindow")
        return active == self._desktop.window(self._title)


class PageField:
    """The field of a page in Chromium."""

    def __init__(self, desktop: Desktop, page: Page) -> None:
        self._desktop, self._page = desktop, page

    def middle(self) -> tuple[int, int]:
        return on_screen(self._page, "textarea")

    def text(self) -> str:
        return self._page.locator("textarea").input_value()

    def empty(self) -> None:
        self._page.locator("textarea").evaluate("(field) => { field.value = ''; }")

    def has_keyboard(self) -> bool:
        # Playwright has every page believe that it is in front.
        active = self._desktop.run("xdotool", "getactivewindow", "getwindowname")
        return "Chromium-Feld" in active and bool(
            self._page.evaluate("() => document.activeElement.matches('textarea')")
        )


def on_screen(page: Page, selector: str) -> tuple[int, int]:
    """Where the middle of something in a page is on the screen."""
    box = page.locator(selector).bounding_box()
    assert box
    left, top = page.evaluate(
        "() => [screenX + (outerWidth - innerWidth) / 2, screenY + outerHeight - innerHeight]"
    )
    return int(left + box["x"] + box["width"] / 2), int(top + box["y"] + box["height"] / 2)


def xterm_field(desktop: Desktop) -> Field:
    """A terminal in which nothing but the characters themselves has a meaning."""
    kept = desktop.home / "xterm.txt"
    kept.touch()
    desktop.start(
        *("xterm", "-u8", "-fa", "DejaVu Sans Mono", "-geometry", "60x20+20+20"),
        *("-title", "xterm-Feld", "-e", "sh", "-c", f'stty -icanon -isig; exec cat >> "{kept}"'),
        LC_ALL="C.UTF-8",
    )
    return ProgramField(desktop, "xterm-Feld", kept, partial(os.truncate, kept, 0))


def gtk_text_field(desktop: Desktop) -> Field:
    """A text field of GTK."""
    kept = desktop.home / "gtk.txt"
    kept.touch()
    program = desktop.start(sys.executable, gtk_field.__file__, str(kept), name="gtk")
    return ProgramField(desktop, gtk_field.TITLE, kept, lambda: program.send_signal(signal.SIGUSR1))


@contextmanager
def chromium_page(desktop: Desktop, playwright: Playwright) -> Iterator[Page]:
    """A page in a window of Chromium."""
    browser = playwright.chromium.launch(
        executable_path="/usr/bin/chromium",
        headless=False,
        env={**desktop.environment},
        args=[*CHROMIUM_FLAGS, "--window-position=640,20", "--window-size=620,700"],
    )
    try:
        page = browser.new_page(no_viewport=True)
        address = desktop.home / "page.html"
        address.write_text(PAGE)
        page.goto(address.as_uri())
        yield page
    finally:
        browser.close()
