"""The body of a request in pieces, as they come."""

from collections.abc import Iterator
from typing import Any

# Large enough for the disk, small enough that a chat's frame never waits long behind one.
PIECE = 128 * 1024


class CutOff(Exception):
    """The connection broke, or the client fell silent; what came before was given."""


def pieces(source: Any) -> Iterator[bytes]:
    """What the client sends, never more at once than PIECE. Raises CutOff.

    `source` is pywsgi's `wsgi.input`. Its own `read` waits for all that it was asked for and
    loses it when the connection breaks: here each piece is what one look at the socket gave.
    """
    source.read(0)  # says 100 Continue to who waits for it
    if source.chunked_input or source.content_length is None:
        yield from iter(lambda: _read(source.read), b"")
        return
    while left := source.content_length - source.position:
        piece = _read(source.rfile.read1, min(PIECE, left))
        if not piece:
            raise CutOff
        source.position += len(piece)
        yield piece


def _read(read: Any, most: int = PIECE) -> bytes:
    try:
        found: bytes = read(most)
    except OSError as error:
        raise CutOff from error
    return found
