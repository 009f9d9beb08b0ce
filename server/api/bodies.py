"""Reads request bodies and query numbers, strictly; answers JSON."""

from typing import Any, TypeVar

import msgspec
from flask import Response, request

from server.domain.refusal import Refusal

T = TypeVar("T")


def read_body(kind: type[T], *, optional: bool = False) -> T:
    """The request's JSON body as `kind`. Raises Refusal `invalid_json` or `invalid_body`."""
    text = request.get_data(cache=False)
    try:
        return msgspec.json.decode(text or b"{}" if optional else text, type=kind)
    except msgspec.ValidationError as error:
        raise Refusal("invalid_body", reason=str(error)) from None
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        raise Refusal("invalid_json") from None


def read_count(name: str, default: int, most: int = 2**53) -> int:
    """A whole number from the query. Raises Refusal `invalid_body`."""
    text = request.args.get(name)
    if text is None:
        return default
    if not (text.isascii() and text.isdigit() and len(text) <= 16):
        raise Refusal("invalid_body", reason=f"`{name}` must be a whole number from 0")
    return min(int(text), most)


def json_answer(value: Any, status: int = 200) -> Response:
    """The value as JSON."""
    return Response(msgspec.json.encode(value), status, mimetype="application/json")
