"""Names of downloads in headers (RFC 6266)."""

import unicodedata
from urllib.parse import quote

_AS_IT_IS = "!#$&+-.^_`|~"
_IN_TWO_LETTERS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"}
)
_MEANS_SOMETHING = frozenset('"\\%/:')


def attachment(name: str) -> str:
    """`Content-Disposition` for a download of this name, whatever letters are in it.

    The plain name is made of the spelled one: a wide slash is none before that.
    """
    spelled = unicodedata.normalize("NFKD", name.translate(_IN_TWO_LETTERS))
    letters = spelled.encode("ascii", "ignore").decode()
    plain = "".join("_" if letter in _MEANS_SOMETHING else letter for letter in letters).strip()
    if not plain or plain.startswith("."):
        plain = ".".join(filter(None, ("file", plain.lstrip("._ "))))
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, _AS_IT_IS)}"
