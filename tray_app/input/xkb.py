"""The two requests of the XKEYBOARD extension that python-xlib lacks: its state, and its locks.

Numbers from the XKB protocol specification 1.0 (X11R7), requests XkbUseExtension, XkbGetState and
XkbLatchLockState.
"""

from typing import Any

from Xlib.display import Display
from Xlib.protocol import rq

NAME = "XKEYBOARD"
CORE_KEYBOARD = 0x100
ALL_MODIFIERS = 0xFF


class UseExtension(rq.ReplyRequest):  # type: ignore[misc]
    """Tells the server that this client speaks XKB; without it, it answers none of the others."""

    _request = rq.Struct(
        rq.Card8("opcode"), rq.Opcode(0), rq.RequestLength(), rq.Card16("major"), rq.Card16("minor")
    )
    _reply = rq.Struct(
        rq.ReplyCode(),
        rq.Card8("supported"),
        rq.Card16("sequence_number"),
        rq.ReplyLength(),
        rq.Card16("major"),
        rq.Card16("minor"),
        rq.Pad(20),
    )


class GetState(rq.ReplyRequest):  # type: ignore[misc]
    """What is held, latched and locked, and which of several layouts is in force."""

    _request = rq.Struct(
        rq.Card8("opcode"), rq.Opcode(4), rq.RequestLength(), rq.Card16("device"), rq.Pad(2)
    )
    _reply = rq.Struct(
        rq.ReplyCode(),
        rq.Card8("device"),
        rq.Card16("sequence_number"),
        rq.ReplyLength(),
        rq.Card8("mods"),
        rq.Card8("base_mods"),
        rq.Card8("latched_mods"),
        rq.Card8("locked_mods"),
        rq.Card8("group"),
        rq.Card8("locked_group"),
        rq.Int16("base_group"),
        rq.Int16("latched_group"),
        rq.Pad(6),
        rq.Card16("buttons"),
        rq.Pad(6),
    )


class LatchLockState(rq.Request):  # type: ignore[misc]
    """Sets locks, as CapsLock's, without a key; clears what is latched."""

    _request = rq.Struct(
        rq.Card8("opcode"),
        rq.Opcode(5),
        rq.RequestLength(),
        rq.Card16("device"),
        rq.Card8("affect_locks"),
        rq.Card8("locks"),
        rq.Card8("lock_group"),
        rq.Card8("group_lock"),
        rq.Card8("affect_latches"),
        rq.Card8("latches"),
        rq.Pad(1),
        rq.Card8("latch_group"),
        rq.Card16("group_latch"),
    )


class Xkb:
    """The keyboard's state on one connection.

    :raises LookupError: the server has no XKB, which no X server of the last 20 years lacks.
    """

    def __init__(self, display: Display) -> None:
        found = display.query_extension(NAME)
        if found is None:
            raise LookupError(NAME)
        self._display, self._opcode = display.display, found.major_opcode
        UseExtension(display=self._display, opcode=self._opcode, major=1, minor=0)

    def state(self) -> Any:
        """`group` (from 0), and as bits of the eight modifiers `locked_mods`, `latched_mods`."""
        return GetState(display=self._display, opcode=self._opcode, device=CORE_KEYBOARD)

    def lock(self, affected: int, locked: int) -> None:
        """Locks exactly these of the affected modifiers, and clears all latches."""
        LatchLockState(
            display=self._display,
            opcode=self._opcode,
            device=CORE_KEYBOARD,
            affect_locks=affected,
            locks=locked,
            lock_group=0,
            group_lock=0,
            affect_latches=ALL_MODIFIERS,
            latches=0,
            latch_group=0,
            group_latch=0,
        )
