"""Mobile numbers as people write them. Pure: no network, no settings."""

import re
import unicodedata

import msgspec
import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat, PhoneNumberType

from server.domain.refusal import Refusal

MAX_TYPED = 60
REGIONS = phonenumbers.SUPPORTED_REGIONS
# In some countries a number does not tell whether it is a mobile one; the gateway will.
_TAKES_SMS = frozenset({PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE})
# The library would find a number inside of any text, and take letters for digits.
_SPELLING = re.compile(r"[+\d\s().\-/]+")
_SEPARATORS = {"Pd": "-", "Zs": " ", "Cf": ""}


class MobileNumber(msgspec.Struct, frozen=True):
    """A number that takes SMS: `e164` for machines, `shown` for people, `masked` for the log."""

    e164: str
    shown: str
    masked: str
    region: str

    @property
    def digits(self) -> str:
        """E.164 without the plus, as gateways' addresses carry it."""
        return self.e164.removeprefix("+")


def read_mobile_number(typed: str, region: str) -> MobileNumber:
    """The number that a person typed, read as one of `region` unless it names its country.

    Raises Refusal `invalid_number`, or `not_a_mobile_number` for one that takes no SMS.
    """
    try:
        number = phonenumbers.parse(_plain(typed), region)
    except NumberParseException:
        raise _invalid(region) from None
    if not phonenumbers.is_valid_number(number):
        raise _invalid(region)
    shown = phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)
    if phonenumbers.number_type(number) not in _TAKES_SMS:
        raise Refusal("not_a_mobile_number", number=shown)
    return MobileNumber(
        e164=phonenumbers.format_number(number, PhoneNumberFormat.E164),
        shown=shown,
        masked=_masked(number),
        region=phonenumbers.region_code_for_number(number) or "",
    )


def example_number(region: str) -> str:
    """A mobile number as people of this region write it."""
    number = phonenumbers.example_number_for_type(region, PhoneNumberType.MOBILE)
    return phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL) if number else ""


def _plain(typed: str) -> str:
    """The same in plain characters: any script's digits, dashes, spaces and plus signs."""
    text = typed.strip().removeprefix("tel:")
    plain = "".join(_plain_character(character) for character in text[: MAX_TYPED + 1])
    if len(plain) > MAX_TYPED or not _SPELLING.fullmatch(plain):
        return ""
    return plain


def _plain_character(character: str) -> str:
    if character == "＋":
        return "+"
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    return _SEPARATORS.get(category, character)


def _masked(number: PhoneNumber) -> str:
    """`+49 151 ••••78`: enough to know it again, too little to call it."""
    national = phonenumbers.national_significant_number(number)
    head = national[: max(0, min(3, len(national) - 6))]
    return " ".join(filter(None, (f"+{number.country_code}", head, f"••••{national[-2:]}")))


def _invalid(region: str) -> Refusal:
    return Refusal("invalid_number", example=example_number(region) or "+49 1512 3456789")
