"""Names of people as they give them."""

import unicodedata

MOST_CHARACTERS = 80
# They join letters of Persian and the people of a family emoji; all else invisible may lie.
_JOINERS = "\u200c\u200d"


def clean_name(given: str) -> str:
    """The name in one line, without what turns text around or can't be seen; may be empty."""
    visible = "".join(map(_seen, unicodedata.normalize("NFC", given)))
    return " ".join(visible.split())[:MOST_CHARACTERS].strip()


def _seen(character: str) -> str:
    category = unicodedata.category(character)
    if category in ("Cc", "Zl", "Zp"):
        return " "
    return "" if category in ("Cf", "Cs", "Co") and character not in _JOINERS else character
