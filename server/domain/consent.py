"""What may be seen and done of the customer's device at this moment, folded from the events.

Nothing without a person's yes to this very question (PRODUCT.md, Consent).
"""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

import msgspec

from server.domain.events import (
    Answered,
    Event,
    Extended,
    Permission,
    Requested,
    ShareStarted,
    Source,
    Withdrawn,
)


class Question(msgspec.Struct, frozen=True):
    """An open request: no answer until `expires_at` (ms since 1970) is a no."""

    request: int
    permission: Permission
    technician: str | None
    expires_at: int
    extensions: int = 0


class Grant(msgspec.Struct, frozen=True):
    """A yes: for this technician, this permission, this request, and nothing else."""

    request: int
    permission: Permission
    technician: str | None


class Share(msgspec.Struct, frozen=True):
    """The pictures that are sent since event `since`, and the request that was granted for them."""

    request: int
    permission: Permission
    source: Source
    since: int


_NO_GRANTS: Mapping[Permission, Grant] = MappingProxyType({})
_NO_REFUSALS: Mapping[Permission, int] = MappingProxyType({})


class Consent(msgspec.Struct, frozen=True):
    """The open question, what is granted, and what is shown.

    `refusals` counts for each permission how often in a row it was asked for without a yes.
    """

    question: Question | None = None
    grants: Mapping[Permission, Grant] = _NO_GRANTS
    share: Share | None = None
    refusals: Mapping[Permission, int] = _NO_REFUSALS

    def after(self, event: Event) -> "Consent":
        """What holds once `event`, one of CONSENT_KINDS, has happened."""
        match event.kind:
            case "requested":
                return self._asked(event)
            case "extended":
                return self._extended(event.read_as(Extended))
            case "answered":
                return self._answered(event.read_as(Answered), by_customer=event.role == "customer")
            case "withdrawn":
                return self._withdrawn(event.read_as(Withdrawn))
            case "share_started":
                body = event.read_as(ShareStarted)
                share = Share(body.request, body.permission, body.source, event.seq)
                return msgspec.structs.replace(self, share=share)
        return msgspec.structs.replace(self, share=None)

    def grant(self, request: int) -> Grant | None:
        """What was granted by this request, if it still is."""
        return next((grant for grant in self.grants.values() if grant.request == request), None)

    def allows(self, technician: str | None, request: int, permission: Permission) -> bool:
        """Whether this technician may do this at this moment by this request."""
        grant = self.grants.get(permission)
        return grant is not None and grant.request == request and grant.technician == technician

    def _asked(self, event: Event) -> "Consent":
        body, technician = event.read_as(Requested), event.read_author().id
        expires = milliseconds(body.expires_at)
        question = Question(event.seq, body.permission, technician, expires)
        return msgspec.structs.replace(self, question=question)

    def _extended(self, body: Extended) -> "Consent":
        question = self.question
        if question is None or question.request != body.request:
            return self
        longer = msgspec.structs.replace(
            question,
            expires_at=milliseconds(body.expires_at),
            extensions=question.extensions + 1,
        )
        return msgspec.structs.replace(self, question=longer)

    def _answered(self, body: Answered, *, by_customer: bool) -> "Consent":
        question = self.question
        if question is None or question.request != body.request:
            return self
        permission, grants, refusals = question.permission, self.grants, self._one_more(question)
        # Whoever wrote the log, only a person's own yes is one.
        if body.granted and body.reason == "person" and by_customer:
            grants = {**grants, permission: Grant(body.request, permission, question.technician)}
            refusals[permission] = 0
        return msgspec.structs.replace(self, question=None, grants=grants, refusals=refusals)

    def _withdrawn(self, body: Withdrawn) -> "Consent":
        question, share = self.question, self.share
        taken_back = question if question and question.request == body.request else None
        return Consent(
            question=None if taken_back else question,
            grants={of: one for of, one in self.grants.items() if one.request != body.request},
            share=None if share and share.request == body.request else share,
            refusals=self._one_more(taken_back) if taken_back else self.refusals,
        )

    def _one_more(self, question: Question) -> dict[Permission, int]:
        """The counts after one more question without a yes; also one that was taken back."""
        permission = question.permission
        return {**self.refusals, permission: self.refusals.get(permission, 0) + 1}


def milliseconds(timestamp: str) -> int:
    """An RFC 3339 time as ms since 1970."""
    return round(datetime.fromisoformat(timestamp).timestamp() * 1000)
