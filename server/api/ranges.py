"""Ranges of a download (RFC 9110, 14), so that one that was cut off can be continued."""

import re

import msgspec

_ONE = re.compile(r"bytes\s*=\s*(\d{0,18})-(\d{0,18})\s*", re.IGNORECASE | re.ASCII)


class Span(msgspec.Struct, frozen=True):
    """The bytes to answer with, from `start` up to and without `stop`, and the status for that."""

    status: int
    start: int
    stop: int


def span_of(asked: str | None, condition: str | None, etag: str, size: int) -> Span:
    """What `Range` and `If-Range` ask for of a file with this ETag and size; 416 for nothing in it.

    Several ranges at once, what can't be read, and a range of what the file was before give the
    whole file.
    """
    whole = Span(200, 0, size)
    found = _ONE.fullmatch(asked.strip()) if asked else None
    if found is None or (condition is not None and condition.strip() != etag):
        return whole
    first, last = found.groups()
    if not first and not last:
        return whole
    if not first:
        start, stop = max(0, size - int(last)), size
    else:
        start, stop = int(first), min(size, int(last) + 1) if last else size
        if last and int(last) < start:
            return whole
    return Span(206, start, stop) if start < stop else Span(416, 0, 0)
