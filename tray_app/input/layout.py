"""Where the customer's layout has a character or a key."""

from collections.abc import Sequence
from dataclasses import dataclass

from tray_app.input.keysyms import MODIFIERS, character_of

#: Columns of the core keyboard map: of the first layout, of the second, and of a single layout
#: with AltGr, each without and with Shift.
GROUPS = ((0, 1), (2, 3))
WITH_LEVEL3 = (4, 5)
#: Where a PC's keyboard has the Latin letters: the rows' first key codes (evdev + 8).
LATIN_ROWS = {"qwertyuiop": 24, "asdfghjkl": 38, "zxcvbnm": 52}


@dataclass(frozen=True, slots=True)
class Stroke:
    """A key and what is held with it."""

    code: int
    shift: bool = False
    level3: bool = False


class Layout:
    """The keyboard map as the X server tells it, read for one of its layouts.

    :param rows: the keysyms of each key code from `first` on.
    :param group: the layout in force, from 0; the core map knows the first two.
    """

    def __init__(self, rows: Sequence[Sequence[int]], first: int, group: int) -> None:
        self.strokes: dict[str, Stroke] = {}
        self.codes: dict[int, int] = {}
        columns = _columns(rows, group)
        for code, row in enumerate(rows, first):
            self._read(code, row, columns)
        self._leave_out_unreachable()

    def _read(self, code: int, row: Sequence[int], columns: Sequence[int]) -> None:
        """Notes what the key does. The first key that has something stands: those of the main
        block have low codes, those of special keyboards, with brackets on keys of their own, high.
        """
        base = columns[0] if columns and columns[0] < len(row) else 0
        if keysym := row[base]:
            self.codes.setdefault(keysym, code)
        for level, column in enumerate(columns):
            if column < len(row) and (character := character_of(row[column])):
                stroke = Stroke(code, shift=level % 2 == 1, level3=level >= len(WITH_LEVEL3))
                self.strokes.setdefault(character, stroke)

    def _leave_out_unreachable(self) -> None:
        """Leaves out what needs a Shift or AltGr that this keyboard does not have."""
        shift, level3 = (MODIFIERS[name] in self.codes for name in ("Shift", "AltGraph"))
        self.strokes = {
            character: stroke
            for character, stroke in self.strokes.items()
            if (shift or not stroke.shift) and (level3 or not stroke.level3)
        }


def latin_stroke(letter: str) -> Stroke | None:
    """The key of a Latin letter in a shortcut, on a layout that has no such letters.

    Programs take Control and the key that has C elsewhere for Control+C there: it is what those who
    write Russian or Greek press.
    """
    for row, first in LATIN_ROWS.items():
        if letter in row:
            return Stroke(first + row.index(letter))
    return None


def _columns(rows: Sequence[Sequence[int]], group: int) -> tuple[int, ...]:
    """The columns of the map that are surely this layout's, by level.

    With a single one, the second's columns repeat the first's. With several, the map has no fixed
    column for AltGr, and none at all for a third layout: what stands there is not used.
    """
    several = any(row[0:2] != row[2:4] for row in rows)
    if several:
        return GROUPS[group] if group < len(GROUPS) else ()
    return GROUPS[0] + WITH_LEVEL3
