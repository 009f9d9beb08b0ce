"""A customer before a real screen, and what the technician sees of it, read from the pixels."""

import time
from typing import Any

import av
from playwright.sync_api import Browser, Page

from tests.api.pictures import Picture
from tests.journeys.customer.consent_words import Asking

Colour = tuple[int, int, int]
RED, GREEN, BLUE, YELLOW = (220, 0, 0), (0, 160, 0), (0, 0, 220), (230, 220, 0)
COLOURS: list[Colour] = [RED, GREEN, BLUE, YELLOW]
# Encoders and the way to them change shades a little; the colours are far apart.
TOLERANCE = 40
DECODERS = {"h264": "h264", "vp8": "vp8", "vp9": "vp9"}
MIDDLE = """() => [
    window.screenX + (window.outerWidth - window.innerWidth) / 2 + window.innerWidth / 2,
    window.screenY + (window.outerHeight - window.innerHeight) + window.innerHeight / 2,
]"""
MOVE = """() => {
    const canvas = document.body.appendChild(document.createElement("canvas"));
    Object.assign(canvas, { width: innerWidth - 40, height: innerHeight - 40 });
    const draw = canvas.getContext("2d");
    let count = 0;
    (function next() {
        if (!window.isMoving) return;
        draw.fillStyle = `hsl(${(count++ * 37) % 360} 90% 50%)`;
        draw.fillRect((count * 11) % canvas.width, 0, 60, canvas.height);
        requestAnimationFrame(next);
    })();
}"""


class ColouredWindow:
    """A window on the customer's screen that has one colour, or moves."""

    def __init__(self, browser: Browser) -> None:
        self.page: Page = browser.new_context(no_viewport=True).new_page()
        self.page.set_content("<title>Fenster</title><body style='margin: 20px'></body>")

    @property
    def middle(self) -> tuple[int, int]:
        """Where its middle is on the screen."""
        x, y = self.page.evaluate(MIDDLE)
        return round(x), round(y)

    def becomes(self, colour: Colour) -> None:
        """Has this colour from now on, in front of all others."""
        self.page.bring_to_front()
        self.page.evaluate("c => (document.body.style.background = `rgb(${c})`)", list(colour))

    def moves(self) -> None:
        """Never looks the same twice."""
        self.page.bring_to_front()
        self.page.evaluate("window.isMoving = true")
        self.page.evaluate(MOVE)

    def rests(self) -> None:
        """Stays as it is."""
        self.page.evaluate("window.isMoving = false")


class Viewer:
    """The technician's eyes: decodes what comes, and says that it was seen."""

    def __init__(self, asking: Asking, request: int, *codecs: str) -> None:
        self.wire = asking.technician
        self.request = request
        self.codecs = codecs or ("h264", "vp8", "vp9")
        self.pictures: list[Picture] = []
        self._decoder: Any = None
        self._image: Any = None

    def watches(self) -> None:
        """Wants pictures, from a key frame on."""
        self._decoder = None
        self.wire.send(type="watch", request=self.request, codecs=list(self.codecs))

    def looks_away(self) -> None:
        """Wants no more."""
        self.wire.send(type="unwatch", request=self.request)

    def gets_picture(self, *, says_so: bool = True) -> Picture:
        """The next picture, decoded: it stands for itself, or follows the one before."""
        picture: Picture = self.wire.wait("picture")["picture"]
        assert picture.request == self.request
        assert picture.is_key or picture.number == self.pictures[-1].number + 1
        self.pictures.append(picture)
        self._decode(picture)
        if says_so:
            self.has_seen(picture)
        return picture

    def has_seen(self, picture: Picture) -> None:
        """Says that it was drawn."""
        self.wire.send(type="shown", request=self.request, number=picture.number)

    def sees(self, colour: Colour, at: tuple[int, int]) -> Picture:
        """Gets pictures until there is this colour at this place of the customer's screen."""
        while True:
            picture = self.gets_picture()
            if self._is(colour, at):
                return picture

    def gets_pictures_for(self, seconds: float) -> list[Picture]:
        """All pictures of the next seconds."""
        until = time.monotonic() + seconds
        got: list[Picture] = []
        while time.monotonic() < until:
            if (picture := self.next_within(until - time.monotonic())) is not None:
                got.append(picture)
        return got

    def next_within(self, seconds: float) -> Picture | None:
        """The next picture, if there is one so soon."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            try:
                frame = self.wire.read(timeout=left)
            except TimeoutError:
                return None
            if frame["type"] == "picture":
                picture: Picture = frame["picture"]
                self.pictures.append(picture)
                self.has_seen(picture)
                return picture
        return None

    # Private

    def _decode(self, picture: Picture) -> None:
        if self._decoder is None:
            assert picture.is_key
            self._decoder = av.CodecContext.create(DECODERS[picture.codec], "r")
        for frame in self._decoder.decode(av.Packet(picture.chunk)):
            self._image = frame.to_ndarray(format="rgb24")

    def _is(self, colour: Colour, at: tuple[int, int]) -> bool:
        if self._image is None:
            return False
        height, width, _planes = self._image.shape
        x, y = at
        if not (x < width and y < height):
            return False
        pixel = self._image[y, x]
        return all(
            abs(int(one) - other) <= TOLERANCE for one, other in zip(pixel, colour, strict=True)
        )
