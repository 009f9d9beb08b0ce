"""Support keys as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.keys import draw_free_key, draw_key, normalise_key
from server.domain.refusal import Refusal


@pytest.mark.parametrize(
    "typed",
    ["123456789", "123 456 789", "123-456-789", " 1 2 3-4 5 6-7 8 9 ", "123\u00a0456\u2013789",
     "\t123456789\n", "123.456.789", "１２３４５６７８９", "١٢٣٤٥٦٧٨٩"],
)  # fmt: skip
def test_digits_with_any_separators_are_a_key(typed: str) -> None:
    assert normalise_key(typed) == "123456789"


@pytest.mark.parametrize(
    "typed", ["", "   ", "12345678", "1234567890", "12345678a", "abc", "12345678²", "1" * 5000]
)
def test_anything_else_is_refused(typed: str) -> None:
    with pytest.raises(Refusal) as refused:
        normalise_key(typed)
    assert refused.value.code == "invalid_key"


@given(st.text())
def test_any_text_gives_nine_ascii_digits_or_a_refusal(typed: str) -> None:
    try:
        key = normalise_key(typed)
    except Refusal:
        return
    assert len(key) == 9
    assert key.isascii()
    assert key.isdigit()


@given(st.text(alphabet=" -\u2013\u00a0.", max_size=4))
def test_separators_anywhere_change_nothing(separator: str) -> None:
    assert normalise_key(separator.join("987654321")) == "987654321"


def test_a_drawn_key_has_nine_digits() -> None:
    assert all(len(key) == 9 and key.isdigit() for key in (draw_key() for _ in range(100)))


def test_a_key_that_is_in_use_is_not_drawn() -> None:
    in_use: list[str] = []

    def is_in_use(key: str) -> bool:
        in_use.append(key)
        return len(in_use) < 4

    assert draw_free_key(is_in_use) == in_use[3]
