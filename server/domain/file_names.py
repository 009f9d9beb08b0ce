"""Names of files as people see them; bytes are kept under names of our own, never under these."""

import re
import unicodedata

MOST_BYTES = 255
NAMELESS = "file"
# A longer one is no ending but a sentence with a dot in it.
_LONGEST_ENDING = 32
# Joins the people of a family emoji, and letters of Persian; everything else invisible may lie.
_JOINERS = "\u200c\u200d"
_LINE_BREAKS = frozenset("\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029")
_RESERVED = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|clock\$|com[0-9¹²³]|lpt[0-9¹²³])\s*(\.|:|$)",
    re.IGNORECASE,
)


def name_for_people(given: str) -> str:
    """A name to show and to save under, whatever was given: never empty, at most 255 bytes.

    Without folders, control and direction marks, and what Windows stumbles over (devices like
    CON, dots and spaces at the end). Umlauts and emoji stay.
    """
    last = re.split(r"[/\\]", given)[-1]
    visible = "".join(_seen(character) for character in last)
    name = _trimmed(unicodedata.normalize("NFC", visible))
    if _RESERVED.match(name):
        name = "_" + name
    return _shortened(name) or NAMELESS


def endings_of(name: str) -> frozenset[str]:
    """What the name may be taken to end in, in lower case without the dot.

    As the most gullible programs would read it: wide letters are letters, and what follows a
    colon counts (Linux, browsers) or does not (streams of NTFS).
    """
    plain = unicodedata.normalize("NFKC", "".join(c for c in name if c not in _JOINERS))
    read = {_trimmed(plain), _trimmed(plain.partition(":")[0])}
    endings = (one.rpartition(".")[2].strip().casefold() for one in read if "." in one)
    return frozenset(ending for ending in endings if ending)


def _seen(character: str) -> str:
    if character in _LINE_BREAKS:
        return " "
    hidden = unicodedata.category(character) in ("Cc", "Cf", "Cs")
    return "" if hidden and character not in _JOINERS else character


def _trimmed(name: str) -> str:
    """Without white space around it, and no dot at the end."""
    while name != (name := name.strip().strip(_JOINERS).rstrip(".")):
        pass
    return name


def _shortened(name: str) -> str:
    if len(name.encode()) <= MOST_BYTES:
        return name
    stem, dot, ending = name.rpartition(".")
    if not stem or len(ending.encode()) > _LONGEST_ENDING:
        stem, dot, ending = name, "", ""
    room = MOST_BYTES - len((dot + ending).encode())
    cut = _trimmed(stem.encode()[:room].decode(errors="ignore"))
    return cut + dot + ending
