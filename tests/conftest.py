"""Fixtures that several kinds of test use."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.running_server import RunningServer, running_server


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """One running server for all tests of a worker that leave it as it is."""
    with running_server(tmp_path_factory.mktemp("home")) as running:
        yield running


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[RunningServer]:
    """A server for one test alone, to be killed, stopped and started."""
    with running_server(tmp_path / "home") as running:
        yield running
