"""Mobile numbers as people write them."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.refusal import Refusal
from server.invitations.sms.number import REGIONS, example_number, read_mobile_number

SPELLINGS = [
    "0151 23456778",
    "01512/3456778",
    "(0151) 234-567-78",
    "+49 151 23456778",
    "+49 (0)151 23456778",
    "0049 151 23456778",
    "＋49\u00a0151\u201123456778",
    "tel:+4915123456778",
    "\u202a+49 151 23456778\u202c",
    "٠١٥١٢٣٤٥٦٧٧٨",
]


@pytest.mark.parametrize("typed", SPELLINGS)
def test_every_spelling_is_the_same_number(typed: str) -> None:
    number = read_mobile_number(typed, "DE")
    assert (number.e164, number.shown) == ("+4915123456778", "+49 1512 3456778")


def test_the_region_counts_where_the_number_names_none() -> None:
    assert read_mobile_number("0664 1234567", "AT").e164 == "+436641234567"
    assert read_mobile_number("+43 664 1234567", "DE").region == "AT"


def test_where_numbers_do_not_tell_landlines_may_be_mobiles() -> None:
    assert read_mobile_number("(201) 555-0123", "US").e164 == "+12015550123"


@pytest.mark.parametrize(
    "typed",
    ["", " ", "+", "110", "0151", "0151 2345677812345", "0151 23456778 ext 5", "01512345677x",
     "0151 23456778, 0170 1234567", "call +49 151 23456778", "+999 151 23456778", "1" * 500],
)  # fmt: skip
def test_what_is_no_number_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_mobile_number(typed, "DE")
    assert refused.value.code == "invalid_number"
    assert refused.value.facts["example"] == "01512 3456789"


@pytest.mark.parametrize("typed", ["030 1234567", "0800 1234567", "0900 1234567"])
def test_landlines_and_services_take_no_sms(typed: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_mobile_number(typed, "DE")
    assert refused.value.code == "not_a_mobile_number"


@pytest.mark.parametrize(
    ("typed", "masked"),
    [("+49 151 23456778", "+49 151 ••••78"), ("+298 211234", "+298 ••••34")],
)
def test_a_masked_number_can_not_be_called(typed: str, masked: str) -> None:
    assert read_mobile_number(typed, "DE").masked == masked


@given(st.text(max_size=80), st.sampled_from(sorted(REGIONS)))
def test_any_text_is_read_or_refused(typed: str, region: str) -> None:
    with suppress(Refusal):
        digits = read_mobile_number(typed, region).digits
        assert digits.isascii()
        assert digits.isdigit()


@given(st.from_regex(r"\+?[0-9 ()./-]{5,20}", fullmatch=True), st.sampled_from(["DE", "US", "FR"]))
def test_what_was_read_reads_the_same_again(typed: str, region: str) -> None:
    try:
        number = read_mobile_number(typed, region)
    except Refusal:
        return
    assert read_mobile_number(number.e164, "DE").e164 == number.e164
    assert read_mobile_number(number.shown, "DE").e164 == number.e164
    assert number.digits[3:-2] not in number.masked.replace(" ", "")


@pytest.mark.parametrize("region", sorted(REGIONS - {"TA"}))
def test_every_region_has_an_example_that_it_reads(region: str) -> None:
    assert read_mobile_number(example_number(region), region)
