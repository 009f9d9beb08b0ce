"""What a crash would leave on the display: keys that are down, and codes with a lent meaning.

Which codes are lent stands on the display itself, so that whoever comes later can put them back.
"""

from collections.abc import Iterable

from Xlib import X, Xatom
from Xlib.display import Display
from Xlib.ext import xtest

PROPERTY = "_BEISTAND_LENT_KEYS"
BUTTONS = (1, 2, 3)


class Leftovers:
    """The note on the display about the key codes that are lent."""

    def __init__(self, display: Display) -> None:
        self._display, self._root = display, display.screen().root
        self._property = display.intern_atom(PROPERTY)

    def note(self, codes: Iterable[int]) -> None:
        """Writes down that these codes are lent, before they are."""
        self._root.change_property(self._property, Xatom.CARDINAL, 32, list(codes))

    def put_back(self) -> None:
        """Frees the codes that are noted."""
        noted = self._root.get_full_property(self._property, Xatom.CARDINAL)
        if noted is None:
            return
        for code in noted.value:
            self._display.change_keyboard_mapping(code, [[X.NoSymbol, X.NoSymbol]])
        self._root.delete_property(self._property)
        self._display.sync()


def let_go_all(display: Display) -> None:
    """Lets go every key and button that a program holds; those of real devices are not touched."""
    for byte, bits in enumerate(display.query_keymap()):
        for bit in range(8):
            if bits >> bit & 1:
                xtest.fake_input(display, X.KeyRelease, byte * 8 + bit)
    for button in BUTTONS:
        xtest.fake_input(display, X.ButtonRelease, button)
    display.sync()
