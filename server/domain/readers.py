"""Who may see which event; what they may not see they get as kind `hidden` (DESIGN.md)."""

import msgspec

from server.domain.events import FINAL_KINDS, Admitted, Event, Refused, Role

HIDDEN = "hidden"
KINDS_FOR_TECHNICIANS = frozenset({"invited", "waiting", "refused"})


class Reader(msgspec.Struct, frozen=True):
    """A side of the session; one who is not in yet knows the event since which they wait."""

    role: Role
    waiting: int | None = None

    def sees(self, event: Event) -> bool:
        """Whether the event is shown to them with its author and body."""
        if self.waiting is not None:
            return _concerns(self.waiting, event)
        return self.role == "technician" or event.kind not in KINDS_FOR_TECHNICIANS


def _concerns(waiting: int, event: Event) -> bool:
    if event.seq == waiting or event.kind in FINAL_KINDS:
        return True
    if event.kind == "admitted":
        return event.read_as(Admitted).waiting == waiting
    return event.kind == "refused" and event.read_as(Refused).waiting == waiting
