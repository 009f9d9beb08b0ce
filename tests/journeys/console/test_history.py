"""The list of all sessions, and what was said in each."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.console.words import Caller, ConsoleTechnician
from tests.running_server import RunningServer


@pytest.fixture
def talkative_server(console_server: RunningServer) -> RunningServer:
    """A server with one session that is over and one that is open."""
    past = console_server.start_session()
    maria = Caller(console_server, past["key"], "Maria Huber")
    maria.says("Mein <b>Drucker</b> druckt nicht.\nSiehe https://example.com/drucker")
    maria.ends()
    Caller(console_server, console_server.start_session()["key"], "Jonas Weiß")
    return console_server


@pytest.fixture
def reader(
    hire: Callable[..., ConsoleTechnician], talkative_server: RunningServer
) -> ConsoleTechnician:
    """A technician who looks at the list."""
    technician = hire(talkative_server)
    technician.comes_to_work()
    technician.chooses("Alle Sitzungen")
    return technician


def row(technician: ConsoleTechnician, name: str) -> Locator:
    """The newest session with this customer."""
    return technician.page.get_by_role("row").filter(has_text=name).first


def test_it_lists_open_and_past_sessions(reader: ConsoleTechnician) -> None:
    expect(row(reader, "Maria Huber")).to_contain_text("Abgeschlossen")
    expect(row(reader, "Jonas Weiß")).to_contain_text("Aktiv")
    reader.finds_no_barrier()


def test_it_can_be_narrowed_to_a_state(reader: ConsoleTechnician) -> None:
    reader.page.get_by_role("link", name="Offen", exact=True).click()
    expect(row(reader, "Jonas Weiß")).to_be_visible()
    expect(row(reader, "Maria Huber")).to_be_hidden()
    reader.page.get_by_role("link", name="Abgelaufen").click()
    expect(reader.page.get_by_text("Hier gibt es noch keine Sitzungen.")).to_be_visible()


@pytest.mark.parametrize("width", [360, 1280])
def test_the_names_of_the_columns_do_not_break(reader: ConsoleTechnician, width: int) -> None:
    reader.page.set_viewport_size({"width": width, "height": 800})
    # With open sessions only, nothing else keeps the column of the durations wide.
    reader.page.get_by_role("link", name="Offen", exact=True).click()
    expect(row(reader, "Jonas Weiß")).to_be_visible()
    # The last column's name is for those who don't see the table.
    for name in reader.page.locator("thead th:not(:last-child):visible").all():
        lines = name.evaluate(
            """one => {
                const words = document.createRange();
                words.selectNodeContents(one);
                return new Set([...words.getClientRects()].map(({ top }) => top)).size;
            }"""
        )
        assert lines <= 1, name.inner_text()
    reader.has_nothing_sticking_out()


def test_an_open_session_leads_into_the_console(reader: ConsoleTechnician) -> None:
    row(reader, "Jonas Weiß").get_by_role("link", name="In der Konsole öffnen").click()
    reader.has_customer("Jonas Weiß")
    expect(reader.tab("Jonas Weiß")).to_have_attribute("aria-selected", "true")
    expect(reader.page).to_have_url(f"{reader.url}/console")


def test_the_transcript_has_all_that_was_said_and_done(reader: ConsoleTechnician) -> None:
    row(reader, "Maria Huber").get_by_role("link").click()
    expect(reader.page.get_by_role("heading", level=1)).to_have_text("Protokoll: Maria Huber")
    lines = reader.page.locator(".transcript .line")
    for line, words in enumerate(
        [
            "Anna Berg hat die Sitzung gestartet.",
            "Maria Huber ist mit dem Supportschlüssel beigetreten.",
            "Mein <b>Drucker</b> druckt nicht.\nSiehe https://example.com/drucker",
            "Maria Huber hat die Sitzung beendet.",
        ]
    ):
        expect(lines.nth(line)).to_contain_text(words)
    link = reader.page.get_by_role("link", name="https://example.com/drucker")
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    reader.finds_no_barrier()


def test_the_transcript_reads_without_scripts(
    hire: Callable[..., ConsoleTechnician], talkative_server: RunningServer
) -> None:
    reader = hire(talkative_server, java_script_enabled=False)
    reader.sign_in()
    reader.opens("/console/sessions")
    row(reader, "Maria Huber").get_by_role("link").click()
    expect(reader.page.get_by_text("Mein <b>Drucker</b> druckt nicht.")).to_be_visible()
    expect(reader.page.get_by_text("UTC").first).to_be_visible()


def test_many_sessions_come_page_by_page(
    hire: Callable[..., ConsoleTechnician], console_server: RunningServer
) -> None:
    oldest = Caller(console_server, console_server.start_session()["key"], "Erste Kundin")
    oldest.ends()
    for _ in range(50):
        console_server.start_session()
    reader = hire(console_server)
    reader.sign_in()
    reader.opens("/console/sessions")
    expect(row(reader, "Erste Kundin")).to_be_hidden()
    reader.page.get_by_role("link", name="Ältere Sitzungen").click()
    expect(row(reader, "Erste Kundin")).to_be_visible()


def test_a_strangers_session_is_not_shown(
    hire: Callable[..., ConsoleTechnician], talkative_server: RunningServer
) -> None:
    session = talkative_server.start_session()
    talkative_server.add_technician("otto@example.com", "Otto Fremd")
    stranger = hire(talkative_server)
    stranger.sign_in("otto@example.com")
    stranger.opens("/console/sessions")
    expect(stranger.page.get_by_text("Hier gibt es noch keine Sitzungen.")).to_be_visible()
    stranger.opens(f"/console/sessions/{session['id']}")
    expect(stranger.page.get_by_role("heading", level=1)).not_to_contain_text("Protokoll")
