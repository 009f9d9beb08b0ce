"""What is in a file that has arrived: its hash, its type by its bytes, what it might do."""

import hashlib
from pathlib import Path

import msgspec
import puremagic

from server.files.kinds import kinds_of

UNKNOWN = "application/octet-stream"
_ZIP = "application/zip"
_BY_BYTES_AND_NAME = 0.9
_LEAST_BYTES_IN_TEXTS = 4
_TEXT_LOOKED_AT = 64 * 1024


class Content(msgspec.Struct, frozen=True):
    """What a look into the file gave; `kinds` are the dangerous ones that it is."""

    size: int
    sha256: str
    type: str
    kinds: frozenset[str]


def examine(path: Path, name: str) -> Content:
    """Read the whole file once, in pieces. The name only chooses between types that fit."""
    with path.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
        size = opened.tell()
    return Content(size, digest, type_of(path, name), kinds_of(path))


def type_of(path: Path, name: str) -> str:
    """The media type by the file's bytes."""
    with path.open("rb") as opened:
        head = opened.read(_TEXT_LOOKED_AT)
        opened.seek(0)
        try:
            found = puremagic.magic_stream(opened, name) if head else []
        except puremagic.PureError:
            found = []
    is_text = _is_text(head)
    # Rows without bytes were chosen by the name alone; a text may begin with any few letters.
    least = _LEAST_BYTES_IN_TEXTS if is_text else 1
    for match in found:
        if len(match.byte_match) >= least and match.mime_type:
            return _ZIP if _is_some_archive(match) else str(match.mime_type)
    return "text/plain" if is_text else UNKNOWN


def _is_some_archive(match: puremagic.PureMagicWithConfidence) -> bool:
    """Whether it begins as documents of many programs do and its name decides for none."""
    return bool(match.byte_match == b"PK\x03\x04" and match.confidence < _BY_BYTES_AND_NAME)


def _is_text(head: bytes) -> bool:
    if not head or b"\0" in head:
        return False
    try:
        head.decode()
    except UnicodeDecodeError as error:
        # A letter may be cut in two where the look ended.
        return error.start > len(head) - 4
    return True
