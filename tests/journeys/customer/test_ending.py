"""The end of a session, from either side."""

from playwright.sync_api import expect

from tests.journeys.customer.people import People, Talk
from tests.running_server import RunningServer


def test_the_technician_ends_it_for_both(talk: Talk) -> None:
    talk.customer.say("Danke!")
    talk.technician.hears("Danke!")
    talk.technician.ends()
    talk.customer.sees_the_end()
    expect(talk.customer.page.get_by_text("Anna Berg hat die Sitzung um")).to_be_visible()
    talk.customer.sees_messages("Danke!")
    expect(talk.customer.page.get_by_role("button", name="Sitzung beenden")).to_be_hidden()


def test_the_customer_ends_it_for_both(talk: Talk) -> None:
    talk.customer.ends_the_session()
    talk.customer.sees_the_end()
    expect(talk.customer.page.get_by_text("Sie haben die Sitzung um")).to_be_visible()
    ended = talk.technician.wait("event", kind="ended")
    assert ended["author"]["role"] == "customer"


def test_both_sides_read_that_it_has_ended(people: People, server: RunningServer) -> None:
    anna, max_ = people.technician(server), people.customer(server)
    anna.sign_in()
    max_.join_by_key(anna.start_session())
    max_.say("Bis bald.")
    anna.sees("Bis bald.")
    anna.ends_the_session()
    anna.sees_the_end()
    max_.sees_the_end()


def test_ending_is_asked_once_and_can_be_thought_better_of(talk: Talk) -> None:
    page = talk.customer.page
    page.get_by_role("button", name="Sitzung beenden").click()
    expect(page.get_by_role("dialog", name="Möchten Sie die Sitzung beenden?")).to_be_visible()
    page.get_by_role("button", name="Weiter chatten").click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.get_by_role("button", name="Sitzung beenden").click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    talk.customer.say("Ich bleibe noch.")
    talk.technician.hears("Ich bleibe noch.")


def test_ending_without_a_network_says_so_and_can_be_tried_again(talk: Talk) -> None:
    talk.customer.goes_offline()
    talk.customer.ends_the_session()
    talk.customer.is_told("Der Server ist nicht erreichbar")
    talk.customer.is_back_online()
    talk.customer.ends_the_session()
    talk.customer.sees_the_end()
    expect(talk.customer.page.get_by_role("alert").filter(visible=True)).to_have_count(0)


def test_an_ended_chat_stays_readable_in_the_browser_that_was_in_it(talk: Talk) -> None:
    talk.technician.says_all("Die Nummer ist 4711.")
    talk.technician.ends()
    talk.customer.sees_the_end()
    talk.customer.reloads()
    talk.customer.sees_the_end()
    talk.customer.sees_messages("Die Nummer ist 4711.")


def test_what_could_not_be_sent_any_more_stays_to_be_read(talk: Talk) -> None:
    customer = talk.customer
    customer.goes_offline()
    customer.say("Zu spät")
    customer.sees_state("Zu spät", "wird gesendet")
    talk.technician.ends()
    customer.is_back_online()
    customer.sees_the_end()
    customer.sees_state("Zu spät", "nicht gesendet")
    expect(customer.message("Zu spät").get_by_role("alert")).to_contain_text(
        "Nicht gesendet. Die Sitzung ist vorbei."
    )
    customer.message("Zu spät").get_by_role("button", name="Verwerfen").click()
    expect(customer.message("Zu spät")).to_have_count(0)


def test_who_was_away_when_it_ended_reads_so_on_return(talk: Talk) -> None:
    talk.customer.goes_offline()
    talk.technician.says_all("Auf Wiedersehen.")
    talk.technician.ends()
    talk.customer.is_back_online()
    talk.customer.sees_the_end()
    talk.customer.sees_messages("Auf Wiedersehen.")
