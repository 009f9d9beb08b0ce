"""What a technician has of a session that is over: the customer's stars and the transcript."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.console.words import Caller, ConsoleTechnician
from tests.journeys.customer.people import People
from tests.running_server import RunningServer


@pytest.fixture
def maria(technician: ConsoleTechnician, console_server: RunningServer) -> Caller:
    """A customer whose session has just ended, in front of the technician."""
    maria = Caller(console_server, technician.start_session(), "Maria Huber")
    technician.has_customer("Maria Huber")
    maria.says("Vielen Dank!")
    technician.sees("Vielen Dank!")
    maria.ends()
    technician.sees_the_end()
    return maria


def downloaded(technician: ConsoleTechnician, link: str, folder: Path) -> tuple[str, str]:
    """Name and content of what the link downloads."""
    with technician.page.expect_download() as download:
        technician.page.get_by_role("link", name=link, exact=True).click()
    download.value.save_as(folder / "transcript")
    return download.value.suggested_filename, (folder / "transcript").read_text(encoding="utf-8")


def test_the_stars_are_seen_as_soon_as_they_are_given_and_after_a_reload(
    technician: ConsoleTechnician, maria: Caller, console_server: RunningServer
) -> None:
    path = f"/sessions/{maria.joined['session_id']}/rating"
    body = {"stars": 4, "comment": "Sehr nett!"}
    console_server.call("POST", path, body, token=maria.joined["token"])
    for _when in ("live", "after a reload"):
        expect(technician.page.get_by_role("img", name="4 von 5 Sternen")).to_be_visible()
        expect(technician.log).to_contain_text("Sehr nett!")
        technician.finds_no_barrier()
        technician.reloads()


@pytest.mark.parametrize(
    ("link", "ending"), [("Protokoll herunterladen", "html"), ("als Text", "txt")]
)
def test_the_transcript_is_taken_from_the_panel(
    technician: ConsoleTechnician, maria: Caller, tmp_path: Path, link: str, ending: str
) -> None:
    name, told = downloaded(technician, link, tmp_path)
    assert name.startswith("Protokoll 20")
    assert name.endswith(f"Beistand.{ending}")
    for words in ("Maria Huber", "Vielen Dank!", "Europe/Berlin"):
        assert words in told


def test_programs_get_it_as_json(
    technician: ConsoleTechnician, maria: Caller, tmp_path: Path
) -> None:
    technician.chooses("Alle Sitzungen")
    technician.page.get_by_role("link", name="Maria Huber").first.click()
    name, told = downloaded(technician, "als JSON", tmp_path)
    assert name.endswith(".json")
    kinds = [event["kind"] for event in json.loads(told)["events"]]
    assert kinds == ["created", "joined", "message", "ended"]


def test_while_it_goes_on_there_is_nothing_to_take_along(
    technician: ConsoleTechnician, console_server: RunningServer
) -> None:
    Caller(console_server, technician.start_session(), "Maria Huber")
    technician.has_customer("Maria Huber")
    link = technician.page.get_by_role("link", name="Protokoll herunterladen")
    expect(link).to_have_count(0)


def test_what_a_customer_says_at_the_end_reaches_the_technician(
    technician: ConsoleTechnician, people: People, console_server: RunningServer
) -> None:
    customer = people.customer(console_server)
    customer.join_by_key(technician.start_session())
    customer.say("Guten Tag")
    technician.sees("Guten Tag")
    technician.ends_the_session()
    customer.sees_the_end()
    customer.page.get_by_role("radio", name="5 Sterne").check(force=True)
    customer.page.get_by_role("button", name="Bewertung senden").click()
    expect(technician.page.get_by_role("img", name="5 von 5 Sternen")).to_be_visible()
