"""How large a file is, as people say it; as static/js/file_size.js does."""

from babel.numbers import format_decimal

_UNITS = ("kB", "MB", "GB")


def size_in_words(size: int, locale: str) -> str:
    """Bytes in the largest unit that leaves a number of at least 1, below 10 with one decimal."""
    step = min((max(size, 1).bit_length() - 1) // 10, len(_UNITS))
    if step == 0:
        return f"{size} {'byte' if locale == 'en' else 'Byte'}"
    amount = size / 1024**step
    pattern = "#,##0.#" if amount < 10 else "#,##0"
    return f"{format_decimal(amount, pattern, locale=locale)} {_UNITS[step - 1]}"
