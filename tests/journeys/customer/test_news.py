"""What is new since one looked away, and who comes and goes."""

from playwright.sync_api import Locator, expect

from tests.journeys.customer.accessibility import findings
from tests.journeys.customer.people import Talk

LINE = "Neue Nachrichten"


def line(talk: Talk) -> Locator:
    return talk.customer.log.locator(".new-line")


def stands_above(talk: Talk, text: str) -> None:
    expect(talk.customer.message(text).locator(".new-line")).to_have_text(LINE)
    expect(line(talk)).to_have_count(1)


def test_a_line_stands_above_what_came_while_one_looked_elsewhere(talk: Talk) -> None:
    talk.customer.say("Ich bin gleich wieder da.")
    talk.customer.sees_state("Ich bin gleich wieder da.", "gespeichert")
    talk.customer.looks_elsewhere()
    talk.technician.says_all("Gut.", "Melden Sie sich einfach.")
    stands_above(talk, "Gut.")
    talk.customer.looks_here_again()
    seen = talk.technician.hears("Melden Sie sich einfach.")
    talk.technician.wait("read", role="customer", seq=seen["seq"])
    stands_above(talk, "Gut.")
    assert findings(talk.customer.page) == []


def test_the_line_goes_when_one_writes_or_leaves_and_comes_with_the_next_news(talk: Talk) -> None:
    talk.customer.say("Hallo")
    talk.customer.sees_state("Hallo", "gespeichert")
    talk.customer.looks_elsewhere()
    talk.technician.says_all("Eins")
    stands_above(talk, "Eins")
    talk.customer.looks_here_again()
    seen = talk.technician.hears("Eins")
    talk.technician.wait("read", role="customer", seq=seen["seq"])
    talk.customer.looks_elsewhere()
    expect(line(talk)).to_have_count(0)
    talk.technician.says_all("Zwei", "Drei")
    stands_above(talk, "Zwei")
    talk.customer.looks_here_again()
    talk.technician.wait("read", role="customer", seq=talk.technician.hears("Drei")["seq"])
    talk.customer.say("Da bin ich.")
    expect(line(talk)).to_have_count(0)


def test_what_comes_before_ones_eyes_needs_no_line(talk: Talk) -> None:
    talk.customer.say("Hallo")
    talk.technician.says_all("Eins", "Zwei")
    talk.customer.sees("Zwei")
    expect(line(talk)).to_have_count(0)


def test_a_page_that_is_loaded_says_what_came_meanwhile(talk: Talk) -> None:
    talk.customer.say("Bis gleich.")
    talk.customer.sees_state("Bis gleich.", "gespeichert")
    address = talk.customer.page.url
    talk.customer.leaves_the_page()
    talk.technician.says_all("Inzwischen habe ich nachgesehen.", "Es ist die Walze.")
    talk.customer.opens(address)
    stands_above(talk, "Inzwischen habe ich nachgesehen.")
    expect(talk.customer.message("Es ist die Walze.")).to_be_in_viewport()


def test_whom_all_is_new_to_needs_no_line(talk: Talk) -> None:
    address = talk.customer.page.url
    talk.customer.leaves_the_page()
    talk.technician.says_all("Guten Tag!", "Womit kann ich helfen?")
    talk.customer.opens(address)
    talk.customer.sees("Womit kann ich helfen?")
    expect(line(talk)).to_have_count(0)


def test_one_line_says_that_the_other_left_and_is_back(talk: Talk) -> None:
    gone = talk.customer.log.get_by_text("Anna Berg hat den Chat verlassen.")
    back = talk.customer.log.get_by_text("Anna Berg ist wieder da.")
    talk.technician.close()
    expect(gone).to_be_visible()
    talk.customer.say("Hallo? Sind Sie noch da?")
    expect(gone).to_be_visible()
    again = talk.technician_again()
    expect(back).to_be_visible()
    expect(gone).to_have_count(0)
    again.says_all("Ja, ich musste neu starten.")
    talk.customer.sees("Ja, ich musste neu starten.")
    expect(back).to_have_count(0)


def test_nobody_hears_of_a_reload(talk: Talk) -> None:
    """The server waits a moment; who is back by then never left."""
    talk.technician.close()
    again = talk.technician_again()
    again.says_all("Da bin ich wieder.")
    talk.customer.sees("Da bin ich wieder.")
    expect(talk.customer.log.locator(".presence-line")).to_have_text("")


def test_what_is_hidden_from_the_customer_leaves_no_gap(talk: Talk) -> None:
    key = {"key": talk.session["key"], "wait": True, "name": "Nina"}
    status, _answer = talk.server.call("POST", "/join", key)
    assert status == 202
    talk.technician.says_all("Einen Moment.")
    talk.customer.sees_messages("Einen Moment.")
    talk.technician.answers_who_waits(granted=False)
    talk.technician.says_all("Weiter geht es.")
    talk.customer.sees_messages("Einen Moment.", "Weiter geht es.")
    talk.customer.reloads()
    talk.customer.sees_messages("Einen Moment.", "Weiter geht es.")


def test_a_smiley_stays_what_was_typed(talk: Talk) -> None:
    talk.customer.say(":) :-D <3 :smile: 😀")
    talk.customer.sees(":) :-D <3 :smile: 😀")
    assert talk.technician.hears(":) :-D <3 :smile: 😀")
