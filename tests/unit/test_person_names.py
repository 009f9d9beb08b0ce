"""What becomes of a name that a stranger gives."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.person_names import MOST_CHARACTERS, clean_name


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("Erika  Mustermann ", "Erika Mustermann"),
        ("Erika\nMustermann", "Erika Mustermann"),
        ("\u202eAnna Berg\0\u200b", "Anna Berg"),
        ("Jürgen Groß 👩‍👧", "Jürgen Groß 👩‍👧"),
        ("\u200b\u202e", ""),
    ],
)
def test_a_name_is_one_line_of_what_can_be_seen(given: str, shown: str) -> None:
    assert clean_name(given) == shown


@given(st.text(max_size=200))
def test_no_name_turns_the_text_around_it(given: str) -> None:
    name = clean_name(given)
    assert len(name) <= MOST_CHARACTERS
    assert not any(
        unicodedata.bidirectional(c) in ("RLO", "LRO", "RLE", "RLI", "PDF") for c in name
    )
    assert "\n" not in name
