"""A support key as people type, paste and read it: nine digits, with spaces and dashes anywhere."""

import unicodedata

DIGITS = 9


class NotAKey(ValueError):
    """The text is not a support key; `digits` is how many it has, None where it has other signs."""

    def __init__(self, digits: int | None) -> None:
        super().__init__(digits)
        self.digits = digits


def normalised(text: str) -> str:
    """The nine digits of a typed key, in ASCII.

    Accepts the digits of any script and any kind of space and dash, as keys get pasted from mails.

    :raises NotAKey: for everything else
    """
    digits = _digits(text)
    if digits is None or len(digits) != DIGITS:
        raise NotAKey(None if digits is None else len(digits))
    return digits


def grouped(text: str) -> str:
    """The digits in groups of three while they are typed; text with other signs stays as it is."""
    digits = _digits(text)
    if digits is None:
        return text
    return " ".join(digits[start : start + 3] for start in range(0, len(digits), 3))


def _digits(text: str) -> str | None:
    """The ASCII digits in the text, or None where it holds more than digits and separators."""
    digits = ""
    for sign in text:
        value = unicodedata.decimal(sign, None)
        if value is not None:
            digits += str(value)
        elif not _separates(sign):
            return None
    return digits


def _separates(sign: str) -> bool:
    # Zs, Zl, Zp: spaces; Pd: dashes; Cf: invisible marks that come along when text is copied.
    # U+2212 is the minus sign, which some keyboards give for a dash.
    return (
        sign.isspace()
        or sign == "\N{MINUS SIGN}"
        or unicodedata.category(sign) in {"Zs", "Zl", "Zp", "Pd", "Cf"}
    )
