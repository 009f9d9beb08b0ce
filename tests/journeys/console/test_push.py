"""Being told while the console is closed: the dialog that switches it, and the browser's side."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Worker, expect

from tests.journeys.console.words import Caller, ConsoleTechnician, expect_script
from tests.push_service import PushService, SubscribedBrowser, push_service
from tests.running_server import EMAIL, PASSWORD, RunningServer, running_server

OTHER = "ben@example.com"
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


# Writes down what the service worker shows.
WITNESS = """() => {
  self.shown = [];
  const show = registration.showNotification;
  registration.showNotification = (title, options) => {
    shown.push({ title, ...options, close: () => (shown.closed = true) });
    return show.call(registration, title, options);
  };
}"""


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


def dialog(technician: ConsoleTechnician) -> Locator:
    return technician.page.get_by_role("dialog", name="Benachrichtigungen")


def switch(technician: ConsoleTechnician, name: str) -> Locator:
    return dialog(technician).get_by_role("switch", name=name)


def closed(technician: ConsoleTechnician) -> Locator:
    """The switch that turns all of it on."""
    return switch(technician, "Auch wenn die Konsole geschlossen ist")


def try_button(technician: ConsoleTechnician) -> Locator:
    return dialog(technician).get_by_role("button", name="Probe senden")


def opens_the_dialog(technician: ConsoleTechnician) -> None:
    technician.chooses("Benachrichtigungen")
    expect(dialog(technician)).to_be_visible()


def switches_it_on(technician: ConsoleTechnician) -> None:
    opens_the_dialog(technician)
    closed(technician).check()
    expect(try_button(technician)).to_be_enabled()


def unchecks(technician: ConsoleTechnician, name: str) -> None:
    """Turns the switch off, and the server has stored that."""
    with technician.page.expect_response(lambda answer: answer.request.method == "PUT"):
        switch(technician, name).uncheck()
    expect(dialog(technician)).to_have_attribute("aria-busy", "false")


def closes_the_console(technician: ConsoleTechnician) -> None:
    technician.page.goto("about:blank")


def test_with_the_console_closed_an_arrival_and_a_message_are_told(
    technician: ConsoleTechnician, push_server: RunningServer, browser: SubscribedBrowser
) -> None:
    switches_it_on(technician)
    dialog(technician).get_by_role("button", name="Schließen").click()
    key = technician.start_session()
    closes_the_console(technician)
    caller = Caller(push_server, key, "Maria Huber")
    assert browser.is_told()["title"] == "Maria Huber ist da"
    caller.says("Mein Drucker druckt nicht.")
    assert browser.is_told()["body"] == "Mein Drucker druckt nicht."


def test_what_is_switched_on_stays_over_a_reload(
    technician: ConsoleTechnician, push_server: RunningServer, browser: SubscribedBrowser
) -> None:
    switches_it_on(technician)
    unchecks(technician, "wenn ein Kunde schreibt")
    technician.reloads()
    opens_the_dialog(technician)
    expect(closed(technician)).to_be_checked()
    expect(switch(technician, "wenn ein Kunde eintrifft")).to_be_checked()
    expect(switch(technician, "wenn ein Kunde schreibt")).not_to_be_checked()
    closed(technician).uncheck()
    expect(try_button(technician)).to_be_disabled()
    expect(switch(technician, "wenn ein Kunde eintrifft")).to_be_disabled()
    technician.reloads()
    opens_the_dialog(technician)
    expect(closed(technician)).to_be_enabled()
    expect(closed(technician)).not_to_be_checked()


def test_a_test_comes_at_once(technician: ConsoleTechnician, browser: SubscribedBrowser) -> None:
    switches_it_on(technician)
    try_button(technician).click()
    expect(dialog(technician).get_by_role("status").get_by_text("unterwegs")).to_be_visible()
    assert browser.is_told()["title"] == "Das ist eine Probe"


def test_a_test_that_does_not_arrive_says_so(
    technician: ConsoleTechnician, service: PushService
) -> None:
    switches_it_on(technician)
    service.answers += [500, 410]
    try_button(technician).click()
    alert = dialog(technician).get_by_role("alert")
    expect(alert).to_contain_text("hat es nicht angenommen")
    try_button(technician).click()
    expect(alert).to_contain_text("wird nicht mehr benachrichtigt")
    expect(closed(technician)).not_to_be_checked()
    closed(technician).check()
    expect(try_button(technician)).to_be_enabled()


def test_the_dialog_is_there_for_everybody(technician: ConsoleTechnician) -> None:
    technician.page.set_viewport_size({"width": 390, "height": 800})
    technician.page.get_by_role("button", name="Sitzungsbefehle").press("Enter")
    technician.page.keyboard.press("b")
    technician.page.keyboard.press("Enter")
    expect(dialog(technician)).to_be_visible()
    technician.finds_no_barrier()
    expect(closed(technician)).to_be_enabled()
    technician.tabs_to(closed(technician))
    technician.page.keyboard.press("Space")
    expect(try_button(technician)).to_be_enabled()
    expect(closed(technician)).to_be_focused()
    technician.tabs_to(switch(technician, "wenn ein Kunde schreibt"))
    technician.page.keyboard.press("Space")
    expect(switch(technician, "wenn ein Kunde schreibt")).not_to_be_checked()
    technician.finds_no_barrier()
    technician.has_nothing_sticking_out()
    technician.page.keyboard.press("Escape")
    expect(dialog(technician)).to_be_hidden()
    expect(technician.page.get_by_role("button", name="Sitzungsbefehle")).to_be_focused()


@pytest.mark.parametrize(
    ("browser_is", "words"),
    [
        ("Object.defineProperty(window, 'isSecureContext', { value: false });", "über https"),
        ("delete window.PushManager;", "kann dieser Browser nicht"),
        (
            "Object.defineProperty(Notification, 'permission', { get: () => 'denied' });",
            "darf Ihnen nichts anzeigen",
        ),
    ],
)
def test_what_stands_in_the_way_is_said(
    technician: ConsoleTechnician, browser_is: str, words: str
) -> None:
    technician.context.add_init_script(browser_is)
    technician.reloads()
    opens_the_dialog(technician)
    expect(dialog(technician).get_by_role("status").get_by_text(words)).to_be_visible()
    expect(closed(technician)).to_be_disabled()
    technician.finds_no_barrier()


def test_what_an_administrator_switched_off_is_said(
    hire: Callable[..., ConsoleTechnician], tmp_path_factory: pytest.TempPathFactory
) -> None:
    home = tmp_path_factory.mktemp("off") / "home"
    with running_server(home, BEISTAND_PUSH_SERVICES="none") as server:
        technician = hire(server, permissions=["notifications"])
        technician.comes_to_work()
        opens_the_dialog(technician)
        expect(dialog(technician).get_by_text("hat der Administrator abgeschaltet")).to_be_visible()
        expect(closed(technician)).to_be_disabled()


def test_a_browser_without_a_way_to_its_push_service_says_so(
    technician: ConsoleTechnician,
) -> None:
    technician.context.add_init_script(
        """PushManager.prototype.subscribe = async () => {
            throw new DOMException("Registration failed - push service error", "AbortError");
        };"""
    )
    technician.reloads()
    opens_the_dialog(technician)
    closed(technician).click()
    expect(dialog(technician).get_by_role("alert")).to_contain_text("erreicht seinen Pushdienst")
    expect(closed(technician)).not_to_be_checked()


def test_at_a_shared_computer_each_has_their_own(
    technician: ConsoleTechnician, push_server: RunningServer, browser: SubscribedBrowser
) -> None:
    switches_it_on(technician)
    dialog(technician).get_by_role("button", name="Schließen").click()
    signs_out_and_in(technician, OTHER)
    opens_the_dialog(technician)
    expect(closed(technician)).to_be_enabled()
    expect(closed(technician)).not_to_be_checked()
    expect_script(technician.page, "localStorage.getItem('test.subscription') === null")
    dialog(technician).get_by_role("button", name="Schließen").click()
    signs_out_and_in(technician, EMAIL)
    opens_the_dialog(technician)
    expect(closed(technician)).to_be_checked()


def signs_out_and_in(technician: ConsoleTechnician, email: str) -> None:
    page = technician.page
    page.get_by_role("button", name="Abmelden").click()
    page.get_by_role("textbox", name="E-Mail-Adresse").fill(email)
    page.get_by_role("textbox", name="Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Anmelden").click()
    expect(page).to_have_url(f"{technician.url}/console")
    technician._badge[:] = technician.context.cookies()


class ServiceWorker:
    """The browser's part that lives while no page does."""

    def __init__(self, technician: ConsoleTechnician) -> None:
        self.technician = technician
        expect_script(technician.page, "navigator.serviceWorker.controller !== null")
        (worker,) = technician.context.service_workers
        self.worker: Worker = worker
        worker.evaluate(WITNESS)
        self._cdp = technician.context.new_cdp_session(technician.page)
        self._ids: list[str] = []
        self._cdp.on("ServiceWorker.workerRegistrationUpdated", self._found)
        self._cdp.send("ServiceWorker.enable")
        while not self._ids:
            self._cdp.send(
                "ServiceWorker.setForceUpdateOnPageLoad", {"forceUpdateOnPageLoad": False}
            )

    def gets(self, session: str | None, title: str, body: str = "") -> None:
        """A push arrives at the browser."""
        news = {"session": session, "title": title, "body": body, "if_locked": "Es gibt Neues"}
        self.gets_data(json.dumps(news))

    def gets_data(self, text: str) -> None:
        """The same, with whatever the server sent."""
        facts = {"origin": self.technician.url, "registrationId": self._ids[0], "data": text}
        self._cdp.send("ServiceWorker.deliverPushMessage", facts)

    def shows(self) -> list[list[str]]:
        """Title and body of each notification, in turn: whoever hangs them up is the system's."""
        shown: list[list[str]] = self.worker.evaluate(
            "shown.map(({ title, body }) => [title, body])"
        )
        return shown

    def shows_soon(self, *notifications: list[str]) -> None:
        """These have been shown, once the newest of them is."""
        self.worker.evaluate(
            """async (count) => {
                const until = Date.now() + 10_000;
                while (shown.length < count && Date.now() < until)
                    await new Promise((resolve) => setTimeout(resolve, 20));
            }""",
            len(notifications),
        )
        assert self.shows() == list(notifications)

    def is_clicked(self) -> None:
        """Somebody clicks on the notification; what the browser opens for that is noted."""
        self.worker.evaluate(
            """async () => {
                self.opened = [];
                clients.openWindow = async (address) => void opened.push(address);
                const notification = shown.at(-1);
                const click = new ExtendableEvent("notificationclick");
                // Only a browser's own events may wait; the worker does its work all the same.
                Object.assign(click, { notification, waitUntil: (work) => (self.work = work) });
                dispatchEvent(click);
                await self.work;
            }"""
        )

    def opened(self) -> list[str]:
        """The addresses that a click opened."""
        opened: list[str] = self.worker.evaluate("self.opened")
        return opened

    def _found(self, update: dict[str, Any]) -> None:
        self._ids += [one["registrationId"] for one in update["registrations"]]


@pytest.fixture
def worker(technician: ConsoleTechnician) -> ServiceWorker:
    return ServiceWorker(technician)


def test_a_push_is_shown_while_nobody_looks(
    technician: ConsoleTechnician, worker: ServiceWorker
) -> None:
    technician.looks_elsewhere()
    worker.gets("s1", "Maria Huber ist da", "Der Kunde ist der Sitzung beigetreten.")
    worker.shows_soon(["Maria Huber ist da", "Der Kunde ist der Sitzung beigetreten."])
    assert worker.worker.evaluate("[shown[0].tag, shown[0].data]") == ["s1", {"session": "s1"}]


def test_who_comes_to_the_console_needs_no_notifications_any_more(
    technician: ConsoleTechnician,
) -> None:
    technician.context.add_init_script(
        """window.hanging = ["s1", "s2", null];
        const registration = window.ServiceWorkerRegistration?.prototype ?? {};
        registration.getNotifications = async () =>
            hanging.map((session) => ({
                data: { session },
                close: () => (window.hanging = hanging.filter((one) => one !== session)),
            }));"""
    )
    technician.reloads()
    expect_script(technician.page, "hanging.length === 1 && hanging[0] === null")
    technician.looks_elsewhere()
    technician.page.evaluate("window.hanging = ['s3']")
    technician.looks_again()
    expect_script(technician.page, "hanging.length === 0")


def test_a_push_that_nobody_can_read_is_shown_all_the_same(
    technician: ConsoleTechnician, worker: ServiceWorker
) -> None:
    technician.looks_elsewhere()
    worker.gets_data("nonsense")
    worker.shows_soon(["Beistand", ""])


def test_a_locked_console_says_no_more_than_that_there_is_news(
    technician: ConsoleTechnician, worker: ServiceWorker
) -> None:
    with technician.page.expect_response("**/console/lock"):
        technician.chooses("Jetzt sperren")
    worker.gets("s1", "Nachricht von Maria Huber", "Mein Kennwort ist …")
    worker.shows_soon(["Es gibt Neues", ""])
    with technician.page.expect_response("**/console/unlock"):
        technician.page.get_by_role("textbox", name="Passwort").fill(PASSWORD)
        technician.page.get_by_role("button", name="Entsperren").click()
    technician.looks_elsewhere()
    worker.gets("s1", "Nachricht von Maria Huber", "Hallo?")
    worker.shows_soon(["Es gibt Neues", ""], ["Nachricht von Maria Huber", "Hallo?"])


def test_before_ones_eyes_the_session_comes_instead(
    technician: ConsoleTechnician, push_server: RunningServer, worker: ServiceWorker
) -> None:
    session = push_server.start_session()
    worker.gets(session["id"], "Maria Huber ist da")
    expect(technician.tabs).to_have_count(2)
    assert worker.shows() == []
    worker.gets(None, "Das ist eine Probe")
    worker.shows_soon(["Das ist eine Probe", ""])


def test_what_was_pushed_is_not_shown_again_by_the_page(
    technician: ConsoleTechnician, push_server: RunningServer, worker: ServiceWorker
) -> None:
    caller = Caller(push_server, technician.start_session(), "Maria Huber")
    technician.has_customer("Maria Huber")
    technician.looks_elsewhere()
    session = caller.joined["session_id"]
    worker.gets(session, "Nachricht von Maria Huber", "Eins und zwei")
    worker.shows_soon(["Nachricht von Maria Huber", "Eins und zwei"])
    caller.says("Eins  und\nzwei")
    caller.says("Drei")
    expect(technician.page).to_have_title("(2) Nachricht von Maria Huber")
    expect_script(technician.page, "witnessed.sounds === 2")
    assert technician.witnessed()["notifications"] == [["Nachricht von Maria Huber", "Drei"]]
    caller.says("Eins und zwei")
    expect_script(technician.page, "witnessed.sounds === 3")
    assert technician.witnessed()["notifications"][1:] == [
        ["Nachricht von Maria Huber", "Eins und zwei"]
    ]


def test_a_click_opens_the_session_in_the_console_that_is_there(
    technician: ConsoleTechnician, push_server: RunningServer, worker: ServiceWorker
) -> None:
    session = push_server.start_session()
    Caller(push_server, session["key"], "Maria Huber").ends()
    technician.looks_elsewhere()
    worker.gets(session["id"], "Maria Huber ist da")
    worker.shows_soon(["Maria Huber ist da", ""])
    worker.is_clicked()
    technician.has_customer("Maria Huber")
    assert worker.opened() == []


def test_a_click_opens_the_console_at_the_session_where_none_is(
    technician: ConsoleTechnician, push_server: RunningServer, worker: ServiceWorker
) -> None:
    session = push_server.start_session()
    Caller(push_server, session["key"], "Maria Huber").ends()
    technician.opens("/console/sessions")
    worker.gets(session["id"], "Maria Huber ist da")
    worker.shows_soon(["Maria Huber ist da", ""])
    worker.is_clicked()
    assert worker.opened() == [f"/console#{session['id']}"]
    technician.opens(worker.opened()[0])
    technician.has_customer("Maria Huber")


def test_a_browser_with_a_new_address_is_told_there(
    technician: ConsoleTechnician,
    push_server: RunningServer,
    browser: SubscribedBrowser,
    service: PushService,
    worker: ServiceWorker,
) -> None:
    switches_it_on(technician)
    unchecks(technician, "wenn ein Kunde eintrifft")
    moved = SubscribedBrowser(service, "moved")
    worker.worker.evaluate(
        """async ([from, to]) => {
            const of = (told) => ({ endpoint: told.endpoint, toJSON: () => told });
            const change = new ExtendableEvent("pushsubscriptionchange");
            const [oldSubscription, newSubscription] = [of(from), of(to)];
            const waitUntil = (work) => (self.work = work);
            Object.assign(change, { oldSubscription, newSubscription, waitUntil });
            dispatchEvent(change);
            await self.work;
        }""",
        [browser.subscription, moved.subscription],
    )

    def switched_on(one: SubscribedBrowser) -> Any:
        path = f"/push?subscription={one.id}"
        return push_server.call("GET", path, token=push_server.token)[1]["subscription"]

    assert switched_on(browser) is None
    assert switched_on(moved) == {"arrivals": False, "messages": True}
