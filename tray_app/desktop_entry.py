"""Files that describe a program to the desktop (freedesktop.org, Desktop Entry Specification)."""

import shlex
from collections.abc import Iterable


def desktop_entry(words: Iterable[str], *lines: str, suffix: str = "") -> str:
    """The entry that starts this command.

    :param lines: further lines of it, as they are
    :param suffix: a field code of the specification that goes behind the command, as `%u`
    """
    line = " ".join(_quoted(word) for word in words)
    return "\n".join(
        (
            "[Desktop Entry]",
            "Type=Application",
            "Name=Beistand",
            f"Exec={line} {suffix}".rstrip(),
            "Terminal=false",
            *lines,
            "",
        )
    )


def _quoted(word: str) -> str:
    # Exec has the shell's double quotes, and % of its own.
    if shlex.quote(word) == word and "%" not in word:
        return word
    escaped = word.replace("%", "%%")
    for sign in '\\"`$':
        escaped = escaped.replace(sign, "\\" + sign)
    return f'"{escaped}"'
