"""A technician in the console, with a server where nobody else's sessions are."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.journeys.console.visit import Visit
from tests.journeys.console.words import ConsoleTechnician
from tests.journeys.customer.people import People
from tests.running_server import RunningServer, running_server
from tests.vocabulary import Customer


@pytest.fixture(scope="module")
def quiet_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """One server for all tests of a file."""
    with running_server(tmp_path_factory.mktemp("quiet") / "home") as running:
        yield running


@pytest.fixture
def console_server(quiet_server: RunningServer) -> RunningServer:
    """The file's server, on which nothing is open any more."""
    _status, answer = quiet_server.call(
        "GET", "/sessions?state=waiting,active", token=quiet_server.token
    )
    for session in answer["sessions"]:
        quiet_server.call("POST", f"/sessions/{session['id']}/end", token=quiet_server.token)
    return quiet_server


@pytest.fixture(scope="session")
def badges() -> dict[str, list[Any]]:
    """By server: the cookies of who signed in last. How one signs in has tests of its own."""
    return {}


@pytest.fixture
def hire(
    chromium: Browser, badges: dict[str, list[Any]]
) -> Iterator[Callable[..., ConsoleTechnician]]:
    """Gives a technician with an empty browser, as told."""
    hired: list[ConsoleTechnician] = []

    def give(server: RunningServer, **options: Any) -> ConsoleTechnician:
        badge = badges.setdefault(server.url, [])
        hired.append(ConsoleTechnician(chromium, server.url, badge, **options))
        return hired[-1]

    yield give
    for technician in hired:
        technician.leaves()


@pytest.fixture
def technician(
    hire: Callable[..., ConsoleTechnician], console_server: RunningServer
) -> ConsoleTechnician:
    """The technician, signed in, before the window that starts sessions."""
    permissions = ["clipboard-read", "clipboard-write", "notifications"]
    person = hire(console_server, permissions=permissions)
    person.comes_to_work()
    return person


@pytest.fixture
def visit(technician: ConsoleTechnician, console_server: RunningServer) -> Iterator[Visit]:
    """The technician's session with Maria Huber, whose browser and tray app are on the wire."""
    visit = Visit(console_server, technician)
    yield visit
    visit.close()


@pytest.fixture
def people(chromium: Browser) -> Iterator[People]:
    """Gives customers their browsers."""
    people = People(chromium)
    yield people
    people.leave()


@pytest.fixture
def customer(
    technician: ConsoleTechnician, people: People, console_server: RunningServer
) -> Customer:
    """A customer in the technician's session, which is chat only."""
    customer = people.customer(console_server, permissions=["clipboard-read", "clipboard-write"])
    customer.join_by_key(technician.start_session())
    technician.sees_tab("Kunde", "Im Chat")
    return customer


@pytest.fixture
def hasty_server(tmp_path: Path) -> Iterator[RunningServer]:
    """A server whose keys are good for three seconds."""
    with running_server(tmp_path / "home", BEISTAND_KEY_MINUTES="0.05") as running:
        yield running
