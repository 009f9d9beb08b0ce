"""What a customer has when it is over: summary, a word on the help, files, transcript."""

import hashlib
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.customer.accessibility import findings
from tests.journeys.customer.people import People, StartTalk, Talk
from tests.running_server import RunningServer
from tests.vocabulary import Customer

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
PDF = b"%PDF-1.4\nTreiber\n"


@pytest.fixture
def over(talk: Talk) -> Talk:
    """A talk in which something was said, and which the technician has ended."""
    talk.customer.say("Mein Drucker druckt nicht.")
    talk.technician.hears("Mein Drucker druckt nicht.")
    talk.technician.says_all("Ich sende Ihnen einen Treiber.")
    talk.technician.sends_file("Treiber für Drucker.pdf", PDF)
    talk.technician.ends()
    talk.customer.sees_the_end()
    return talk


def stars(customer: Customer) -> Locator:
    """The question how it was."""
    return customer.page.get_by_role("group", name="Wie war die Hilfe?")


def fact(customer: Customer, name: str) -> Locator:
    """What stands beneath this word of the summary."""
    return customer.page.locator(".end-facts div").filter(has_text=name).locator("dd")


def rates(customer: Customer, grade: str, comment: str = "") -> None:
    """Chooses a grade, writes a comment, sends both, and is thanked."""
    stars(customer).get_by_role("radio", name=grade).check(force=True)
    customer.page.get_by_role("textbox", name="Möchten Sie etwas dazu sagen?").fill(comment)
    customer.page.get_by_role("button", name="Bewertung senden").click()
    is_thanked(customer, grade)


def is_thanked(customer: Customer, grade: str) -> None:
    """Reads thanks, and the own grade; is not asked again."""
    expect(customer.page.get_by_text("Vielen Dank für Ihre Bewertung.")).to_be_visible()
    expect(customer.page.locator(".grade:not([hidden])")).to_have_text(grade)
    expect(stars(customer)).to_have_count(0)


def test_the_summary_says_with_whom_how_long_and_how_much(over: Talk) -> None:
    for _when in ("live", "after a reload"):
        expect(fact(over.customer, "Mit")).to_have_text("Anna Berg")
        expect(fact(over.customer, "Dauer")).to_have_text("unter 1 Min.")
        expect(fact(over.customer, "Nachrichten")).to_have_text("2")
        expect(fact(over.customer, "Dateien")).to_have_text("1")
        over.customer.sees("Ich sende Ihnen einen Treiber.")
        over.customer.reloads()
        over.customer.sees_the_end()


def test_who_rates_is_thanked_and_asked_once(over: Talk) -> None:
    rates(over.customer, "4 Sterne: gut", "Sehr nett!\n<b>Danke</b>")
    rated = over.technician.wait("event", kind="rated")
    assert rated["body"] == {"stars": 4, "comment": "Sehr nett!\n<b>Danke</b>"}
    over.customer.reloads()
    is_thanked(over.customer, "4 Sterne: gut")
    expect(over.customer.page.locator(".thanks-comment")).to_have_text("Sehr nett!\n<b>Danke</b>")


def test_stars_alone_are_enough(over: Talk) -> None:
    rates(over.customer, "1 Stern: schlecht")
    rated = over.technician.wait("event", kind="rated")
    assert rated["body"] == {"stars": 1, "comment": ""}


def test_a_rating_that_does_not_arrive_is_kept_and_tried_again(over: Talk) -> None:
    customer = over.customer
    stars(customer).get_by_role("radio", name="5 Sterne: sehr gut").check(force=True)
    customer.page.get_by_role("textbox", name="dazu sagen").fill("Prima")
    customer.goes_offline()
    customer.page.get_by_role("button", name="Bewertung senden").click()
    customer.is_told("Der Server ist nicht erreichbar")
    customer.is_back_online()
    customer.page.get_by_role("button", name="Bewertung senden").click()
    is_thanked(customer, "5 Sterne: sehr gut")
    assert over.technician.wait("event", kind="rated")["body"]["comment"] == "Prima"


def test_who_rated_in_another_tab_already_is_thanked_here_too(over: Talk) -> None:
    other = over.customer.context.new_page()
    other.goto(over.customer.page.url)
    rates(over.customer, "3 Sterne: in Ordnung")
    other.get_by_role("radio", name="1 Stern: schlecht").check(force=True)
    other.get_by_role("button", name="Bewertung senden").click()
    expect(other.locator(".grade:not([hidden])")).to_have_text("3 Sterne: in Ordnung")


def test_all_files_are_there_with_size_and_hash(over: Talk, tmp_path: Path) -> None:
    page = over.customer.page
    listed = page.locator(".end-files")
    expect(listed).to_contain_text("17 Byte · von Anna Berg")
    with page.expect_download() as download:
        listed.get_by_role("link", name="Treiber für Drucker.pdf").click()
    assert download.value.suggested_filename == "Treiber für Drucker.pdf"
    download.value.save_as(tmp_path / "treiber.pdf")
    assert (tmp_path / "treiber.pdf").read_bytes() == PDF
    whole = hashlib.sha256(PDF).hexdigest()
    expect(listed.get_by_text(f"{whole[:8]}…")).to_be_visible()
    listed.get_by_text("SHA-256").click()
    expect(listed.get_by_text(whole)).to_be_visible()
    over.customer.context.grant_permissions(["clipboard-read", "clipboard-write"])
    listed.get_by_role("button", name="Kopieren").click()
    expect(listed.get_by_role("button", name="Kopiert")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == whole


@pytest.mark.parametrize(
    ("link", "ending"), [("Protokoll herunterladen", "html"), ("als Text", "txt")]
)
def test_the_transcript_can_be_taken_along(
    over: Talk, tmp_path: Path, link: str, ending: str
) -> None:
    with over.customer.page.expect_download() as download:
        over.customer.page.get_by_role("link", name=link).click()
    name = download.value.suggested_filename
    assert re.fullmatch(rf"Protokoll \d{{4}}-\d\d-\d\d \d\d-\d\d Beistand\.{ending}", name)
    download.value.save_as(tmp_path / name)
    told = (tmp_path / name).read_text(encoding="utf-8")
    for words in ("Mein Drucker druckt nicht.", "Treiber für Drucker.pdf", "Europe/Berlin"):
        assert words in told
    assert hashlib.sha256(PDF).hexdigest() in told
    if ending == "html":
        page = over.customer.context.new_page()
        page.goto(f"file://{tmp_path / name}")
        expect(page.get_by_role("heading")).to_have_text("Protokoll einer Supportsitzung")
        assert findings(page) == []


def test_everything_can_be_done_by_keyboard_after_the_end(over: Talk) -> None:
    customer, press = over.customer, over.customer.page.keyboard.press
    expect(customer.page.locator(".ended")).to_be_focused()
    press("Tab")
    press("Space")
    expect(stars(customer).get_by_role("radio", name="1 Stern: schlecht")).to_be_checked()
    press("ArrowRight")
    press("ArrowRight")
    expect(stars(customer).get_by_role("radio", name="3 Sterne: in Ordnung")).to_be_checked()
    press("Tab")
    customer.page.keyboard.type("Ohne Maus")
    press("Tab")
    press("Enter")
    is_thanked(customer, "3 Sterne: in Ordnung")
    expect(customer.page.locator(".thanks")).to_be_focused()
    customer.tabs_to(customer.page.get_by_role("link", name="Protokoll herunterladen"))
    customer.tabs_to(customer.log)


def test_a_session_without_files_speaks_of_none(talk: Talk) -> None:
    talk.technician.ends()
    talk.customer.sees_the_end()
    expect(stars(talk.customer)).to_be_visible()
    expect(talk.customer.page.get_by_text("Dateien").filter(visible=True)).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", [PHONE, {}], ids=["phone", "wide"])
def test_axe_finds_nothing_and_nothing_sticks_out_after_the_end(
    start_talk: StartTalk, server: RunningServer, screen: dict[str, object], scheme: str
) -> None:
    talk = start_talk(server, color_scheme=scheme, **screen)
    talk.technician.says_all("W" * 300)
    talk.technician.sends_file("W" * 200 + ".pdf", PDF)
    talk.technician.ends()
    customer = talk.customer
    customer.sees_the_end()
    expect(stars(customer)).to_be_visible()
    found = {"ended": findings(customer.page)}
    customer.has_nothing_sticking_out()
    stars(customer).get_by_role("radio", name="4 Sterne: gut").check(force=True)
    found["rating"] = findings(customer.page)
    customer.page.get_by_role("button", name="Bewertung senden").click()
    is_thanked(customer, "4 Sterne: gut")
    found["thanked"] = findings(customer.page)
    customer.has_nothing_sticking_out()
    assert not any(found.values()), found


def test_it_speaks_english_too(people: People, server: RunningServer) -> None:
    session = server.start_session()
    customer = people.customer(server, locale="en-GB")
    customer.join_by_link(session["link"])
    customer.is_in_the_chat(session)
    server.call("POST", f"/sessions/{session['id']}/end", token=server.token)
    expect(customer.page.get_by_role("group", name="How was the help?")).to_be_visible()
    expect(customer.page.get_by_role("link", name="Download transcript")).to_be_visible()


def test_nobody_else_sees_the_end(people: People, over: Talk, server: RunningServer) -> None:
    stranger = people.customer(server)
    answer = stranger.page.request.get(f"{server.url}/chat/{over.session['id']}/end?as=customer")
    assert answer.status == 401
