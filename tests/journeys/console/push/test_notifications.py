"""What a browser shows of a push, and what becomes of it."""

from typing import Any

from playwright.sync_api import expect

from tests.journeys.console.push.service_worker import ServiceWorker
from tests.journeys.console.push.words import switches_it_on, unchecks
from tests.journeys.console.words import Caller, ConsoleTechnician, expect_script
from tests.push_service import PushService, SubscribedBrowser
from tests.running_server import PASSWORD, RunningServer


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
