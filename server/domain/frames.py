"""The frames of the stream (DESIGN.md, contract), declared once for sockets, API and OpenAPI."""

import struct
from typing import Annotated, Any, get_args
from uuid import UUID

import msgspec
from msgspec import Meta

from server.domain.consent_frames import (
    AnswerFrame,
    ConsentShown,
    ExtendFrame,
    RequestFrame,
    ShareFrame,
    UnshareFrame,
    WithdrawFrame,
)
from server.domain.desk_frames import DeskFrame
from server.domain.events import Author, State
from server.domain.refusal import Refusal

MAX_FRAME_BYTES = 64 * 1024
MAX_PICTURE_BYTES = 4 * 1024 * 1024
MAX_PICTURE_SIDE = 16_384


class MessageFrame(msgspec.Struct, frozen=True, tag="message", forbid_unknown_fields=True):
    """Say something; `client_id` makes sending it again harmless."""

    client_id: UUID
    text: str
    reply_to: Annotated[int, Meta(ge=1)] | None = None


class TypingFrame(msgspec.Struct, frozen=True, tag="typing", forbid_unknown_fields=True):
    """The sender is writing at this moment."""


class ReadFrame(msgspec.Struct, frozen=True, tag="read", forbid_unknown_fields=True):
    """The sender has seen everything up to `seq`."""

    seq: int


class AdmitFrame(msgspec.Struct, frozen=True, tag="admit", forbid_unknown_fields=True):
    """Let in, or not, who waits since the event with seq `waiting`; for technicians."""

    client_id: UUID
    waiting: int
    granted: bool


class EndFrame(msgspec.Struct, frozen=True, tag="end", forbid_unknown_fields=True):
    """End the session for both sides."""

    client_id: UUID


DecisionFrame = (
    AdmitFrame
    | EndFrame
    | RequestFrame
    | AnswerFrame
    | ExtendFrame
    | WithdrawFrame
    | ShareFrame
    | UnshareFrame
)
ClientFrame = MessageFrame | TypingFrame | ReadFrame | DecisionFrame | DeskFrame
CLIENT_FRAMES = get_args(ClientFrame)
# What the tray app has to say; for all else the customer has the chat in their browser.
HELPER_FRAMES = WithdrawFrame | ShareFrame | UnshareFrame | DeskFrame


class Party(msgspec.Struct, frozen=True):
    """A side of the session as the other side sees it."""

    name: str


class Present(msgspec.Struct, frozen=True):
    """Which sides have the session open at this moment."""

    technician: bool
    customer: bool
    helper: bool = False


class ReadMarks(msgspec.Struct, frozen=True):
    """The last seq that each side has seen."""

    technician: int
    customer: int


class SessionFacts(msgspec.Struct, frozen=True):
    """What a stream says of its session when it begins."""

    id: str
    state: State
    technician: Party
    customer: Party | None
    read: ReadMarks
    presence: Present
    customer_files: bool
    consent: ConsentShown | None


class Welcome(msgspec.Struct, frozen=True, tag="welcome"):
    """First frame: who you are, where the log stands, and the log's epoch."""

    you: Author
    session: SessionFacts
    last_seq: int
    epoch: str


class Ack(msgspec.Struct, frozen=True, tag="ack"):
    """What was sent as `client_id` is in the log, durably, as `seq`."""

    client_id: str
    seq: int


class Head(msgspec.Struct, frozen=True, tag="head"):
    """The log's last seq, said every 20 s so that a lost frame is noticed."""

    last_seq: int


class TypingNotice(msgspec.Struct, frozen=True, tag="typing"):
    """Someone else is writing."""

    role: str
    name: str


class ReadNotice(msgspec.Struct, frozen=True, tag="read"):
    """A side has seen everything up to `seq`."""

    role: str
    seq: int


class PresenceNotice(msgspec.Struct, frozen=True, tag="presence"):
    """A side opened the session or left it."""

    role: str
    present: bool


class SettingsNotice(msgspec.Struct, frozen=True, tag="settings"):
    """The technician changed what the customer may do in the session."""

    customer_files: bool


class Pulse(msgspec.Struct, frozen=True, tag="pulse"):
    """The server is there; every second to who shares and who watches."""


class ErrorFrame(msgspec.Struct, frozen=True, tag="error", omit_defaults=True):
    """A frame was refused; the connection stays."""

    code: str
    detail: str
    client_id: str | None = None


ServerFrame = (
    Welcome
    | Ack
    | Head
    | TypingNotice
    | ReadNotice
    | PresenceNotice
    | SettingsNotice
    | Pulse
    | ErrorFrame
)

# A picture is a binary frame: this header in network byte order, then an encoded chunk.
CODECS = {1: "h264", 2: "vp8", 3: "vp9"}
_PICTURE_HEADER = struct.Struct(">BBBBIIQHH")
_PICTURE_VERSION, _KEY_PICTURE = 1, 1

_UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
_KNOWN = frozenset(str(frame.__struct_config__.tag) for frame in CLIENT_FRAMES)
_decoder: msgspec.json.Decoder[ClientFrame] = msgspec.json.Decoder(ClientFrame)


def decode_frame(text: bytes) -> ClientFrame:
    """The frame that a client sent.

    Raises Refusal: `invalid_json`, `unknown_frame` or `invalid_frame`, with `client_id` where
    the frame gave a readable one, so that the sender can tell which message is meant.
    """
    try:
        return _decoder.decode(text)
    except (*_UNREADABLE, msgspec.ValidationError) as error:
        raise _refuse(text, error) from None


class Picture(msgspec.Struct, frozen=True):
    """What a picture's header says; `width` and `height` in pixels.

    `time` is that of the capture in µs since 1970 by the sender's clock, `request` the seq of the
    event that asked for what was granted; `number` counts from 0.
    """

    source: int
    codec: str
    is_key: bool
    request: int
    number: int
    time: int
    width: int
    height: int


def read_picture(frame: bytes) -> Picture:
    """The header of a picture. Raises Refusal `invalid_picture`."""
    if not _PICTURE_HEADER.size < len(frame) <= MAX_PICTURE_BYTES:
        raise Refusal("invalid_picture")
    version, source, codec, flags, request, number, time, width, height = (
        _PICTURE_HEADER.unpack_from(frame)
    )
    if version != _PICTURE_VERSION or codec not in CODECS or flags > _KEY_PICTURE:
        raise Refusal("invalid_picture")
    if not (0 < width <= MAX_PICTURE_SIDE and 0 < height <= MAX_PICTURE_SIDE):
        raise Refusal("invalid_picture")
    return Picture(
        source, CODECS[codec], flags == _KEY_PICTURE, request, number, time, width, height
    )


def _refuse(text: bytes, error: Exception) -> Refusal:
    try:
        frame: Any = msgspec.json.decode(text)
    except _UNREADABLE:
        return Refusal("invalid_json")
    if not isinstance(frame, dict) or not isinstance(frame.get("type"), str):
        return Refusal("invalid_frame", reason=str(error))
    client_id = frame.get("client_id")
    named = {"client_id": client_id} if isinstance(client_id, str) and len(client_id) <= 64 else {}
    if frame["type"] not in _KNOWN:
        return Refusal("unknown_frame", type=frame["type"][:40], **named)
    return Refusal("invalid_frame", reason=str(error), **named)
