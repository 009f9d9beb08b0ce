"""Keys by their meaning: what a browser calls them, and what X calls them.

A keysym is X's number for what a key means. Characters of Latin-1 are their own keysym, all
others 0x01000000 + code point; layouts still use older numbers for many of them (X11 protocol,
appendix A).
"""

import unicodedata

#: A keysym that means a character by its code point.
UNICODE = 0x01000000
#: Characters that are keys of their own, where a text contains them.
KEYS_IN_TEXT = {"\n": "Enter", "\t": "Tab", "\b": "Backspace"}
#: What the other keys of a shortcut are pressed with.
MODIFIERS = {
    "Shift": 0xFFE1,
    "Control": 0xFFE3,
    "Alt": 0xFFE9,
    "Meta": 0xFFEB,
    "AltGraph": 0xFE03,
}
#: KeyboardEvent.key (W3C UI Events) → keysym.
NAMED = (
    MODIFIERS
    | {
        "Backspace": 0xFF08,
        "Tab": 0xFF09,
        "Clear": 0xFF0B,
        "Enter": 0xFF0D,
        "Pause": 0xFF13,
        "ScrollLock": 0xFF14,
        "Escape": 0xFF1B,
        "Home": 0xFF50,
        "ArrowLeft": 0xFF51,
        "ArrowUp": 0xFF52,
        "ArrowRight": 0xFF53,
        "ArrowDown": 0xFF54,
        "PageUp": 0xFF55,
        "PageDown": 0xFF56,
        "End": 0xFF57,
        "PrintScreen": 0xFF61,
        "Insert": 0xFF63,
        "Undo": 0xFF65,
        "Redo": 0xFF66,
        "ContextMenu": 0xFF67,
        "Find": 0xFF68,
        "Help": 0xFF6A,
        "NumLock": 0xFF7F,
        "CapsLock": 0xFFE5,
        "Delete": 0xFFFF,
    }
    | {f"F{number}": 0xFFBD + number for number in range(1, 25)}
)
#: The older keysyms whose low byte is a character of an 8-bit set: their high byte → that set.
OLDER_SETS = {
    0x01: "iso8859-2",
    0x02: "iso8859-3",
    0x03: "iso8859-4",
    0x05: "iso8859-6",
    0x0C: "iso8859-8",
    0x0D: "tis-620",
    0x13: "iso8859-15",
}
#: Older keysyms that layouts of today still use, and that follow no set.
OLDER_SINGLES = {
    0x0AA9: "—",
    0x0AAA: "–",
    0x0AAE: "…",
    0x0AC9: "™",
    0x0AD0: "‘",
    0x0AD1: "’",
    0x0AD2: "“",
    0x0AD3: "”",
    0x0AF1: "†",
    0x0AFD: "‚",
    0x0AFE: "„",
    0x20AC: "€",
}


def keysym_of(character: str) -> int:
    """The keysym that means this character in every program."""
    code = ord(character)
    return code if 0x20 <= code <= 0x7E or 0xA0 <= code <= 0xFF else UNICODE | code


def character_of(keysym: int) -> str | None:
    """The character that a layout's keysym writes; None for keys that write none, as dead keys."""
    if 0x20 <= keysym <= 0x7E or 0xA0 <= keysym <= 0xFF:
        return chr(keysym)
    if keysym & 0xFF000000 == UNICODE:
        code = keysym & 0xFFFFFF
        return chr(code) if code <= 0x10FFFF else None
    if keysym in OLDER_SINGLES:
        return OLDER_SINGLES[keysym]
    return _of_older_set(keysym)


def _of_older_set(keysym: int) -> str | None:
    high, low = keysym >> 8, keysym & 0xFF
    charset = OLDER_SETS.get(high)
    if 0x06C0 <= keysym <= 0x06FF:
        charset = "koi8-r"
    elif 0x07C1 <= keysym <= 0x07F9:
        charset = "iso8859-7"
    if charset is None or low < 0xA0:
        return None
    try:
        return bytes([low]).decode(charset)
    except UnicodeDecodeError:
        return None


def can_be_typed(character: str) -> bool:
    """Whether a key can write it: control characters, halves of surrogate pairs and code points
    that are no characters can't.
    """
    code = ord(character)
    return unicodedata.category(character) not in ("Cc", "Cs") and (
        code & 0xFFFE != 0xFFFE and not 0xFDD0 <= code <= 0xFDEF
    )


def pieces(text: str) -> list[str]:
    """The text as what is pressed one after the other: characters, and names of keys.

    A line break is one Enter however it is written; what no key can write is left out.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    return [
        KEYS_IN_TEXT.get(character, character)
        for character in lines
        if character in KEYS_IN_TEXT or can_be_typed(character)
    ]
