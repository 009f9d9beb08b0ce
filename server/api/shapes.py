"""What goes in and out of the API, declared once; OpenAPI is made from here."""

from typing import Annotated

import msgspec
from msgspec import Meta

from server.domain.events import State
from server.domain.frames import Party, ReadMarks

Moment = Annotated[str, Meta(description="RFC 3339, UTC, with milliseconds")]


class JoinBody(msgspec.Struct, frozen=True):
    """How a customer comes in: by key or by link."""

    key: Annotated[str, Meta(max_length=200, description="The support key as typed")] | None = None
    link_token: (
        Annotated[str, Meta(max_length=200, description="The part of a session link after #")]
        | None
    ) = None
    name: Annotated[str, Meta(max_length=80, description="The customer's name")] = ""
    wait: Annotated[
        bool, Meta(description="Where someone is in already, wait to be let in: 202")
    ] = False


class SessionBody(msgspec.Struct, frozen=True):
    """Options of a new session."""

    control_on_arrival: Annotated[
        bool, Meta(description="Ask for control when the customer arrives")
    ] = False
    customer_files: Annotated[bool, Meta(description="The customer may send files")] = True


class SessionChange(msgspec.Struct, frozen=True):
    """What can be changed of a session; what is left out stays."""

    control_on_arrival: bool | None = None
    customer_files: bool | None = None


class RatingBody(msgspec.Struct, frozen=True):
    """What the customer says of the help."""

    stars: Annotated[int, Meta(ge=1, le=5)]
    comment: Annotated[str, Meta(description="At most 2,000 characters")] = ""


class Rating(msgspec.Struct, frozen=True):
    """A rating that is stored, as event `seq`."""

    seq: int


class EnterBody(msgspec.Struct, frozen=True):
    """The one-time code of a chat's address."""

    code: Annotated[str, Meta(max_length=200)]


class AttachBody(msgspec.Struct, frozen=True):
    """The one-time code that the customer's chat gave to the tray app."""

    code: Annotated[str, Meta(min_length=1, max_length=200)]


class AttachCodeShown(msgspec.Struct, frozen=True):
    """A one-time code for the tray app, and a `beistand:` link that carries it."""

    link: str
    code: str
    expires_at: Moment


class TechnicianShown(msgspec.Struct, frozen=True):
    """Whose session it is."""

    id: str
    name: str


class SessionShown(msgspec.Struct, frozen=True, kw_only=True):
    """A session as its technician sees it."""

    id: str
    state: State
    created_at: Moment
    key_expires_at: Moment
    control_on_arrival: bool
    customer_files: bool
    technician: TechnicianShown
    customer: Party | None
    ended_at: Moment | None
    last_seq: int
    read: ReadMarks


class SessionOpened(SessionShown, frozen=True, kw_only=True):
    """A new session with its key and link, which are told only here."""

    key: Annotated[str, Meta(pattern="^[0-9]{9}$")]
    link: str


class SessionsPage(msgspec.Struct, frozen=True):
    """Sessions, newest first; `next` is the `after` of the next page."""

    sessions: list[SessionShown]
    next: str | None


class SessionEnded(msgspec.Struct, frozen=True):
    """A session that is over; `seq` is its last turn."""

    id: str
    state: State
    ended_at: Moment | None
    seq: int


class EventShown(msgspec.Struct, frozen=True, omit_defaults=True):
    """An event; `body` by kind as docs/events.md says, `client_id` only for its sender's side.

    One of kind `hidden` has neither author nor body.
    """

    seq: int
    at: Moment
    kind: str
    author: msgspec.Raw | None = None
    body: msgspec.Raw | None = None
    client_id: str | None = None


class EventsPage(msgspec.Struct, frozen=True):
    """Events in order, at most 500, and where the log ends."""

    events: list[EventShown]
    last_seq: int


class ProblemShown(msgspec.Struct, frozen=True):
    """A refusal (RFC 9457); `code` is stable, the sentences are in the caller's language."""

    type: str
    title: str
    status: int
    detail: str
    code: str


class Health(msgspec.Struct, frozen=True):
    """How the server is."""

    status: str
