"""What a technician does and sees who asks for the customer's screen, in words for journeys."""

import re

from playwright.sync_api import Locator, expect

from tests.journeys.console.film import Colour
from tests.vocabulary import Technician

# Encoder and browser need not mean the same shade of a colour: the tests' colours are far apart.
TOLERANCE = 28
PIXEL = """(canvas, [x, y]) => [...canvas.getContext("2d").getImageData(
    Math.floor(canvas.width * x), Math.floor(canvas.height * y), 1, 1).data].slice(0, 3)"""
SHOWS = f"""([canvas, colour, place]) => ({PIXEL})(canvas, place)
    .every((value, at) => Math.abs(value - colour[at]) <= {TOLERANCE})"""
MIDDLE = (0.5, 0.5)


class ScreenWatcher(Technician):
    """A technician before the customer's screen."""

    @property
    def view_button(self) -> Locator:
        """Asks to see the screen."""
        return self.page.get_by_role("button", name="Bildschirm ansehen", exact=True)

    @property
    def control_button(self) -> Locator:
        """Asks for control."""
        return self.page.get_by_role("button", name="Fernsteuerung", exact=True)

    @property
    def picture(self) -> Locator:
        """What the customer shares."""
        return self.page.get_by_role("img", name="Bildschirm des Kunden")

    @property
    def remote_keyboard(self) -> Locator:
        """What has the keyboard while one works over there."""
        return self.page.get_by_role("textbox", name="Tastatur des Kunden")

    @property
    def clipboard_card(self) -> Locator:
        """What the customer has sent of their clipboard."""
        return self.page.get_by_role("region", name="Zwischenablage des Kunden")

    def tool(self, name: str) -> Locator:
        """A button over the picture."""
        tools = self.page.get_by_role("group", name="Werkzeuge für das Bild")
        return tools.get_by_role("button", name=name, exact=True)

    def asks_to_see_the_screen(self) -> None:
        """Presses the button."""
        self.view_button.click()

    def asks_for_control(self) -> None:
        """Presses the button."""
        self.control_button.click()

    def reads(self, words: str, *, within: float = 5) -> None:
        """Has a line that says this under the session's head or over the picture, in time (s)."""
        said = self.page.locator(".standing-words, .condition, .screen-note, .screen-alert, "
                                 ".asking-alert")  # fmt: skip
        line = said.get_by_text(words).or_(said.filter(has_text=words)).first
        expect(line).to_be_attached(timeout=within * 1000)

    def sees_colour(self, colour: Colour, place: tuple[float, float] = MIDDLE) -> None:
        """Has this colour in the picture, there (0…1 from the left, from the top)."""
        canvas = self.picture.element_handle()
        # By the clock: on a busy machine a page may be given no frames for seconds.
        self.page.wait_for_function(SHOWS, arg=[canvas, colour, place], polling=100)

    def colour_at(self, x: float, y: float) -> Colour:
        """The picture's colour at this place."""
        red, green, blue = self.picture.evaluate(PIXEL, [x, y])
        return red, green, blue

    def sees_no_picture(self) -> None:
        """Has none, and nothing of it is left anywhere on the page."""
        expect(self.picture).to_be_hidden()
        canvas = self.page.locator("canvas.picture")
        assert canvas.evaluate(PIXEL, [0.5, 0.5]) == [0, 0, 0]

    def clicks_into_the_picture(self, x: float, y: float) -> None:
        """Clicks at this place of it (0…1 from the left, from the top)."""
        self.points_at(x, y)
        self.page.mouse.down()
        self.page.mouse.up()

    def points_at(self, x: float, y: float) -> None:
        """Moves the pointer to this place of the picture."""
        box = self.picture.bounding_box()
        assert box
        self.page.mouse.move(box["x"] + box["width"] * x, box["y"] + box["height"] * y)

    def hides_the_page(self) -> None:
        """Minimises the window, or has another tab in front."""
        self._shows("hidden")

    def works_over_there(self) -> None:
        """Has the keyboard in the picture."""
        expect(self.remote_keyboard).to_be_focused()
        expect(self.page.locator(".stage")).to_have_class(re.compile("has-keyboard"))

    def works_here(self) -> None:
        """Has the keyboard to themselves."""
        expect(self.page.locator(".stage.has-keyboard")).to_have_count(0)
