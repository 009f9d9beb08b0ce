"""A customer before a real screen: a page whose colours say a number, and the real tray app."""

from pathlib import Path

from playwright.sync_api import Browser, Locator, Page

from tests.journeys.console.visit import Visit
from tests.tray.controlled import agree
from tests.tray.desktop import Desktop

BITS = 12
# Fields in a row, black or white: a number that goes up with each picture that the browser draws.
CLOCK = f"""<!doctype html><title>Uhr</title>
<style>body {{ margin: 0; display: flex; height: 100vh }} i {{ flex: 1 }}</style>
{"<i></i>" * BITS}
<script>
  const fields = [...document.querySelectorAll("i")];
  let count = 0;
  (function next() {{
    count = (count + 1) % {2**BITS};
    fields.forEach((field, bit) => (field.style.background = count >> bit & 1 ? "#fff" : "#000"));
    requestAnimationFrame(next);
  }})();
</script>
"""
# Reads that number from the console's canvas each time that it has changed, so many times.
READ = """async (canvas, { fields, count, seconds }) => {
    const draw = canvas.getContext("2d");
    const isWhite = ([x, y]) => draw.getImageData(x, y, 1, 1).data[1] > 127;
    const read = () => fields.reduce((sum, field, bit) => sum + (isWhite(field) << bit), 0);
    const numbers = [];
    const until = performance.now() + seconds * 1000;
    while (numbers.length < count && performance.now() < until) {
        const number = read();
        if (number !== numbers.at(-1)) numbers.push(number);
        await new Promise(requestAnimationFrame);
    }
    return numbers;
}"""


class Clock:
    """A window that shows a running number in black and white, and where it is on the screen."""

    def __init__(self, browser: Browser, place: Path) -> None:
        self.page: Page = browser.new_context(no_viewport=True).new_page()
        place.write_text(CLOCK, encoding="utf-8")
        self.page.goto(place.as_uri())
        self.page.bring_to_front()

    @property
    def fields(self) -> list[tuple[int, int]]:
        """The middle of each field on the screen, the lowest bit first."""
        left, top, width, height = self.page.evaluate(
            """() => [screenX + (outerWidth - innerWidth) / 2, screenY + outerHeight - innerHeight,
                      innerWidth, innerHeight]"""
        )
        return [
            (round(left + width * (bit + 0.5) / BITS), round(top + height / 2))
            for bit in range(BITS)
        ]

    def read_in(self, picture: Locator, count: int, *, within: float) -> list[int]:
        """So many numbers of the console's picture, one after the other; fewer if it takes long."""
        wanted = {"fields": self.fields, "count": count, "seconds": within}
        numbers: list[int] = picture.evaluate(READ, wanted)
        return numbers


def starts_the_app(visit: Visit, desktop: Desktop) -> None:
    """The customer starts the real tray app by the link in their chat."""
    path = f"/sessions/{visit.caller.joined['session_id']}/helper"
    status, offered = visit.server.call("POST", path, token=visit.caller.joined["token"])
    assert status == 201, offered
    app = ("--server", visit.server.url, "--attach", offered["link"])
    desktop.start_tray_app(*app)
    visit.browser.wait("presence", role="helper", present=True)
    agree(desktop)
