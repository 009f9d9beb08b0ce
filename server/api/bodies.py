"""Request bodies: declared once, decoded strictly, described in OpenAPI from here."""

from typing import Annotated, TypeVar

import msgspec
from flask import request
from msgspec import Meta

from server.domain.refusal import Refusal

T = TypeVar("T")


class JoinBody(msgspec.Struct, frozen=True):
    """How a customer comes in: by key or by link."""

    key: Annotated[str, Meta(max_length=200, description="The support key as typed")] | None = None
    link_token: (
        Annotated[str, Meta(max_length=200, description="The part of a session link after #")]
        | None
    ) = None
    name: Annotated[str, Meta(max_length=80, description="The customer's name")] = ""


class SessionBody(msgspec.Struct, frozen=True):
    """Options of a new session."""

    control_on_arrival: Annotated[
        bool, Meta(description="Ask for control when the customer arrives")
    ] = False


class SessionChange(msgspec.Struct, frozen=True):
    """What can be changed of a session."""

    control_on_arrival: bool


class EnterBody(msgspec.Struct, frozen=True):
    """The one-time code of a chat's address."""

    code: Annotated[str, Meta(max_length=200)]


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
