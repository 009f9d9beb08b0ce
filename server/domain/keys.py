"""Support keys, link tokens and the codes that open a chat once."""

import hashlib
import hmac
import secrets
import unicodedata
from collections.abc import Callable

from server.domain.refusal import Refusal

KEY_DIGITS = 9
_SEPARATORS = {"Zs", "Pd", "Cf", "Cc", "Zl", "Zp"}
_MORE_SEPARATORS = frozenset(".,/_·•−")


def draw_key() -> str:
    """Nine random digits."""
    return f"{secrets.randbelow(10**KEY_DIGITS):0{KEY_DIGITS}d}"


def draw_free_key(is_in_use: Callable[[str], bool]) -> str:
    """Nine random digits that are nobody else's at the moment."""
    while is_in_use(key := draw_key()):
        pass
    return key


def draw_token() -> str:
    """A URL-safe secret of 192 bits: a session link, an access token, a one-time code."""
    return secrets.token_urlsafe(24)


def draw_link_token() -> str:
    """A URL-safe secret of 128 bits, short enough for an SMS."""
    return secrets.token_urlsafe(16)


def draw_session_id() -> str:
    """A name for a session that nobody guesses: 128 bits in hexadecimal."""
    return secrets.token_hex(16)


def normalise_key(typed: str) -> str:
    """Nine ASCII digits from what a person typed.

    Spaces, dashes and other separators count for nothing wherever they stand, and digits of
    any script count as digits. Raises Refusal `invalid_key` for anything else.
    """
    digits = []
    for character in typed[:200]:
        if unicodedata.category(character) == "Nd":
            digits.append(str(unicodedata.decimal(character)))
        elif not _separates(character):
            raise Refusal("invalid_key")
    if len(digits) != KEY_DIGITS or len(typed) > 200:
        raise Refusal("invalid_key")
    return "".join(digits)


def keyed_hash(secret: bytes, purpose: str, value: str) -> bytes:
    """What is stored in place of a key or token: HMAC-SHA-256 under the server's secret.

    A plain hash of nine digits could be undone by trying them all; without the secret this
    can't.
    """
    return hmac.new(secret, f"{purpose}\0{value}".encode(), hashlib.sha256).digest()


def _separates(character: str) -> bool:
    return unicodedata.category(character) in _SEPARATORS or character in _MORE_SEPARATORS
