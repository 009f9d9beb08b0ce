"""What the customer does with their own mouse and keys, told apart from what programs send."""

import struct
from typing import Any

from Xlib.display import Display
from Xlib.ext import ge, xinput

#: What programs send comes from devices that have this property (X server, Xext/xtest.c).
XTEST_PROPERTY = "XTEST Device"
#: Of a raw event after its type: device, time, detail, source (XI2 protocol, RawEvent).
RAW_EVENT = struct.Struct("=HIIH")
#: The kinds of raw events; those of a touch screen (begin, move, end) python-xlib has no name for.
PRESSES = (
    *(xinput.RawKeyPress, xinput.RawKeyRelease, xinput.RawButtonPress, xinput.RawButtonRelease),
    *(22, 23, 24),
)
MOVES = (xinput.RawMotion,)
RAW = sum(1 << kind for kind in PRESSES + MOVES)


class LocalDevices:
    """The customer's own devices on one connection, whose events it asks for.

    :raises LookupError: the server has no XInput 2.
    """

    def __init__(self, display: Display) -> None:
        if not display.has_extension(xinput.extname):
            raise LookupError(xinput.extname)
        self._display = display
        self._opcode = display.display.get_extension_major(xinput.extname)
        # python-xlib asks for 2.0, in which raw events fail to come while another program holds a
        # grab, as every open menu does, and have no source.
        xinput.XIQueryVersion(
            display=display.display, opcode=self._opcode, major_version=2, minor_version=2
        )
        self._xtest = display.intern_atom(XTEST_PROPERTY)
        self._sent_by_programs: dict[int, bool] = {}
        display.screen().root.xinput_select_events(
            [(xinput.AllMasterDevices, RAW), (xinput.AllDevices, xinput.HierarchyChangedMask)]
        )

    def is_local(self, event: Any) -> bool:
        """Whether the event is a stroke, click or move of the customer's own."""
        return self.moved(event) or self.pressed(event)

    def moved(self, event: Any) -> bool:
        """Whether the event is a move of the customer's own pointer."""
        return self._is(event, MOVES)

    def pressed(self, event: Any) -> bool:
        """Whether the event is a key, button or touch of the customer's own, down or up."""
        return self._is(event, PRESSES)

    def _is(self, event: Any, kinds: tuple[int, ...]) -> bool:
        if event.type != ge.GenericEventCode or event.extension != self._opcode:
            return False
        if event.evtype == xinput.HierarchyChanged:
            self._sent_by_programs.clear()
            return False
        if event.evtype not in kinds:
            return False
        _device, _time, _detail, source = RAW_EVENT.unpack_from(event.data)
        return not self._is_sent_by_program(source)

    def _is_sent_by_program(self, device: int) -> bool:
        if device not in self._sent_by_programs:
            properties = self._display.xinput_list_device_properties(device).atoms
            self._sent_by_programs[device] = self._xtest in properties
        return self._sent_by_programs[device]
