"""How things stand between this computer and its session, as the customer should know it."""

from dataclasses import dataclass
from typing import Literal

#: What became of the clipboard when the customer sent it.
ClipboardOutcome = Literal["sent", "no_text", "too_long", "not_sent"]


@dataclass(frozen=True)
class Status:
    """What is seen and done here, by whom, and what disturbs it (the contract's conditions)."""

    kind: Literal["attached", "viewed", "controlled"]
    technician: str = ""
    conditions: frozenset[str] = frozenset()
