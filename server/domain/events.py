"""The words of the log: who writes, which kinds there are and what stands in each.

docs/events.md describes every kind for people who read the log with programs.
"""

from datetime import UTC, datetime
from functools import lru_cache
from typing import Literal, TypeVar

import msgspec

Role = Literal["technician", "customer", "system", "helper"]
State = Literal["waiting", "active", "ended", "expired"]

Way = Literal["key", "link"]
InvitationWay = Literal["link", "mail", "qr", "sms", "key"]
Permission = Literal["view", "control"]
Source = Literal["screen", "camera", "helper"]

B = TypeVar("B")

MAX_TEXT = 10_000
MAX_COMMENT = 2_000


class Author(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who an event comes from; `id` tells two people of one role apart."""

    role: Role
    name: str
    id: str | None = None


SYSTEM = Author(role="system", name="Beistand")


class Created(msgspec.Struct, frozen=True):
    """The technician opened the session; its key works until `key_expires_at` (RFC 3339)."""

    control_on_arrival: bool
    key_expires_at: str


class Invited(msgspec.Struct, frozen=True, omit_defaults=True):
    """A step in the life of an invitation, told to the technician only.

    `invitation` names it in its session ("link", "mail", "qr", "s1" …). Step "renewed" has the
    name "key": all keys and links from before are dead. `number` is masked, `reason` are the
    gateway's words.
    """

    invitation: str
    way: InvitationWay
    step: Literal["sent", "failed", "opened", "renewed"]
    number: str | None = None
    reason: str | None = None
    key_expires_at: str | None = None


class Joined(msgspec.Struct, frozen=True, omit_defaults=True):
    """The customer took the key; `way` is how they came in, `invitation` by which link."""

    way: Way
    invitation: str | None = None


class Waiting(msgspec.Struct, frozen=True, omit_defaults=True):
    """Someone came with a key or link that a customer is in by already: the author waits."""

    way: Way
    invitation: str | None = None


class Admitted(msgspec.Struct, frozen=True):
    """The one who waits since event `waiting` is the customer now, in place of the one before."""

    waiting: int
    name: str


class Refused(msgspec.Struct, frozen=True):
    """The one who waits since event `waiting` is not let in, or, as the author, waits no longer."""

    waiting: int
    name: str


class Message(msgspec.Struct, frozen=True, omit_defaults=True):
    """Plain text of 1 to 10,000 characters; `reply_to` is the seq of what it answers."""

    text: str
    reply_to: int | None = None


class Thumbnail(msgspec.Struct, frozen=True):
    """The size in pixels of the small picture that stands for a file."""

    width: int
    height: int


class File(msgspec.Struct, frozen=True, omit_defaults=True):
    """A file that is stored whole.

    `size` in bytes, `type` by its content, SHA-256 in hexadecimal.
    """

    id: str
    name: str
    size: int
    type: str
    sha256: str
    thumbnail: Thumbnail | None = None


class Requested(msgspec.Struct, frozen=True):
    """The technician asks for a permission; no answer until `expires_at` (RFC 3339) is a no.

    The seq of this event names the request, and what is granted by it, from then on.
    """

    permission: Permission
    expires_at: str


class Extended(msgspec.Struct, frozen=True):
    """The customer takes more time to answer `request`, until `expires_at` (RFC 3339)."""

    request: int
    expires_at: str


class Answered(msgspec.Struct, frozen=True):
    """The answer to `request`; only a person's can be a yes."""

    request: int
    permission: Permission
    granted: bool
    reason: Literal["person", "silence", "closed"]


class Withdrawn(msgspec.Struct, frozen=True):
    """What `request` asked for is not, or no longer, granted.

    Reason "gone": one side was away for too long; "replaced": another customer was let in.
    """

    request: int
    permission: Permission
    reason: Literal["person", "gone", "replaced"]


class ShareStarted(msgspec.Struct, frozen=True):
    """The author's device begins to send pictures of `source`, as `request` was granted."""

    request: int
    permission: Permission
    source: Source


class ShareStopped(msgspec.Struct, frozen=True):
    """No more pictures from here on; "control": the tray app shows the screen in its place."""

    request: int
    permission: Permission
    reason: Literal["person", "withdrawn", "lost", "control", "ended", "replaced"]


class Ended(msgspec.Struct, frozen=True):
    """`reason`: which side ended the session."""

    reason: Literal["technician", "customer"]


class Rated(msgspec.Struct, frozen=True):
    """What the customer says of the help: 1 to 5 stars, and words if they like."""

    stars: int
    comment: str


class Expired(msgspec.Struct, frozen=True):
    """Nobody used the key in time."""


Body = (
    Created
    | Invited
    | Joined
    | Waiting
    | Admitted
    | Refused
    | Message
    | File
    | Requested
    | Extended
    | Answered
    | Withdrawn
    | ShareStarted
    | ShareStopped
    | Ended
    | Rated
    | Expired
)
KINDS: dict[str, type[Body]] = {
    "created": Created,
    "invited": Invited,
    "joined": Joined,
    "waiting": Waiting,
    "admitted": Admitted,
    "refused": Refused,
    "message": Message,
    "file": File,
    "requested": Requested,
    "extended": Extended,
    "answered": Answered,
    "withdrawn": Withdrawn,
    "share_started": ShareStarted,
    "share_stopped": ShareStopped,
    "ended": Ended,
    "rated": Rated,
    "expired": Expired,
}
FINAL_KINDS = frozenset({"ended", "expired"})
# What the log of a session that is over still takes.
KINDS_AFTERWARDS = frozenset({"rated"})
# What is said, as against the turns by which a session's state changes.
SAYING_KINDS = frozenset({"message", "file"})
# By which it is asked and answered what of the customer's device may be seen and done.
CONSENT_KINDS = frozenset(
    {"requested", "extended", "answered", "withdrawn", "share_started", "share_stopped"}
)
# What only the one customer may do who is in.
KINDS_OF_WHO_IS_IN = frozenset({"message", "file", "ended", "rated"}) | CONSENT_KINDS
_KIND_OF = {body: kind for kind, body in KINDS.items()}


class Draft(msgspec.Struct, frozen=True):
    """An event before the journal numbers and dates it.

    `client_id` (a UUID in canonical form) makes writing it again harmless.
    """

    author: Author
    body: Body
    client_id: str | None = None

    @property
    def kind(self) -> str:
        """The kind that this body belongs to."""
        return _KIND_OF[type(self.body)]


class Event(msgspec.Struct, frozen=True):
    """One thing that happened: `seq` from 1 without gaps in its session, `at` in ms since 1970 UTC.

    `author` and `body` stay the JSON they are stored as, so a replay decodes nothing.
    """

    seq: int
    at: int
    kind: str
    author: msgspec.Raw
    body: msgspec.Raw
    client_id: str | None = None

    @property
    def role(self) -> str:
        """The author's role, without decoding the rest: it always stands first."""
        head = bytes(self.author)[9:24]
        return head[: head.index(b'"')].decode()

    def read_author(self) -> Author:
        """The author, decoded."""
        return msgspec.json.decode(self.author, type=Author)

    def read_body(self) -> Body:
        """The body, decoded as the struct of its kind."""
        return msgspec.json.decode(self.body, type=KINDS[self.kind])

    def read_as(self, kind: type[B]) -> B:
        """The body of an event whose kind the caller knows."""
        return msgspec.json.decode(self.body, type=kind)


@lru_cache(maxsize=64)
def timestamp(milliseconds: int) -> str:
    """RFC 3339 in UTC with milliseconds, as the contract shows times.

    Remembered for a while: all events of a commit have one time.
    """
    moment = datetime.fromtimestamp(milliseconds / 1000, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
