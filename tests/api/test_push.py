"""`/push`: technicians are told in their browsers while no console of theirs is open."""

import base64
import json
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from py_vapid import Vapid02

from tests.api.browsers import PlainBrowser
from tests.api.streams import StreamClient
from tests.push_service import PushService, SubscribedBrowser, push_service
from tests.running_server import IMPATIENT, PASSWORD, RunningServer, running_server

OTHER = "ben@example.com"


@pytest.fixture
def service() -> Iterator[PushService]:
    with push_service() as service:
        yield service


@pytest.fixture
def told(tmp_path: Path) -> Iterator[RunningServer]:
    """A server that may call a push service on this machine, and tries again soon."""
    allowed = {"BEISTAND_PUSH_SERVICES": "http://127.0.0.1"}
    with running_server(tmp_path / "home", IMPATIENT, **allowed) as running:
        yield running


@pytest.fixture
def browser(told: RunningServer, service: PushService) -> SubscribedBrowser:
    """A browser in which the technician wants to be told of everything."""
    return subscribe(told, SubscribedBrowser(service))


def subscribe(
    server: RunningServer, browser: SubscribedBrowser, token: str = "", **switches: bool
) -> SubscribedBrowser:
    answer = put(server, browser, token, **switches)
    assert answer == (200, {"arrivals": True, "messages": True} | switches)
    return browser


def put(
    server: RunningServer, browser: SubscribedBrowser, token: str = "", **changes: Any
) -> tuple[int, Any]:
    body = browser.subscription | changes
    path = f"/push/subscriptions/{browser.id}"
    return server.call("PUT", path, body, token=token or server.token)


def switched_on(server: RunningServer, browser: SubscribedBrowser, token: str = "") -> Any:
    """What is on in this browser."""
    path = f"/push?subscription={browser.id}"
    status, answer = server.call("GET", path, token=token or server.token)
    assert status == 200
    return answer["subscription"]


def refusal(answer: tuple[int, Any]) -> tuple[int, str]:
    return answer[0], answer[1]["code"]


class Caller:
    """A customer in a session of the technician's."""

    def __init__(self, server: RunningServer, name: str = "Maria Huber") -> None:
        self.server = server
        self.session = server.start_session()
        self.id = self.session["id"]
        self.joined = self.joins(name)

    def joins(self, name: str) -> dict[str, Any]:
        """Comes in, or waits at the door."""
        body = {"key": self.session["key"], "name": name, "wait": True}
        status, joined = self.server.call("POST", "/join", body)
        assert status in (200, 202), joined
        return dict(joined)

    def says(self, text: str) -> None:
        """Writes a message, which is stored."""
        frame = {"type": "message", "client_id": str(uuid.uuid4()), "text": text}
        path = f"/sessions/{self.id}/events"
        status, answer = self.server.call("POST", path, frame, token=self.joined["token"])
        assert status == 200, answer

    def sends_a_file(self, name: str) -> None:
        """Sends a small text file."""
        edge = "----edge"
        body = (
            f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
            f"Content-Type: text/plain\r\n\r\nHallo\r\n--{edge}--\r\n"
        )
        browser = PlainBrowser(self.server)
        answer = browser.open(
            f"/api/v1/sessions/{self.id}/files",
            method="POST",
            body=body.encode(),
            headers={
                "Content-Type": f"multipart/form-data; boundary={edge}",
                "Authorization": f"Bearer {self.joined['token']}",
            },
        )
        assert answer.status == 201, answer.text


def test_a_browser_is_told_until_it_is_told_no_more(
    told: RunningServer, browser: SubscribedBrowser
) -> None:
    assert switched_on(told, browser) == {"arrivals": True, "messages": True}
    subscribe(told, browser, messages=False)
    assert switched_on(told, browser) == {"arrivals": True, "messages": False}
    gone = told.call("DELETE", f"/push/subscriptions/{browser.id}", token=told.token)
    assert gone == (204, None)
    assert switched_on(told, browser) is None
    again = told.call("DELETE", f"/push/subscriptions/{browser.id}", token=told.token)
    assert refusal(again) == (404, "unknown_push_subscription")


def test_the_key_stays_over_a_restart_and_is_nobody_elses_to_read(told: RunningServer) -> None:
    _status, before = told.call("GET", "/push", token=told.token)
    told.stop()
    told.start()
    assert told.call("GET", "/push", token=told.token) == (200, before)
    assert (told.home / "push_key").stat().st_mode & 0o777 == 0o600


def test_an_arrival_comes_encrypted_for_the_browser_alone(
    told: RunningServer, service: PushService, browser: SubscribedBrowser
) -> None:
    caller = Caller(told)
    arrived = service.next()
    read = browser.read(arrived)
    assert (read["title"], read["body"], read["session"]) == (
        "Maria Huber ist da",
        "Der Kunde ist der Sitzung beigetreten.",
        caller.id,
    )
    assert read["icon"].endswith("/img/app-192.png")
    assert read["badge"].endswith("/img/badge-96.png")
    headers = arrived.headers
    assert headers["Content-Encoding"] == "aes128gcm"
    assert (headers["TTL"], headers["Urgency"]) == ("600", "high")
    assert caller.id not in headers["Topic"]
    assert len(headers["Topic"]) == 32


def test_the_server_signs_with_the_key_that_browsers_subscribe_with(
    told: RunningServer, service: PushService, browser: SubscribedBrowser
) -> None:
    Caller(told)
    authorization = service.next().headers["Authorization"]
    assert Vapid02.verify(authorization)
    parts = dict(part.split("=", 1) for part in authorization.removeprefix("vapid ").split(","))
    assert parts["k"] == told.call("GET", "/push", token=told.token)[1]["public_key"]
    claims = json.loads(base64.urlsafe_b64decode(parts["t"].split(".")[1] + "=="))
    assert claims["aud"] == service.origin
    assert claims["sub"] == "https://127.0.0.1"
    assert 0 < claims["exp"] - time.time() <= 24 * 3600


def test_messages_and_files_are_told_with_what_a_notification_has_room_for(
    told: RunningServer, service: PushService, browser: SubscribedBrowser
) -> None:
    caller = Caller(told)
    browser.is_told()
    caller.says("Mein Drucker\n druckt   nicht.")
    arrived = service.next()
    read = browser.read(arrived)
    assert (read["title"], read["body"]) == (
        "Nachricht von Maria Huber",
        "Mein Drucker druckt nicht.",
    )
    assert arrived.headers["TTL"] == "3600"
    caller.says("x" * 9_000)
    long = browser.is_told()["body"]
    assert (len(long), long[-2:]) == (120, "x…")
    caller.sends_a_file("rechnung.txt")
    assert browser.is_told()["body"] == "Datei: rechnung.txt"


def test_who_asks_to_be_let_in_is_told(told: RunningServer, browser: SubscribedBrowser) -> None:
    caller = Caller(told)
    browser.is_told()
    caller.joins("Otto")
    read = browser.is_told()
    assert (read["title"], read["body"]) == (
        "Otto möchte beitreten",
        "Jemand wartet auf Einlass.",
    )


def test_of_one_session_each_push_takes_the_place_of_the_one_before(
    told: RunningServer, service: PushService, browser: SubscribedBrowser
) -> None:
    caller = Caller(told)
    first = service.next().headers["Topic"]
    caller.says("Hallo?")
    assert service.next().headers["Topic"] == first
    Caller(told)
    assert service.next().headers["Topic"] != first


def test_an_open_console_tells_by_itself(told: RunningServer, browser: SubscribedBrowser) -> None:
    caller = Caller(told)
    browser.is_told()
    console = StreamClient(told, caller.id, told.token)
    caller.says("Das lese ich schon in der Konsole.")
    console.close()
    wait_until_alone(told, caller)
    caller.says("Das nicht mehr.")
    assert browser.is_told()["body"] == "Das nicht mehr."


def test_a_console_with_another_session_does_not_keep_this_one_quiet(
    told: RunningServer, browser: SubscribedBrowser
) -> None:
    caller = Caller(told)
    browser.is_told()
    other = told.start_session()
    console = StreamClient(told, other["id"], told.token)
    caller.says("Hallo?")
    assert browser.is_told()["session"] == caller.id
    console.close()


def test_what_the_technician_writes_is_no_news(
    told: RunningServer, browser: SubscribedBrowser
) -> None:
    caller = Caller(told)
    browser.is_told()
    frame = {"type": "message", "client_id": str(uuid.uuid4()), "text": "Guten Tag!"}
    told.call("POST", f"/sessions/{caller.id}/events", frame, token=told.token)
    caller.says("Grüß Gott!")
    assert browser.is_told()["body"] == "Grüß Gott!"


def test_each_occasion_has_its_switch(
    told: RunningServer, service: PushService, browser: SubscribedBrowser
) -> None:
    subscribe(told, browser, arrivals=False)
    caller = Caller(told)
    caller.says("Hallo?")
    assert browser.is_told()["body"] == "Hallo?"
    subscribe(told, browser, messages=False)
    caller.says("Ist da jemand?")
    assert Caller(told, "Otto").id == browser.is_told()["session"]


def test_every_browser_of_the_technician_is_told_and_no_other_technicians(
    told: RunningServer, service: PushService, browser: SubscribedBrowser
) -> None:
    phone = subscribe(told, SubscribedBrowser(service, "phone"))
    ben = told.add_technician(OTHER, "Ben")
    subscribe(told, SubscribedBrowser(service, "ben"), ben)
    Caller(told)
    Caller(told)
    names = [service.next().name for _ in range(4)]
    assert sorted(names) == [browser.name, browser.name, phone.name, phone.name]


def test_each_browser_is_told_in_the_language_that_it_was_switched_on_in(
    told: RunningServer, service: PushService
) -> None:
    english = SubscribedBrowser(service)
    path = f"/api/v1/push/subscriptions/{english.id}"
    answer = PlainBrowser(told, "en").open(
        path,
        method="PUT",
        body=json.dumps(english.subscription).encode(),
        headers={"Authorization": f"Bearer {told.token}"},
    )
    assert answer.status == 200
    Caller(told, "Otto")
    read = english.is_told()
    assert (read["title"], read["body"]) == (
        "Otto is here",
        "The customer has joined the session.",
    )


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_gone_is_forgotten(
    told: RunningServer, service: PushService, browser: SubscribedBrowser, status: int
) -> None:
    service.answers.append(status)
    caller = Caller(told)
    browser.is_told()
    while switched_on(told, browser):
        pass  # the answer is on its way
    other = subscribe(told, SubscribedBrowser(service, "other"))
    caller.says("Hallo?")
    assert other.is_told()["body"] == "Hallo?"


def test_what_a_service_does_not_take_is_tried_again(
    told: RunningServer, service: PushService, browser: SubscribedBrowser
) -> None:
    service.answers += [503, 429]
    Caller(told)
    assert {browser.is_told()["title"] for _try in range(3)} == {"Maria Huber ist da"}
    assert switched_on(told, browser)


def test_a_silent_service_holds_nobody_up_and_the_newest_comes_first(
    told: RunningServer, service: PushService, browser: SubscribedBrowser
) -> None:
    service.goes_on.clear()
    caller = Caller(told)
    browser.is_told()
    for number in range(5):
        caller.says(f"Hallo? {number}")
    assert switched_on(told, browser), "the server has heard all of it"
    service.goes_on.set()
    assert browser.is_told()["body"] == "Hallo? 4"


def test_a_service_leads_the_server_nowhere_else(
    told: RunningServer, service: PushService, browser: SubscribedBrowser
) -> None:
    service.answers.append(307)
    caller = Caller(told)
    browser.is_told()
    caller.says("Hallo?")
    assert browser.is_told()["body"] == "Hallo?"


def test_the_log_says_which_service_failed_but_not_whom_or_what(
    told: RunningServer, service: PushService, browser: SubscribedBrowser
) -> None:
    service.answers += [400]
    caller = Caller(told)
    browser.is_told()
    caller.says("Mein Kennwort ist geheim123")
    browser.is_told()
    assert '"push_not_taken"' in told.log()
    assert "/send/" not in told.log()
    assert "geheim123" not in told.log()


def test_a_test_is_sent_at_once(told: RunningServer, browser: SubscribedBrowser) -> None:
    path = f"/push/subscriptions/{browser.id}/test"
    assert told.call("POST", path, token=told.token) == (204, None)
    read = browser.is_told()
    assert (read["title"], read["session"]) == ("Das ist eine Probe", None)


def test_a_test_says_what_became_of_it(
    told: RunningServer, service: PushService, browser: SubscribedBrowser
) -> None:
    path = f"/push/subscriptions/{browser.id}/test"
    service.answers += [500, 410]
    failed = told.call("POST", path, token=told.token)
    assert refusal(failed) == (502, "push_not_sent")
    gone = told.call("POST", path, token=told.token)
    assert refusal(gone) == (404, "unknown_push_subscription")
    assert switched_on(told, browser) is None


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://example.com/send/x",
        "http://fcm.googleapis.com/fcm/send/x",
        "https://127.0.0.1/send/x",
        "http://169.254.169.254/latest/meta-data",
    ],
)
def test_other_addresses_are_not_called(server: RunningServer, endpoint: str) -> None:
    answer = server.call(
        "PUT",
        f"/push/subscriptions/{'0' * 64}",
        {"endpoint": endpoint, "keys": {"p256dh": "", "auth": ""}},
        token=server.token,
    )
    assert refusal(answer) == (422, "push_service_not_allowed")


def test_what_no_browser_sends_is_refused(told: RunningServer, service: PushService) -> None:
    browser, other = SubscribedBrowser(service), SubscribedBrowser(service, "other")
    wrong = (422, "invalid_push_subscription")
    keys = browser.subscription["keys"]
    assert refusal(put(told, browser, endpoint=other.endpoint)) == wrong
    off_the_curve = base64.urlsafe_b64encode(b"\4" + b"\1" * 64).decode()
    for change in ({"p256dh": "AAAA"}, {"p256dh": off_the_curve}, {"auth": "AAAA"}, {"auth": "ä"}):
        assert refusal(put(told, browser, keys=keys | change)) == wrong
    assert refusal(put(told, browser, keys={})) == (422, "invalid_body")


def test_each_technician_has_their_own(
    told: RunningServer, service: PushService, browser: SubscribedBrowser
) -> None:
    ben = told.add_technician(OTHER, "Ben")
    unknown = (404, "unknown_push_subscription")
    path = f"/push/subscriptions/{browser.id}"
    assert switched_on(told, browser, ben) is None
    assert refusal(told.call("DELETE", path, token=ben)) == unknown
    assert refusal(told.call("POST", f"{path}/test", token=ben)) == unknown
    subscribe(told, browser, ben)
    assert switched_on(told, browser) is None, "a browser is one technician's"


def test_they_are_for_technicians(told: RunningServer, browser: SubscribedBrowser) -> None:
    customer = Caller(told).joined["token"]
    for token in ("", customer):
        assert refusal(told.call("GET", "/push", token=token)) == (401, "sign_in_needed")
        path = f"/push/subscriptions/{browser.id}"
        answer = told.call("PUT", path, browser.subscription, token=token)
        assert refusal(answer) == (401, "sign_in_needed")


def test_an_administrator_may_want_no_pushes(tmp_path: Path, service: PushService) -> None:
    with running_server(tmp_path / "home", BEISTAND_PUSH_SERVICES="none") as server:
        _status, shown = server.call("GET", "/push", token=server.token)
        assert shown == {"public_key": None, "subscription": None}
        assert refusal(put(server, SubscribedBrowser(service))) == (501, "push_off")
        assert not (server.home / "push_key").exists()


class TestSharedComputer:
    """A browser with a technician's sign-in, and what of it the next one finds."""

    @pytest.fixture
    def plain(self, told: RunningServer, service: PushService) -> PlainBrowser:
        browser = PlainBrowser(told)
        browser.sign_in()
        self.switches_on(browser, SubscribedBrowser(service))
        return browser

    def switches_on(self, plain: PlainBrowser, browser: SubscribedBrowser) -> None:
        answer = plain.open(
            f"/api/v1/push/subscriptions/{browser.id}",
            method="PUT",
            body=json.dumps(browser.subscription).encode(),
            headers={"X-CSRFToken": plain.open("/console").csrf},
        )
        assert answer.status == 200, answer.text

    def test_signing_out_on_any_page_ends_it(
        self, told: RunningServer, service: PushService, plain: PlainBrowser
    ) -> None:
        browser = SubscribedBrowser(service)
        assert switched_on(told, browser)
        csrf = plain.open("/console/sessions").csrf
        assert plain.open("/logout", {"csrf_token": csrf}).status == 303
        assert switched_on(told, browser) is None

    def test_somebody_elses_sign_in_ends_it(
        self, told: RunningServer, service: PushService, plain: PlainBrowser
    ) -> None:
        told.add_technician(OTHER, "Ben")
        self.lets_the_sign_in_run_out(plain)
        plain.sign_in(OTHER, PASSWORD)
        assert switched_on(told, SubscribedBrowser(service)) is None

    def test_ones_own_next_sign_in_does_not(
        self, told: RunningServer, service: PushService, plain: PlainBrowser
    ) -> None:
        self.lets_the_sign_in_run_out(plain)
        plain.sign_in()
        assert switched_on(told, SubscribedBrowser(service))

    def test_without_a_csrf_token_nothing_is_switched_on(
        self, service: PushService, plain: PlainBrowser
    ) -> None:
        browser = SubscribedBrowser(service)
        path = f"/api/v1/push/subscriptions/{browser.id}"
        answer = plain.open(path, method="PUT", body=json.dumps(browser.subscription).encode())
        assert answer.status == 403

    def lets_the_sign_in_run_out(self, plain: PlainBrowser) -> None:
        for cookie in list(plain.cookies):
            if cookie.name == "beistand":
                plain.cookies.clear(cookie.domain, cookie.path, cookie.name)


def wait_until_alone(server: RunningServer, caller: Caller) -> None:
    """Until the server has noticed that no console is there any more."""
    customer = StreamClient(server, caller.id, caller.joined["token"])
    if customer.welcome["session"]["presence"]["technician"]:
        customer.wait("presence", role="technician", present=False)
    customer.close()
