"""A transcript as JSON, for programs: the facts, and the events as the API gives them."""

from collections.abc import Iterable, Iterator

import msgspec

from server.domain.events import Event, timestamp
from server.store.sessions import Session


def written(found: Session, organisation: str, events: Iterable[Event]) -> Iterator[str]:
    """The whole document, piece by piece."""
    head = {
        "id": found.id,
        "state": found.state,
        "organisation": organisation,
        "technician": {"name": found.technician_name},
        "customer": {"name": found.customer_name} if found.customer_name is not None else None,
        "created_at": timestamp(found.created_at),
        "ended_at": timestamp(found.ended_at) if found.ended_at is not None else None,
    }
    yield f'{{"session":{_json(head)},"events":['
    between = "\n"
    for event in events:
        shown = {
            "seq": event.seq,
            "at": timestamp(event.at),
            "author": event.author,
            "kind": event.kind,
            "body": event.body,
        }
        yield between + _json(shown)
        between = ",\n"
    yield "\n]}\n"


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
