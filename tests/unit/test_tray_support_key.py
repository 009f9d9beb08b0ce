"""A support key in the tray app, as people type and paste it."""

import pytest

from tray_app.support_key import NotAKey, grouped, normalised


@pytest.mark.parametrize(
    "typed",
    [
        "123456789",
        "123 456 789",
        " 1 2 3-4-5-6 789 ",
        "123–456—789",
        "123\u00a0456\u202f789",
        "\u200b123456789\ufeff",
        "123−456−789",
        "１２３４５６７８９",
        "١٢٣٤٥٦٧٨٩",
        "123\n456\t789\r\n",
    ],
)
def test_digits_spaces_and_dashes_in_any_place(typed: str) -> None:
    assert normalised(typed) == "123456789"


@pytest.mark.parametrize("digits", [0, 1, 8, 10, 40])
def test_another_number_of_digits_is_said(digits: int) -> None:
    with pytest.raises(NotAKey) as refused:
        normalised("7 " * digits)
    assert refused.value.digits == digits


@pytest.mark.parametrize(
    "typed", ["12a456789", "123.456.789", "Ⅸ12345678", "①23456789", "²34567891"]
)
def test_other_signs_are_no_key(typed: str) -> None:
    with pytest.raises(NotAKey) as refused:
        normalised(typed)
    assert refused.value.digits is None


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("", ""),
        ("12", "12"),
        ("1234", "123 4"),
        ("123-456-789", "123 456 789"),
        ("1234567890", "123 456 789 0"),
        ("12a4", "12a4"),
    ],
)
def test_digits_are_grouped_while_they_are_typed(typed: str, shown: str) -> None:
    assert grouped(typed) == shown
