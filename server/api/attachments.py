"""Names of downloads in headers (RFC 6266)."""

import unicodedata
from urllib.parse import quote

_AS_IT_IS = "!#$&+-.^_`|~"


def attachment(name: str) -> str:
    """`Content-Disposition` for a download of this name, whatever letters are in it."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = "".join("_" if letter in '"\\%' else letter for letter in letters).strip()
    return f"attachment; filename=\"{plain or 'file'}\"; filename*=UTF-8''{quote(name, _AS_IT_IS)}"
