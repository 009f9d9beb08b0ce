"""Inviting from the console: e-mail, QR code, sharing, withdrawing, and a key that ran out."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from playwright.sync_api import expect

from tests.journeys.console.words import Caller, ConsoleTechnician
from tests.journeys.customer.people import People
from tests.running_server import RunningServer, running_server

SHARE = """
window.shared = [];
navigator.share = async (what) => { shared.push(what); };
"""
PHONE = {"viewport": {"width": 390, "height": 780}, "has_touch": True, "is_mobile": True}


def kept(technician: ConsoleTechnician) -> dict[str, Any]:
    """The one key that this browser keeps."""
    script = """() => JSON.parse(localStorage.getItem(
        Object.keys(localStorage).find((name) => name.startsWith("beistand.key."))))"""
    found: dict[str, Any] = technician.page.evaluate(script)
    return found


def test_the_mail_has_subject_text_link_key_and_address(
    tmp_path: Path, hire: Callable[..., ConsoleTechnician]
) -> None:
    with running_server(tmp_path / "home", BEISTAND_ORGANISATION="Büro & Söhne") as server:
        technician = hire(server)
        technician.sign_in()
        key = technician.start_session()
        href = technician.page.get_by_role("link", name="E-Mail senden").get_attribute("href") or ""
        subject, _mark, body = href.removeprefix("mailto:?subject=").partition("&body=")
        assert re.fullmatch(r"[\w%.!~*'()-]+", subject + body)
        assert unquote(subject) == "Ihre Supportsitzung mit Anna Berg von Büro & Söhne"
        text = unquote(body)
        assert "\r\n\r\n" in text
        assert "\n" not in text.replace("\r\n", "")
        assert kept(technician)["link"] + ".mail\r\n" in text
        assert key in text
        assert server.url.removeprefix("http://") in text
        assert text.endswith("Freundliche Grüße\r\nAnna Berg\r\nBüro & Söhne")
        technician.leaves()


def test_who_has_no_mail_program_copies_the_text(technician: ConsoleTechnician) -> None:
    technician.start_session()
    tip = technician.page.get_by_text("Hat sich kein E-Mail-Programm geöffnet?")
    expect(tip).to_be_hidden()
    technician.page.get_by_role("link", name="E-Mail senden").click()
    expect(tip).to_be_visible()
    technician.finds_no_barrier()
    technician.page.get_by_role("button", name="Text kopieren").click()
    expect(technician.page.get_by_text("Kopiert.")).to_be_visible()
    text = technician.page.evaluate("navigator.clipboard.readText()")
    assert text.startswith("Guten Tag,")


def test_the_qr_code_stands_on_light_ground_in_the_dark_too(
    hire: Callable[..., ConsoleTechnician], console_server: RunningServer
) -> None:
    technician = hire(console_server, color_scheme="dark")
    technician.comes_to_work()
    technician.start_session()
    with technician.page.expect_request("**/invitations/qr") as asked:
        technician.page.get_by_role("button", name="QR-Code anzeigen").click()
    assert asked.value.post_data_json == {"text": kept(technician)["link"] + ".qr"}
    dialog = technician.page.get_by_role("dialog", name="Mit dem Telefon beitreten")
    picture = dialog.get_by_role("img", name="QR-Code des Sitzungslinks")
    expect(picture).to_be_visible()
    assert picture.evaluate("one => one.naturalWidth > 0")
    technician.finds_no_barrier()
    technician.page.keyboard.press("Escape")
    expect(technician.page.get_by_role("button", name="QR-Code anzeigen")).to_be_focused()


def test_a_qr_code_that_can_not_be_drawn_says_so(technician: ConsoleTechnician) -> None:
    technician.start_session()
    technician.goes_offline()
    technician.page.get_by_role("button", name="QR-Code anzeigen").click()
    alert = technician.page.get_by_role("dialog").get_by_role("alert")
    expect(alert).to_contain_text("Der QR-Code konnte nicht gezeichnet werden.")


@pytest.mark.parametrize(("name", "shown"), [("mail", "E-Mail"), ("qr", "QR-Code")])
def test_the_technician_reads_by_which_way_the_customer_came(
    technician: ConsoleTechnician,
    people: People,
    console_server: RunningServer,
    name: str,
    shown: str,
) -> None:
    technician.start_session()
    customer = people.customer(console_server)
    customer.join_by_link(f"{kept(technician)['link']}.{name}")
    customer.is_connected()
    technician.has_customer("Kunde")
    technician.page.get_by_text("Einladungen", exact=True).click()
    expect(technician.invited).to_contain_text([shown])
    expect(technician.invited).to_contain_text(["beigetreten"])
    technician.reloads()
    technician.has_customer("Kunde")
    technician.page.get_by_text("Einladungen", exact=True).click()
    expect(technician.invited).to_contain_text([shown])


def test_where_the_browser_shares_the_text_can_be_shared(technician: ConsoleTechnician) -> None:
    technician.start_session()
    expect(technician.page.get_by_role("button", name="Teilen")).to_be_hidden()
    technician.context.add_init_script(SHARE)
    technician.reloads()
    technician.page.get_by_role("button", name="Teilen").click()
    [shared] = technician.page.evaluate("shared")
    assert kept(technician)["link"] in shared["text"]


def test_withdrawing_gives_a_new_key_and_link(
    technician: ConsoleTechnician, console_server: RunningServer
) -> None:
    key, link = technician.start_session(), kept(technician)["link"]
    technician.page.get_by_role("button", name="Einladung zurückziehen").click()
    technician.finds_no_barrier()
    technician.page.keyboard.press("Escape")
    expect(technician.key).to_have_text(key)
    technician.withdraws_the_invitation()
    expect(technician.key).not_to_have_text(key)
    expect(technician.page.get_by_role("button", name="In Zwischenablage kopieren")).to_be_focused()
    new = technician.key.inner_text()
    technician.sees_tab(new)
    technician.page.keyboard.press("Enter")
    expect(technician.page.get_by_text("Der Sitzungslink ist kopiert.")).to_be_visible()
    assert technician.page.evaluate("navigator.clipboard.readText()") != link
    status, _problem = console_server.call("POST", "/join", {"key": key})
    assert status == 404
    technician.reloads()
    expect(technician.key).to_have_text(new)
    Caller(console_server, new, "Maria Huber")
    technician.has_customer("Maria Huber")


def test_another_window_of_this_browser_has_the_new_key(technician: ConsoleTechnician) -> None:
    key = technician.start_session()
    first = technician.page
    technician.opens_another_tab()
    technician.selects(key)
    expect(technician.key).to_have_text(key)
    technician.withdraws_the_invitation()
    expect(technician.key).not_to_have_text(key)
    expect(first.get_by_label("Supportschlüssel")).to_have_text(technician.key.inner_text())


def test_another_browser_learns_that_its_key_is_dead(
    technician: ConsoleTechnician,
    hire: Callable[..., ConsoleTechnician],
    console_server: RunningServer,
) -> None:
    technician.start_session()
    elsewhere = hire(console_server)
    elsewhere.sign_in()
    elsewhere.selects("Neuer Kunde")
    elsewhere.withdraws_the_invitation()
    expect(elsewhere.key).to_have_text(re.compile(r"^\d{3} \d{3} \d{3}$"))
    expect(elsewhere.page.get_by_role("button", name="In Zwischenablage kopieren")).to_be_focused()
    expect(technician.key).to_be_hidden()
    expect(technician.page.get_by_text("zeigt nur der Browser")).to_be_visible()
    technician.sees_tab("Neuer Kunde")


def test_a_withdrawal_that_fails_says_why(technician: ConsoleTechnician) -> None:
    key = technician.start_session()
    technician.goes_offline()
    technician.page.get_by_role("button", name="Einladung zurückziehen").click()
    technician.page.get_by_role("dialog").get_by_role("button", name="Zurückziehen").click()
    expect(technician.page.get_by_text("Der Server ist nicht erreichbar")).to_be_visible()
    expect(technician.key).to_have_text(key)


def test_a_key_that_ran_out_is_followed_by_a_new_session_in_its_place(
    hire: Callable[..., ConsoleTechnician], hasty_server: RunningServer
) -> None:
    technician = hire(hasty_server)
    technician.sign_in()
    old = technician.start_session()
    technician.asks_for_control_on_arrival()
    technician.page.get_by_role("checkbox", name="Kunde darf Dateien senden").uncheck()
    technician.page.get_by_role("button", name="Neuer Supportschlüssel").click()
    expect(technician.key).not_to_have_text(old)
    expect(technician.page.get_by_role("button", name="In Zwischenablage kopieren")).to_be_focused()
    expect(technician.tabs).to_have_count(1)
    expect(technician.control_box).to_be_checked()
    files = technician.page.get_by_role("checkbox", name="Kunde darf Dateien senden")
    expect(files).not_to_be_checked()


def test_whether_the_customer_may_send_files_is_stored(
    technician: ConsoleTechnician, console_server: RunningServer
) -> None:
    technician.start_session()
    box = technician.page.get_by_role("checkbox", name="Kunde darf Dateien senden")
    expect(box).to_be_checked()
    with technician.page.expect_response(lambda answer: answer.request.method == "PATCH"):
        box.uncheck()
    _status, answer = console_server.call(
        "GET", "/sessions?state=waiting", token=console_server.token
    )
    assert [session["customer_files"] for session in answer["sessions"]] == [False]
    technician.reloads()
    expect(box).not_to_be_checked()


def test_another_window_shows_what_was_chosen(technician: ConsoleTechnician) -> None:
    key = technician.start_session()
    first = technician.page
    technician.opens_another_tab()
    technician.selects(key)
    technician.page.get_by_role("checkbox", name="Kunde darf Dateien senden").uncheck()
    box = first.get_by_role("checkbox", name="Kunde darf Dateien senden")
    expect(box).not_to_be_checked()


def test_on_a_phone_everything_has_its_place(
    hire: Callable[..., ConsoleTechnician], console_server: RunningServer
) -> None:
    technician = hire(console_server, **PHONE)
    technician.comes_to_work()
    technician.start_session()
    for name in ("SMS senden", "QR-Code anzeigen"):
        technician.page.get_by_role("button", name=name).tap()
        expect(technician.page.get_by_role("dialog")).to_be_visible()
        technician.has_nothing_sticking_out()
        technician.finds_no_barrier()
        technician.page.keyboard.press("Escape")
    technician.page.get_by_role("link", name="E-Mail senden").tap()
    technician.has_nothing_sticking_out()
    technician.finds_no_barrier()
