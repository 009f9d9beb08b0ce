"""What a browser calls keys and characters, and what X, Windows and macOS call them."""

import pytest
from Xlib import XK

from tray_app.input.keysyms import NAMED, can_be_typed, character_of, keysym_of, pieces
from tray_app.input.macos_keys import CHARACTER_CODES, KEY_CODES
from tray_app.input.windows_keys import EXTENDED, VIRTUAL_KEYS

#: KeyboardEvent.key → the name of its keysym in X11's own list.
X_NAMES = {
    "Backspace": "BackSpace",
    "Enter": "Return",
    "ArrowLeft": "Left",
    "ArrowUp": "Up",
    "ArrowRight": "Right",
    "ArrowDown": "Down",
    "PageUp": "Prior",
    "PageDown": "Next",
    "PrintScreen": "Print",
    "ContextMenu": "Menu",
    "NumLock": "Num_Lock",
    "ScrollLock": "Scroll_Lock",
    "CapsLock": "Caps_Lock",
    "Shift": "Shift_L",
    "Control": "Control_L",
    "Alt": "Alt_L",
    "Meta": "Super_L",
    "AltGraph": "ISO_Level3_Shift",
}


@pytest.mark.parametrize("key", NAMED)
def test_named_keys_are_those_of_x11s_list(key: str) -> None:
    XK.load_keysym_group("xkb")

    assert NAMED[key] == XK.string_to_keysym(X_NAMES.get(key, key))


@pytest.mark.parametrize("key", [f"F{number}" for number in range(1, 21)])
def test_function_keys_are_known_everywhere(key: str) -> None:
    assert key in NAMED
    assert key in VIRTUAL_KEYS
    assert key in KEY_CODES


@pytest.mark.parametrize("key", ["Enter", "Tab", "Escape", "Delete", "Home", "Shift", "Meta"])
def test_keys_of_every_shortcut_are_known_everywhere(key: str) -> None:
    assert key in NAMED
    assert key in VIRTUAL_KEYS
    assert key in KEY_CODES


@pytest.mark.parametrize(
    ("character", "keysym"),
    [("a", 0x61), ("ß", 0xDF), ("€", 0x010020AC), ("ż", 0x0100017C), ("😀", 0x0101F600)],
)
def test_a_characters_keysym_is_its_code_point(character: str, keysym: int) -> None:
    assert keysym_of(character) == keysym
    assert character_of(keysym) == character


@pytest.mark.parametrize(
    ("name", "character"),
    [
        ("zabovedot", "ż"),
        ("lstroke", "ł"),
        ("EuroSign", "€"),
        ("Cyrillic_ya", "я"),
        ("Greek_omega", "ω"),
        ("oe", "œ"),
        ("endash", "–"),
        ("doublelowquotemark", "„"),
        ("hebrew_aleph", "א"),
    ],
)
def test_older_keysyms_of_layouts_are_understood(name: str, character: str) -> None:
    for group in ("latin2", "cyrillic", "greek", "hebrew", "publishing"):
        XK.load_keysym_group(group)
    # Two groups that python-xlib lacks.
    keysym = {"EuroSign": 0x20AC, "oe": 0x13BD}.get(name) or XK.string_to_keysym(name)

    assert keysym
    assert character_of(keysym) == character


@pytest.mark.parametrize("keysym", [0, 0xFE51, 0xFF0D, 0xFFE1, 0x01110000, 0x07D2])
def test_keys_without_a_character_have_none(keysym: int) -> None:
    assert character_of(keysym) is None


@pytest.mark.parametrize(
    "character", ["\x00", "\x1b", "\x7f", "\x85", "\ud800", "\ufffe", "\ufdd0"]
)
def test_what_no_key_writes_is_known(character: str) -> None:
    assert not can_be_typed(character)


def test_a_text_is_characters_and_keys() -> None:
    assert pieces("a\r\nß\t\x00👍🏽\r") == ["a", "Enter", "ß", "Tab", "👍", "🏽", "Enter"]


def test_macos_key_codes_are_those_of_an_american_keyboard() -> None:
    assert (CHARACTER_CODES["a"], CHARACTER_CODES["c"], CHARACTER_CODES["v"]) == (0, 8, 9)
    assert (CHARACTER_CODES["l"], CHARACTER_CODES["."], CHARACTER_CODES["`"]) == (0x25, 0x2F, 0x32)
    assert len(set(CHARACTER_CODES.values())) == len(CHARACTER_CODES)


def test_windows_arrows_are_extended_and_letters_not() -> None:
    assert VIRTUAL_KEYS["ArrowLeft"] in EXTENDED
    assert ord("C") not in EXTENDED
