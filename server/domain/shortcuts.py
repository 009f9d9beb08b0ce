"""The words by which technicians find their canned replies."""

import unicodedata

from server.domain.refusal import Refusal

MAX_SHORTCUT = 32


def read_shortcut(typed: str) -> str:
    """The shortcut in the one spelling that it is known by: small letters, composed, without `/`.

    Raises Refusal `invalid_shortcut` for anything but letters, digits and dashes.
    """
    shortcut = unicodedata.normalize("NFC", typed.strip().removeprefix("/").lower())
    is_word = all(character.isalnum() or character == "-" for character in shortcut)
    if not (is_word and 1 <= len(shortcut) <= MAX_SHORTCUT):
        raise Refusal("invalid_shortcut", limit=MAX_SHORTCUT)
    return shortcut
