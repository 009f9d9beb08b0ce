"""Where a layout has a character, and which spare key is lent to one that it lacks."""

import time

from tray_app.input.layout import Layout, Stroke, latin_stroke
from tray_app.input.spare_keys import SpareKeys

NONE = [0] * 6
Q_GERMAN = [0x71, 0x51, 0x71, 0x51, 0x40, 0x07D9]
DEAD_KEY = [0xFE51, 0xFE50, 0xFE51, 0xFE50, 0, 0]
SHIFT_KEY = [0xFFE1, 0, 0xFFE1, 0, 0, 0]
ALTGR_KEY = [0xFE03, 0, 0xFE03, 0, 0, 0]
Q_AMERICAN_AND_RUSSIAN = [0x71, 0x51, 0x06CA, 0x06EA, 0, 0]
BRACKET_KEY = [0x28, 0, 0x28, 0, 0, 0]


def test_a_character_is_on_its_key_with_shift_or_altgr() -> None:
    layout = Layout([Q_GERMAN, SHIFT_KEY, ALTGR_KEY], 24, 0)

    assert layout.strokes["q"] == Stroke(24)
    assert layout.strokes["Q"] == Stroke(24, shift=True)
    assert layout.strokes["@"] == Stroke(24, level3=True)
    assert layout.strokes["Ω"] == Stroke(24, shift=True, level3=True)


def test_what_needs_a_missing_shift_or_altgr_is_not_on_the_layout() -> None:
    assert set(Layout([Q_GERMAN, SHIFT_KEY], 24, 0).strokes) == {"q", "Q"}
    assert set(Layout([Q_GERMAN], 24, 0).strokes) == {"q"}


def test_a_map_with_two_columns_is_enough() -> None:
    assert Layout([[0x71, 0x51]], 24, 0).strokes["q"] == Stroke(24)
    assert Layout([[0x71, 0x51]], 24, 1).strokes == {}


def test_dead_keys_write_nothing_by_themselves() -> None:
    assert Layout([DEAD_KEY], 21, 0).strokes == {}


def test_keys_are_found_by_what_they_do_without_shift() -> None:
    assert Layout([NONE, SHIFT_KEY], 49, 0).codes == {0xFFE1: 50}


def test_the_first_key_that_has_a_character_stands() -> None:
    layout = Layout([[0x38, 0x28, 0x38, 0x28, 0, 0], BRACKET_KEY, SHIFT_KEY], 17, 0)

    assert layout.strokes["("] == Stroke(17, shift=True)


def test_of_two_layouts_only_the_one_in_force_counts() -> None:
    rows = [Q_AMERICAN_AND_RUSSIAN]

    assert "й" not in Layout(rows, 24, 0).strokes
    assert Layout(rows, 24, 1).strokes["й"] == Stroke(24)
    assert "q" not in Layout(rows, 24, 1).strokes


def test_with_several_layouts_altgr_is_not_guessed() -> None:
    assert "@" not in Layout([Q_GERMAN, Q_AMERICAN_AND_RUSSIAN], 24, 0).strokes


def test_a_third_layout_is_not_in_the_core_map() -> None:
    assert Layout([Q_AMERICAN_AND_RUSSIAN], 24, 2).strokes == {}


def test_latin_letters_have_a_place_on_every_keyboard() -> None:
    assert latin_stroke("c") == Stroke(54)
    assert latin_stroke("ж") is None


def test_each_keysym_has_a_spare_key_of_its_own() -> None:
    spare = SpareKeys([8, 93, 97])

    bound = spare.lend([1, 2, 1])
    spare.bind(bound)

    assert bound == {8: 1, 93: 2}
    assert spare.code(1) == 8
    assert spare.code(3) is None
    assert spare.lend([1, 2]) == {}


def test_the_longest_unused_spare_key_is_given_away_first() -> None:
    spare = SpareKeys([8, 93])
    spare.bind(spare.lend([1, 2]))
    spare.code(1)

    bound = spare.lend([3])

    assert bound == {93: 3}
    spare.bind(bound)
    assert spare.lent == {8: 1, 93: 3}


def test_when_a_key_was_used_last_is_known() -> None:
    spare = SpareKeys([8, 93])
    spare.bind(spare.lend([1]))
    assert spare.last_use([8, 93]) is None
    before = time.monotonic()

    spare.code(1)

    assert before <= (spare.last_use([8, 93]) or 0) <= time.monotonic()
    assert spare.last_use([93]) is None


def test_what_is_wanted_again_is_not_given_away() -> None:
    spare = SpareKeys([8, 93])
    spare.bind(spare.lend([1, 2]))

    assert spare.lend([1, 3]) == {93: 3}


def test_a_keyboard_without_spare_keys_lends_none() -> None:
    spare = SpareKeys([])

    assert spare.lend([1]) == {}
    assert spare.code(1) is None
