"""The words of the log: who writes, which kinds there are and what stands in each.

docs/events.md describes every kind for people who read the log with programs.
"""

from datetime import UTC, datetime
from functools import lru_cache
from typing import Literal

import msgspec

Role = Literal["technician", "customer", "system", "helper"]
State = Literal["waiting", "active", "ended", "expired"]

MAX_TEXT = 10_000


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


class Joined(msgspec.Struct, frozen=True):
    """The customer took the key; `way` is how they came in."""

    way: Literal["key", "link"]


class Message(msgspec.Struct, frozen=True):
    """Plain text of 1 to 10,000 characters."""

    text: str


class Ended(msgspec.Struct, frozen=True):
    """`reason`: which side ended the session."""

    reason: Literal["technician", "customer"]


class Expired(msgspec.Struct, frozen=True):
    """Nobody used the key in time."""


Body = Created | Joined | Message | Ended | Expired
KINDS: dict[str, type[Body]] = {
    "created": Created,
    "joined": Joined,
    "message": Message,
    "ended": Ended,
    "expired": Expired,
}
FINAL_KINDS = frozenset({"ended", "expired"})
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


@lru_cache(maxsize=64)
def timestamp(milliseconds: int) -> str:
    """RFC 3339 in UTC with milliseconds, as the contract shows times.

    Remembered for a while: all events of a commit have one time.
    """
    moment = datetime.fromtimestamp(milliseconds / 1000, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
