"""The keyboard of an X display, pressed by meaning: characters and keys, whatever the layout."""

from collections.abc import Callable

from Xlib import X
from Xlib.display import Display
from Xlib.ext import xtest

from tray_app.input.keyboard_map import KeyboardMap
from tray_app.input.keysyms import MODIFIERS, NAMED, can_be_typed, keysym_of, pieces
from tray_app.input.layout import Layout, Stroke, latin_stroke
from tray_app.input.xkb import Xkb

#: NumLock's modifier in every keyboard description; it changes no character that is typed here.
NUM_LOCK = X.Mod2Mask


class Keyboard:
    """Types texts, and holds keys. Not thread-safe.

    :param interrupted: asked between characters; true ends a text.
    """

    def __init__(self, display: Display, interrupted: Callable[[], bool]) -> None:
        self._display, self._interrupted = display, interrupted
        self._xkb = Xkb(display)
        self._map = KeyboardMap(display, interrupted)
        self._held: dict[str, int] = {}
        self._lost: set[str] = set()

    def text(self, text: str) -> None:
        """Types it. What is held or locked meanwhile does not touch the characters."""
        self._map.follow()
        state = self._xkb.state()
        lifted = list(self._held.values())
        locked = state.locked_mods & ~NUM_LOCK
        for code in lifted:
            self._fake(code, False)
        if locked or state.latched_mods:
            self._xkb.lock(locked, 0)
        self._type(pieces(text), self._map.layout(state.group))
        if locked:
            self._xkb.lock(locked, locked)
        for code in lifted:
            self._fake(code, True)

    def key(self, key: str, down: bool, dropped: bool = False) -> None:
        """Holds or lets go a modifier; strikes any other key each time that it is told to be down.

        Nothing but modifiers stays down: the server would repeat it by itself, at its own speed,
        and on and on where the word that it is up is late.

        :param dropped: the customer uses the keyboard: nothing may be pressed.
        """
        name = key.casefold() if len(key) == 1 else key
        if not down:
            self._let_go(name)
        elif dropped or self._belongs_to_lost(name):
            self._lost |= {name} & MODIFIERS.keys()
        elif name not in self._held:
            self._hold(name, key)

    def release(self) -> None:
        """Lets go all keys. What was held as a shortcut's modifier is remembered as lost."""
        for name in list(self._held):
            self._lost |= {name} & MODIFIERS.keys()
            self._lift(name)

    def forget_lost(self) -> None:
        """The technician holds nothing any more."""
        self._lost.clear()

    def close(self) -> None:
        """Puts the keyboard map back, once the program in front has read it."""
        self._map.put_back()

    # Private

    def _fake(self, code: int, down: bool) -> None:
        xtest.fake_input(self._display, X.KeyPress if down else X.KeyRelease, code)

    # Shortcuts

    def _belongs_to_lost(self, name: str) -> bool:
        """Whether the key would be typed without the modifier that it was meant with: a pause let
        that one go, and the technician still has it down.
        """
        return len(name) == 1 and bool(self._lost)

    def _hold(self, name: str, key: str) -> None:
        self._map.follow()
        layout = self._map.layout(self._xkb.state().group)
        stroke = self._stroke_of_key(key, layout)
        if stroke is None:
            return
        # By meaning: "+" with Control is Control and the key of "+", also where one needs Shift
        # for it and the other does not. A letter keeps the Shift that is held with it.
        exact = len(key) == 1 and not key.isalpha()
        restore = self._hold_level(stroke, layout) if exact or stroke.level3 else []
        self._fake(stroke.code, True)
        if name in MODIFIERS:
            self._held[name] = stroke.code
        else:
            self._fake(stroke.code, False)
        for code, down in restore:
            self._fake(code, down)

    def _let_go(self, name: str) -> None:
        self._lost.discard(name)
        if name in self._held:
            self._lift(name)

    def _lift(self, name: str) -> None:
        self._fake(self._held.pop(name), False)

    def _hold_level(self, stroke: Stroke, layout: Layout) -> list[tuple[int, bool]]:
        """Has Shift and AltGr as the stroke needs them; gives how to put that back."""
        restore = []
        for name, needed in (("Shift", stroke.shift), ("AltGraph", stroke.level3)):
            code = self._held.get(name, layout.codes.get(MODIFIERS[name], 0))
            if code and needed != (name in self._held):
                self._fake(code, needed)
                restore.append((code, not needed))
        return restore

    def _stroke_of_key(self, key: str, layout: Layout) -> Stroke | None:
        if len(key) != 1:
            keysym = NAMED.get(key)
            return self._stroke_of_keysym(keysym, layout) if keysym else None
        if not can_be_typed(key):
            return None
        own = layout.strokes.get(key) or layout.strokes.get(key.lower())
        return own or latin_stroke(key.lower()) or self._spare(keysym_of(key.lower()))

    def _stroke_of_keysym(self, keysym: int, layout: Layout) -> Stroke | None:
        code = layout.codes.get(keysym)
        return Stroke(code) if code else self._spare(keysym)

    def _spare(self, keysym: int) -> Stroke | None:
        self._map.lend([keysym])
        code = self._map.lent_code(keysym)
        return Stroke(code) if code else None

    # Texts

    def _type(self, typed: list[str], layout: Layout) -> None:
        while typed and not self._interrupted():
            count = self._lend_for(typed, layout)
            for piece in typed[:count]:
                if self._interrupted():
                    return
                self._strike(piece, layout)
                # Not flush: python-xlib's leaves what the socket does not take at once for later.
                self._display.sync()
            typed = typed[count:]

    def _lend_for(self, typed: list[str], layout: Layout) -> int:
        """How many of the pieces can be typed with the spare codes there are, all lent by now."""
        lacking: set[int] = set()
        count = 0
        for piece in typed:
            keysym = NAMED[piece] if piece in NAMED else keysym_of(piece)
            if piece not in layout.strokes and keysym not in layout.codes:
                if len(lacking | {keysym}) > self._map.spare > 0:
                    break
                lacking.add(keysym)
            count += 1
        self._map.lend(lacking)
        return count

    def _strike(self, piece: str, layout: Layout) -> None:
        stroke = layout.strokes.get(piece) or self._lent(piece, layout)
        if stroke is None:
            return
        held = [MODIFIERS["Shift"]] * stroke.shift + [MODIFIERS["AltGraph"]] * stroke.level3
        codes = [layout.codes[keysym] for keysym in held] + [stroke.code]
        for code in codes:
            self._fake(code, True)
        for code in reversed(codes):
            self._fake(code, False)

    def _lent(self, piece: str, layout: Layout) -> Stroke | None:
        keysym = NAMED[piece] if piece in NAMED else keysym_of(piece)
        code = layout.codes.get(keysym) or self._map.lent_code(keysym)
        return Stroke(code) if code else None
