"""The technician goes away: the console covers itself, and opens with the password."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.console.words import Caller, ConsoleTechnician
from tests.journeys.customer.accessibility import findings
from tests.running_server import PASSWORD, RunningServer


class AwayTechnician:
    """A technician whose console may be locked."""

    def __init__(self, technician: ConsoleTechnician) -> None:
        self.technician = technician

    @property
    def page(self) -> Page:
        return self.technician.page

    @property
    def cover(self) -> Locator:
        """What lies over everything."""
        return self.page.get_by_role("dialog", name="Gesperrt")

    @property
    def password(self) -> Locator:
        return self.page.get_by_label("Passwort")

    def locks(self) -> None:
        """By the menu, until the server knows."""
        self.page.get_by_role("button", name="Sitzungsbefehle").click()
        with self.page.expect_response(lambda answer: answer.url.endswith("/console/lock")):
            self.page.get_by_role("menuitem", name="Jetzt sperren").click()
        expect(self.cover).to_be_visible()

    def unlocks(self, password: str = PASSWORD) -> None:
        # Before its script is there, the form signs in anew, and leads into the console.
        self.page.wait_for_load_state()
        self.password.fill(password)
        self.password.press("Enter")

    def is_back(self) -> None:
        expect(self.cover).to_be_hidden()
        expect(self.page.get_by_role("heading", name="Sitzungen")).to_be_visible()


@pytest.fixture
def away(hire: Callable[..., ConsoleTechnician], own_server: RunningServer) -> AwayTechnician:
    """At work, with one session of Maria's; nobody else shares this sign-in."""
    technician = hire(own_server)
    technician.comes_to_work()
    return AwayTechnician(technician)


@pytest.fixture
def maria(away: AwayTechnician, own_server: RunningServer) -> Caller:
    key = away.technician.start_session()
    caller = Caller(own_server, key, "Maria Huber")
    expect(away.page.get_by_role("heading", name="Maria Huber")).to_be_visible()
    return caller


def test_what_was_there_is_not_to_be_read_until_the_password_is_given(
    away: AwayTechnician, maria: Caller
) -> None:
    maria.says("Meine Kontonummer ist geheim.")
    secret = away.page.get_by_text("Meine Kontonummer")
    expect(secret.first).to_be_visible()

    away.locks()

    expect(away.password).to_be_focused()
    expect(secret.first).to_be_hidden()
    expect(away.page.get_by_text("Maria Huber").first).to_be_hidden()
    expect(away.cover).to_contain_text("Anna Berg")
    expect(away.page).to_have_title("Gesperrt – Technikerkonsole")
    away.unlocks()
    away.is_back()
    expect(secret.first).to_be_visible()


def test_a_wrong_password_says_so_and_the_next_try_is_easy(away: AwayTechnician) -> None:
    away.locks()
    away.unlocks("falsch")
    expect(away.cover.get_by_role("alert")).to_contain_text("Das Passwort ist falsch")
    expect(away.password).to_be_focused()
    expect(away.cover).to_be_visible()
    away.unlocks()
    away.is_back()


def test_no_key_leads_around_it(away: AwayTechnician) -> None:
    away.locks()
    away.page.keyboard.press("Escape")
    away.page.keyboard.press("Escape")
    expect(away.cover).to_be_visible()
    expect(away.password).to_be_focused()
    for _turn in range(6):
        away.page.keyboard.press("Tab")
        focused = away.page.evaluate(
            "document.activeElement === document.body || "
            "Boolean(document.activeElement.closest('.lock-dialog'))"
        )
        assert focused


def test_a_reload_and_another_page_show_no_more(away: AwayTechnician, maria: Caller) -> None:
    away.locks()
    away.page.reload()
    expect(away.page.get_by_role("heading", name="Gesperrt")).to_be_visible()
    assert "Maria" not in away.page.content()
    away.page.goto(f"{away.technician.url}/console/sessions")
    expect(away.page.get_by_role("heading", name="Gesperrt")).to_be_visible()
    assert findings(away.page) == []
    away.unlocks()
    expect(away.page.get_by_role("link", name="Abgeschlossen")).to_be_visible()


def test_all_windows_lock_and_open_together(away: AwayTechnician) -> None:
    first, second = away.page, away.technician.context.new_page()
    second.goto(f"{away.technician.url}/console")
    expect(second.get_by_role("heading", name="Sitzungen")).to_be_visible()
    away.locks()
    cover = second.get_by_role("dialog", name="Gesperrt")
    expect(cover).to_be_visible()
    second.get_by_label("Passwort").fill(PASSWORD)
    second.get_by_role("button", name="Entsperren").click()
    expect(cover).to_be_hidden()
    expect(first.get_by_role("dialog", name="Gesperrt")).to_be_hidden()
    second.close()


def test_a_transcript_in_a_tab_of_its_own_goes_and_comes_back(
    away: AwayTechnician, maria: Caller
) -> None:
    maria.says("Meine Kontonummer ist geheim.")
    tab = away.technician.context.new_page()
    address = f"{away.technician.url}/console/sessions/{maria.joined['session_id']}"
    tab.goto(address)
    expect(tab.get_by_text("Meine Kontonummer")).to_be_visible()
    away.locks()
    expect(tab.get_by_role("heading", name="Gesperrt")).to_be_visible()
    assert "Kontonummer" not in tab.content()
    tab.get_by_label("Passwort").fill(PASSWORD)
    tab.get_by_role("button", name="Entsperren").click()
    expect(tab).to_have_url(address)
    expect(tab.get_by_text("Meine Kontonummer")).to_be_visible()
    away.is_back()

    away.locks()
    expect(tab.get_by_role("heading", name="Gesperrt")).to_be_visible()
    away.unlocks()
    expect(tab.get_by_text("Meine Kontonummer")).to_be_visible()
    tab.close()


def test_what_is_written_meanwhile_counts_is_not_told_and_not_read(
    away: AwayTechnician, maria: Caller
) -> None:
    away.locks()
    maria.says("Sind Sie noch da?")
    expect(away.page).to_have_title("(1) Gesperrt – Technikerkonsole")
    for _title, body in away.technician.witnessed()["notifications"]:
        assert body == ""
    path = f"/sessions/{maria.joined['session_id']}"
    _status, facts = maria.server.call("GET", path, token=maria.server.token)
    _status, log = maria.server.call("GET", f"{path}/events", token=maria.server.token)
    assert facts["read"]["technician"] < log["last_seq"]


def test_offline_it_stays_locked_and_says_why(away: AwayTechnician) -> None:
    away.locks()
    away.technician.goes_offline()
    away.unlocks()
    expect(away.cover.get_by_role("alert")).to_contain_text("Der Server ist nicht erreichbar")
    expect(away.cover).to_be_visible()
    away.technician.is_back_online()
    away.unlocks()
    away.is_back()


def test_a_sign_in_that_ran_out_meanwhile_leads_to_a_new_one(away: AwayTechnician) -> None:
    away.locks()
    away.technician.context.clear_cookies()
    away.page.evaluate("dispatchEvent(new Event('focus'))")
    expect(away.page).to_have_url(re.compile("/login"))


def test_what_the_server_could_not_be_told_holds_over_a_reload(away: AwayTechnician) -> None:
    away.page.route("**/console/lock", lambda route: route.abort())
    away.page.get_by_role("button", name="Sitzungsbefehle").click()
    away.page.get_by_role("menuitem", name="Jetzt sperren").click()
    expect(away.cover).to_be_visible()
    away.page.unroute("**/console/lock")
    away.page.reload()
    expect(away.password).to_be_focused()
    away.unlocks()
    away.is_back()


def test_another_person_can_sign_in_instead(away: AwayTechnician) -> None:
    away.locks()
    away.page.get_by_role("button", name="Abmelden").click()
    expect(away.page).to_have_url(re.compile("/login"))
    away.technician.sign_in()
    away.is_back()


def test_axe_finds_nothing_and_it_fits_a_phone(away: AwayTechnician) -> None:
    away.locks()
    away.page.set_viewport_size({"width": 390, "height": 844})
    assert findings(away.page) == []
    away.technician.has_nothing_sticking_out()


#: What the clock is set forward by; BEISTAND_LOCK_MINUTES is 15.
NEARLY, LONG_ENOUGH = "10:00", "15:01"


def test_without_input_it_locks_by_itself(away: AwayTechnician) -> None:
    clock = away.technician.context.clock
    clock.install()
    away.page.reload()
    away.is_back()
    clock.fast_forward(NEARLY)
    expect(away.cover).to_be_hidden()
    clock.fast_forward(NEARLY)
    expect(away.cover).to_be_visible()
    away.unlocks()
    away.is_back()


def test_who_comes_back_to_a_computer_that_slept_has_no_way_around_it(away: AwayTechnician) -> None:
    away.page.evaluate(
        """() => {
            // As after a sleep: the clock is further, and the first that happens is the input.
            const now = Date.now;
            globalThis.setInterval = () => 0;
            Date.now = () => now() + 16 * 60_000;
        }"""
    )
    away.page.mouse.move(200, 200)
    expect(away.cover).to_be_visible()
    away.page.mouse.move(300, 300)
    expect(away.cover).to_be_visible()


def test_a_list_that_nobody_reads_locks_by_itself(away: AwayTechnician) -> None:
    clock = away.technician.context.clock
    clock.install()
    away.page.goto(f"{away.technician.url}/console/sessions")
    expect(away.page.get_by_role("link", name="Abgeschlossen")).to_be_visible()
    clock.fast_forward(LONG_ENOUGH)
    expect(away.page.get_by_role("heading", name="Gesperrt")).to_be_visible()
    away.unlocks()
    expect(away.page.get_by_role("link", name="Abgeschlossen")).to_be_visible()


def test_input_in_one_window_keeps_the_other_open(away: AwayTechnician) -> None:
    clock = away.technician.context.clock
    clock.install()
    away.page.reload()
    away.is_back()
    other = away.technician.context.new_page()
    other.goto(f"{away.technician.url}/console")
    expect(other.get_by_role("heading", name="Sitzungen")).to_be_visible()
    clock.fast_forward(NEARLY)
    other.keyboard.press("Shift")
    clock.fast_forward(NEARLY)
    expect(away.cover).to_be_hidden()
    clock.fast_forward(NEARLY)
    expect(away.cover).to_be_visible()
    other.close()


def test_somebody_else_who_signed_in_meanwhile_does_not_open_it(
    away: AwayTechnician, own_server: RunningServer
) -> None:
    own_server.add_technician("bert@example.org", "Bert Kurz")
    away.locks()
    other = away.technician.context.new_page()
    other.goto(f"{away.technician.url}/console/sessions")
    other.get_by_role("button", name="Abmelden").click()
    other.get_by_label("E-Mail").fill("bert@example.org")
    other.get_by_label("Passwort").fill(PASSWORD)
    other.get_by_role("button", name="Anmelden").click()
    expect(other.get_by_role("heading", name="Sitzungen")).to_be_visible()
    expect(away.cover).to_be_visible()

    away.unlocks()

    expect(away.cover.get_by_role("alert")).to_contain_text("Bitte laden Sie die Seite neu")
    expect(away.cover).to_be_visible()
