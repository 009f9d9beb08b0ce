"""A customer who shares their screen with a technician who watches, on the wire."""

from typing import TYPE_CHECKING

from tests.api.pictures import Picture
from tests.api.streams import StreamClient

if TYPE_CHECKING:
    from tests.api.conftest import Talk


class Shared:
    """A customer who shares their screen with a technician who watches."""

    def __init__(self, talk: "Talk") -> None:
        self.talk = talk
        self.anna, self.kunde = talk.technician(), talk.customer()
        self.request = talk.grant("view", self.anna, self.kunde)
        self.share(self.kunde)
        self.watch(self.anna)
        self.kunde.wait("watch")

    def share(self, sharer: StreamClient) -> int:
        return sharer.decide("share", request=self.request, source="screen")

    def watch(self, viewer: StreamClient, **more: object) -> None:
        viewer.send(**{"type": "watch", "request": self.request, "codecs": ["h264", "vp8"], **more})

    def shown(self, viewer: StreamClient, number: int) -> None:
        viewer.send(type="shown", request=self.request, number=number)

    def show(self, number: int, **header: object) -> Picture:
        """Send a picture and have the server deal with it."""
        picture = self.kunde.show(self.request, number, **header)
        self.kunde.catch_up()
        return picture

    def numbers(self, viewer: StreamClient) -> list[int]:
        """The pictures that this viewer has by now."""
        return [picture.number for picture in viewer.catch_up().pictures]


def refusal_of(side: StreamClient) -> str:
    """What the next refusal says."""
    code: str = side.wait("error")["code"]
    return code
