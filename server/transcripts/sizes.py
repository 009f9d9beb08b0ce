"""How large a file is, as people say it."""

from babel.numbers import format_decimal

_UNITS = ("B", "KB", "MB", "GB", "TB")


def size_in_words(size: int, locale: str) -> str:
    """Bytes in the largest unit that leaves a number of at least 1, with one decimal."""
    step = min((max(size, 1).bit_length() - 1) // 10, len(_UNITS) - 1)
    amount = format_decimal(size / 1024**step, "#,##0.#", locale=locale)
    return f"{amount} {_UNITS[step]}"
