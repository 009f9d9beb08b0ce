"""The frames by which a granted screen is looked at and controlled; passed on, never stored."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from server.domain.consent_frames import Request

# A monitor of several; 0 where there is one.
SourceNumber = Annotated[int, Meta(ge=0, le=63)]
# A place in the picture, from its upper left corner: whatever its size, 1 is the other edge.
Share = Annotated[float, Meta(ge=0, le=1)]


class WatchFrame(msgspec.Struct, frozen=True, tag="watch", forbid_unknown_fields=True):
    """Look at the pictures of `request`, in one of `codecs`, from the next key frame on.

    Said again it asks for a key frame. To who shares it goes with what their viewers can decode.
    """

    request: Request
    codecs: Annotated[list[Literal["h264", "vp8", "vp9"]], Meta(min_length=1, max_length=8)]
    source: SourceNumber = 0


class UnwatchFrame(msgspec.Struct, frozen=True, tag="unwatch", forbid_unknown_fields=True):
    """Look no longer. To who shares it says that nobody does."""

    request: Request


class ShownFrame(msgspec.Struct, frozen=True, tag="shown", forbid_unknown_fields=True):
    """Picture `number` was drawn; who shares has at most two that were not."""

    request: Request
    number: Annotated[int, Meta(ge=0, le=2**32 - 1)]


class Move(msgspec.Struct, frozen=True, tag="move", forbid_unknown_fields=True):
    """The pointer goes to a place."""

    x: Share
    y: Share
    source: SourceNumber = 0


class Button(msgspec.Struct, frozen=True, tag="button", forbid_unknown_fields=True):
    """A button of the pointer goes down or up, at a place."""

    x: Share
    y: Share
    button: Literal["left", "middle", "right"]
    down: bool
    source: SourceNumber = 0


class Wheel(msgspec.Struct, frozen=True, tag="wheel", forbid_unknown_fields=True):
    """The wheel turns by so many notches, `dy` > 0 is down, `dx` > 0 is right."""

    x: Share
    y: Share
    dx: Annotated[float, Meta(ge=-100, le=100)]
    dy: Annotated[float, Meta(ge=-100, le=100)]
    source: SourceNumber = 0


class Typed(msgspec.Struct, frozen=True, tag="text", forbid_unknown_fields=True):
    """Characters as they are, whatever keyboard either side has."""

    text: Annotated[str, Meta(min_length=1, max_length=200)]


class Key(msgspec.Struct, frozen=True, tag="key", forbid_unknown_fields=True):
    """A key by its meaning (W3C UI Events, `KeyboardEvent.key`), alone or in a shortcut."""

    key: Annotated[str, Meta(min_length=1, max_length=30)]
    down: bool


class Release(msgspec.Struct, frozen=True, tag="release", forbid_unknown_fields=True):
    """All keys and buttons go up."""


Action = Move | Button | Wheel | Typed | Key | Release


class InputFrame(msgspec.Struct, frozen=True, tag="input", forbid_unknown_fields=True):
    """Do something with the customer's mouse or keyboard, as `request` was granted."""

    request: Request
    action: Action


class ClipboardFrame(msgspec.Struct, frozen=True, tag="clipboard", forbid_unknown_fields=True):
    """What was copied on one side is offered to the other, by a click; at most 48 KiB of UTF-8."""

    request: Request
    text: str


class Monitor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A picture that there is to look at, with its size in pixels."""

    id: SourceNumber
    name: Annotated[str, Meta(max_length=100)]
    width: Annotated[int, Meta(ge=1, le=65_535)]
    height: Annotated[int, Meta(ge=1, le=65_535)]


class SourcesFrame(msgspec.Struct, frozen=True, tag="sources", forbid_unknown_fields=True):
    """The monitors that there are; from the tray app."""

    request: Request
    sources: Annotated[list[Monitor], Meta(max_length=64)]


class CursorShape(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A picture of the pointer (PNG in base64), and where in it its tip is, in pixels."""

    png: Annotated[str, Meta(max_length=48_000, pattern="^[A-Za-z0-9+/=]*$")]
    hot_x: Annotated[int, Meta(ge=0, le=1024)]
    hot_y: Annotated[int, Meta(ge=0, le=1024)]
    width: Annotated[int, Meta(ge=0, le=1024)]
    height: Annotated[int, Meta(ge=0, le=1024)]


class CursorFrame(
    msgspec.Struct, frozen=True, tag="cursor", forbid_unknown_fields=True, omit_defaults=True
):
    """Where the customer's pointer is, and its shape where that has changed; from the tray app."""

    request: Request
    x: Share
    y: Share
    source: SourceNumber = 0
    shape: CursorShape | None = None


Condition = Literal[
    "paused_by_customer",
    "no_input",
    "no_capture",
    "elevated",
    "locked",
    "display_lost",
    "wayland",
    "lost",
]


class ConditionFrame(msgspec.Struct, frozen=True, tag="condition", forbid_unknown_fields=True):
    """Why the technician sees or can do less than was granted; `on` false: no longer.

    "lost" is the server's word: the connection of who shares is away.
    """

    request: Request
    name: Condition
    on: bool


DeskFrame = (
    WatchFrame
    | UnwatchFrame
    | ShownFrame
    | InputFrame
    | ClipboardFrame
    | SourcesFrame
    | CursorFrame
    | ConditionFrame
)
