"""The frames of asking, answering and sharing, and what may be seen and done as they show it."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from server.domain.consent import Consent
from server.domain.events import Permission, Source, timestamp

# The seq of the event that asked for a permission.
Request = Annotated[int, Meta(ge=1, le=2**32 - 1)]


class RequestFrame(msgspec.Struct, frozen=True, tag="request", forbid_unknown_fields=True):
    """Ask the customer for a permission; for technicians."""

    client_id: UUID
    permission: Permission


class AnswerFrame(msgspec.Struct, frozen=True, tag="answer", forbid_unknown_fields=True):
    """Answer the question that was asked by event `request`; for the customer.

    Reason "closed" says that the question was closed without an answer, which is a no.
    """

    client_id: UUID
    request: Request
    granted: bool
    reason: Literal["person", "closed"] = "person"


class ExtendFrame(msgspec.Struct, frozen=True, tag="extend", forbid_unknown_fields=True):
    """Take another minute to answer; for the customer."""

    client_id: UUID
    request: Request


class WithdrawFrame(msgspec.Struct, frozen=True, tag="withdraw", forbid_unknown_fields=True):
    """End a permission, from any side; a technician takes an open question back, too."""

    client_id: UUID
    permission: Permission


class ShareFrame(msgspec.Struct, frozen=True, tag="share", forbid_unknown_fields=True):
    """Begin to send pictures, or go on after the connection was lost; for the customer's side."""

    client_id: UUID
    request: Request
    source: Source


class UnshareFrame(msgspec.Struct, frozen=True, tag="unshare", forbid_unknown_fields=True):
    """Send no more pictures, though it would still be allowed."""

    client_id: UUID
    request: Request
    reason: Literal["person", "lost"]


class QuestionShown(msgspec.Struct, frozen=True):
    """An open question; `expires_at` in RFC 3339."""

    request: int
    permission: Permission
    expires_at: str
    extensions: int


class GrantShown(msgspec.Struct, frozen=True):
    """A permission that is granted, by the event that asked for it."""

    request: int
    permission: Permission


class ShareShown(msgspec.Struct, frozen=True):
    """Pictures that are sent at this moment."""

    request: int
    permission: Permission
    source: Source


class Refusals(msgspec.Struct, frozen=True):
    """How often in a row a permission was asked for without a yes."""

    view: int
    control: int


class ConsentShown(msgspec.Struct, frozen=True):
    """What may be seen and done as of event `last_seq`; `now` (RFC 3339) for count-downs."""

    question: QuestionShown | None
    grants: list[GrantShown]
    share: ShareShown | None
    refusals: Refusals
    now: str
    last_seq: int

    @classmethod
    def of(cls, consent: Consent, last_seq: int, now: int) -> "ConsentShown":
        """The same as frames and the API show it, at `now` (ms since 1970)."""
        question, share, refusals = consent.question, consent.share, consent.refusals
        return cls(
            QuestionShown(
                question.request,
                question.permission,
                timestamp(question.expires_at),
                question.extensions,
            )
            if question
            else None,
            [GrantShown(grant.request, grant.permission) for grant in consent.grants.values()],
            ShareShown(share.request, share.permission, share.source) if share else None,
            Refusals(refusals.get("view", 0), refusals.get("control", 0)),
            timestamp(now),
            last_seq,
        )
