"""What else a file does in the console: news of it, a customer who may send none, barriers."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.file_words import large_file, picture, text_file
from tests.journeys.console.words import ConsoleTechnician, expect_script
from tests.running_server import RunningServer
from tests.vocabulary import Customer


def test_a_file_is_news_in_the_list_of_sessions(
    technician: ConsoleTechnician, customer: Customer
) -> None:
    technician.starts_another_session()
    customer.sends_files(text_file("Notiz.txt"))
    technician.sees_tab("Kunde", "1 ungelesen")
    expect(technician.tab("Kunde")).to_contain_text("Datei: Notiz.txt")
    customer.sees_file_state("Notiz.txt", "gespeichert")
    technician.selects("Kunde")
    customer.sees_file_state("Notiz.txt", "gelesen")


def test_a_technician_who_looks_elsewhere_is_told_of_a_file(
    technician: ConsoleTechnician, customer: Customer
) -> None:
    technician.looks_elsewhere()
    customer.sends_files(text_file("Notiz.txt"))
    expect_script(technician.page, "witnessed.notifications.length")
    assert technician.witnessed()["notifications"] == [["Nachricht von Kunde", "Datei: Notiz.txt"]]
    technician.looks_again()


def test_a_technician_may_send_where_customers_may_not(
    technician: ConsoleTechnician, customer: Customer, console_server: RunningServer
) -> None:
    customer.may_send_files()
    session = customer.page.url.rpartition("/")[2]
    console_server.call(
        "PATCH", f"/sessions/{session}", {"customer_files": False}, token=console_server.token
    )
    expect(customer.file_button).to_be_hidden()
    assert customer.drags_files(text_file("Nein.txt")) == [False, True], "nothing opens it either"
    expect(customer.drop_area).to_have_count(0)
    customer.copies_a_picture(picture("x.png")["buffer"])
    customer.field.click()
    customer.page.keyboard.press("Control+V")
    customer.say("Ich darf nicht.")
    technician.sees("Ich darf nicht.")
    expect(technician.log.locator(".file")).to_have_count(0)
    technician.sends_files(text_file("Ja.txt"))
    customer.sees_file("Ja.txt")
    console_server.call(
        "PATCH", f"/sessions/{session}", {"customer_files": True}, token=console_server.token
    )
    expect(customer.file_button).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_state_of_a_file_has_barriers(
    hire: Callable[..., ConsoleTechnician], console_server: RunningServer, scheme: str
) -> None:
    technician = hire(console_server, color_scheme=scheme)
    technician.comes_to_work()
    technician.start_session()
    technician.sends_files(picture("Bild.png"), text_file("Notiz.txt"))
    technician.sees_file("Bild.png")
    technician.sees_file("Notiz.txt")
    technician.finds_no_barrier()
    technician.has_a_slow_network(upload_kilobytes=50)
    technician.sends_files(*(large_file(f"{place}.bin", 2) for place in (1, 2, 3)))
    expect(technician.page.get_by_role("progressbar")).to_have_count(3)
    technician.finds_no_barrier()
    technician.page.get_by_role("button", name="Senden von 3.bin abbrechen").click()
    technician.goes_offline()
    expect(technician.file("1.bin")).to_contain_text("Keine Verbindung.")
    technician.finds_no_barrier()
