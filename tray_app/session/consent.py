"""What the customer has granted, folded from the session's events."""

from dataclasses import dataclass, field
from typing import Any


@dataclass
class Consent:
    """Which grants stand and what is shared, as of event `last_seq`.

    Everything unknown or unreadable counts as not granted.
    """

    #: Permission → the seq of the event that asked for it.
    grants: dict[str, int] = field(default_factory=dict)
    #: The request whose pictures are sent now, by whomever, and its permission.
    share: tuple[int, str] | None = None
    #: Request → the name of the technician who asked.
    asked_by: dict[int, str] = field(default_factory=dict)
    has_ended: bool = False
    last_seq: int = 0

    def load(self, shown: dict[str, Any], last_seq: int) -> None:
        """Takes the server's word for how things stand (`welcome.session.consent`).

        :param last_seq: what the snapshot includes, where it does not say so itself
        """
        grants = shown.get("grants") or []
        self.grants = {str(one["permission"]): int(one["request"]) for one in grants}
        share = shown.get("share")
        self.share = (int(share["request"]), str(share["permission"])) if share else None
        self.last_seq = int(shown.get("last_seq", last_seq))

    def fold(self, event: dict[str, Any]) -> None:
        """Takes in an event of the log; one that is known already changes nothing."""
        if event["kind"] == "requested":
            # The name is wanted also where the snapshot already knew of the question.
            self.asked_by[event["seq"]] = str((event.get("author") or {}).get("name", ""))
        if event["seq"] <= self.last_seq:
            return
        self.last_seq = event["seq"]
        if act := _ACTS.get(event["kind"]):
            act(self, event.get("body") or {})

    def allows(self, request: int) -> bool:
        """Whether this request gives control, now."""
        return not self.has_ended and self.grants.get("control") == request

    @property
    def control(self) -> int | None:
        """The request that gives control, now."""
        return None if self.has_ended else self.grants.get("control")

    @property
    def is_viewed(self) -> bool:
        """Whether the customer's browser shows the screen now."""
        return not self.has_ended and self.share is not None and self.share[1] == "view"

    def technician(self, request: int | None) -> str | None:
        """Who asked, where that is known."""
        return self.asked_by.get(request) if request else None

    def _answered(self, body: dict[str, Any]) -> None:
        # Anything but a clear yes is a no.
        if body.get("granted") is True and isinstance(body.get("request"), int):
            self.grants[str(body.get("permission"))] = body["request"]

    def _withdrawn(self, body: dict[str, Any]) -> None:
        gone = body.get("request")
        self.grants = {of: request for of, request in self.grants.items() if request != gone}
        if self.share and self.share[0] == gone:
            self.share = None

    def _share_started(self, body: dict[str, Any]) -> None:
        self.share = (int(body.get("request", 0)), str(body.get("permission")))

    def _share_stopped(self, body: dict[str, Any]) -> None:
        if self.share and self.share[0] == body.get("request"):
            self.share = None

    def _ended(self, _body: dict[str, Any]) -> None:
        self.has_ended = True
        self._nothing_stands(_body)

    def _nothing_stands(self, _body: dict[str, Any]) -> None:
        self.grants.clear()
        self.share = None


_ACTS = {
    "answered": Consent._answered,
    "withdrawn": Consent._withdrawn,
    "share_started": Consent._share_started,
    "share_stopped": Consent._share_stopped,
    "admitted": Consent._nothing_stands,
    "ended": Consent._ended,
    "expired": Consent._ended,
}
