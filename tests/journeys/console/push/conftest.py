"""A technician at work, in a browser whose maker's push service is on this machine."""

import json
from collections.abc import Callable, Iterator

import pytest

from tests.journeys.console.push.service_worker import ServiceWorker
from tests.journeys.console.push.words import OTHER
from tests.journeys.console.words import ConsoleTechnician
from tests.push_service import PushService, SubscribedBrowser, push_service
from tests.running_server import RunningServer, running_server

# A browser whose maker's push service is on this machine.
SUBSCRIBES = """
(() => {
  const told = %s;
  const kept = "test.subscription";
  const made = (key) => ({
    endpoint: told.endpoint,
    options: { applicationServerKey: Uint8Array.from(JSON.parse(key)).buffer },
    toJSON: () => told,
    unsubscribe: async () => (localStorage.removeItem(kept), true),
  });
  PushManager.prototype.getSubscription = async () => {
    const key = localStorage.getItem(kept);
    return key && made(key);
  };
  PushManager.prototype.subscribe = async ({ userVisibleOnly, applicationServerKey }) => {
    if (!userVisibleOnly || applicationServerKey.length !== 65) throw new Error("not like this");
    localStorage.setItem(kept, JSON.stringify([...applicationServerKey]));
    return made(localStorage.getItem(kept));
  };
})();
"""


@pytest.fixture(scope="module")
def push_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A server that may call a push service on this machine."""
    allowed = {"BEISTAND_PUSH_SERVICES": "http://127.0.0.1"}
    with running_server(tmp_path_factory.mktemp("push") / "home", **allowed) as running:
        running.add_technician(OTHER, "Ben")
        yield running


@pytest.fixture
def service() -> Iterator[PushService]:
    with push_service() as service:
        yield service


@pytest.fixture
def browser(service: PushService) -> SubscribedBrowser:
    return SubscribedBrowser(service)


@pytest.fixture
def technician(
    hire: Callable[..., ConsoleTechnician], push_server: RunningServer, browser: SubscribedBrowser
) -> ConsoleTechnician:
    """Somebody at work who allows notifications, in a browser with that push service."""
    _status, answer = push_server.call(
        "GET", "/sessions?state=waiting,active", token=push_server.token
    )
    for session in answer["sessions"]:
        push_server.end_session(session["id"])
    person = hire(push_server, permissions=["notifications"])
    person.context.add_init_script(SUBSCRIBES % json.dumps(browser.subscription))
    person.comes_to_work()
    return person


@pytest.fixture
def worker(technician: ConsoleTechnician) -> ServiceWorker:
    return ServiceWorker(technician)
