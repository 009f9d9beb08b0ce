"""People with browsers, and a customer who is in a chat already."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.journeys.customer.people import People, StartTalk, Talk
from tests.running_server import RunningServer, running_server
from tests.vocabulary import Customer


@pytest.fixture
def people(chromium: Browser) -> Iterator[People]:
    people = People(chromium)
    yield people
    people.leave()


@pytest.fixture
def small_files_server(tmp_path: Path) -> Iterator[RunningServer]:
    """A server that takes files of up to 1 MB."""
    with running_server(tmp_path / "home", BEISTAND_MAX_FILE_MB="1") as running:
        yield running


@pytest.fixture
def customer(people: People, server: RunningServer) -> Customer:
    return people.customer(server)


@pytest.fixture
def start_talk(people: People) -> Iterator[StartTalk]:
    talks: list[Talk] = []

    def start(server: RunningServer, *, control_on_arrival: bool = False, **options: Any) -> Talk:
        customer = people.customer(server, **options)
        talks.append(Talk(server, customer, control_on_arrival=control_on_arrival))
        return talks[-1]

    yield start
    for talk in talks:
        talk.close()


@pytest.fixture
def talk(start_talk: StartTalk, server: RunningServer) -> Talk:
    return start_talk(server)


@pytest.fixture
def own_talk(start_talk: StartTalk, own_server: RunningServer) -> Talk:
    return start_talk(own_server)
