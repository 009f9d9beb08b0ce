"""Logs as they would be stored, for rules that are tested without a store."""

import msgspec

from server.domain.events import Author, Body, Draft, Event


def log(*bodies: tuple[Author, Body]) -> list[Event]:
    """The events of these authors and bodies, numbered from 1, a millisecond apart from 1001."""
    encode = msgspec.json.encode
    return [
        Event(seq, 1000 + seq, Draft(author, body).kind, msgspec.Raw(encode(author)),
              msgspec.Raw(encode(body)))
        for seq, (author, body) in enumerate(bodies, 1)
    ]  # fmt: skip
