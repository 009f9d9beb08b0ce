"""The API does what its description says, whatever is sent to it."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.specs.openapi.checks import (
    negative_data_rejection,
    positive_data_acceptance,
)

from server.api.openapi import description
from tests.api.browsers import PlainBrowser
from tests.running_server import RunningServer, running_server


@pytest.fixture(scope="module")
def fuzzed_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A server for these tests alone: they guess so much that it slows everybody down."""
    with running_server(tmp_path_factory.mktemp("fuzzed") / "home") as running:
        yield running


def described() -> dict[str, Any]:
    """The description without the stream, which is no HTTP call."""
    document = json.loads(json.dumps(description()))
    del document["paths"]["/sessions/{session_id}/stream"]
    return document


def test_the_description_is_served(server: RunningServer) -> None:
    assert json.loads(PlainBrowser(server).open("/api/v1/openapi.json").text) == description()


@schemathesis.serializer("application/offset+octet-stream")
def as_it_is(_context: object, value: object) -> bytes:
    """A part of a file is sent as it is."""
    return value if isinstance(value, bytes) else str(value).encode()


schema = schemathesis.openapi.from_dict(described())


@schema.parametrize()
@settings(
    max_examples=40,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_call_keeps_to_its_description(
    case: schemathesis.Case, fuzzed_server: RunningServer
) -> None:
    answer = case.call(
        base_url=f"{fuzzed_server.url}/api/v1",
        headers={"Authorization": f"Bearer {fuzzed_server.token}"},
    )
    # JSON Schema can't say "nine digits in any spelling", nor "key or link_token" …
    beside_the_schema = [positive_data_acceptance]
    if case.method == "GET":
        # … and what a query has beside its parameters is ignored, as on any website.
        beside_the_schema.append(negative_data_rejection)
    case.validate_response(answer, excluded_checks=beside_the_schema)
    assert answer.status_code < 500
