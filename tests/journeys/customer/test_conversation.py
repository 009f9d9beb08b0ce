"""The conversation as the customer sees it: what was said, by whom, when, and what became of it."""

import re
from datetime import UTC, datetime

from playwright.sync_api import expect

from tests.journeys.customer.people import People, Talk
from tests.running_server import RunningServer


def test_customer_and_technician_talk_browser_to_browser(
    people: People, server: RunningServer
) -> None:
    anna, max_ = people.technician(server), people.customer(server)
    anna.sign_in()
    max_.join_by_key(anna.start_session())
    max_.say("Guten Tag, mein Drucker druckt nicht.")
    anna.sees("Guten Tag, mein Drucker druckt nicht.")
    anna.say("Guten Tag! Leuchtet er?")
    max_.sees("Guten Tag! Leuchtet er?")
    max_.say("Ja, rot.")
    anna.say("Dann ist Papier nötig.")
    for person in (anna, max_):
        person.sees_messages(
            "Guten Tag, mein Drucker druckt nicht.",
            "Guten Tag! Leuchtet er?",
            "Ja, rot.",
            "Dann ist Papier nötig.",
        )
    max_.sees_state("Ja, rot.", "gelesen")
    anna.sees_state("Dann ist Papier nötig.", "gelesen")


def test_many_messages_arrive_in_order_and_once(talk: Talk) -> None:
    said = [f"Nachricht {number}" for number in range(30)]
    for text in said:
        talk.customer.say(text)
    talk.customer.sees_messages(*said)
    talk.technician.hears(said[-1])
    assert talk.technician.heard() == said
    talk.customer.reloads()
    talk.customer.sees_messages(*said)


def test_what_both_say_at_once_stands_in_the_order_of_the_log(talk: Talk) -> None:
    for number in range(10):
        talk.technician.say(f"Technikerin {number}")
        talk.customer.say(f"Kunde {number}")
    talk.technician.hears("Kunde 9")
    talk.technician.hears("Technikerin 9")
    talk.technician.agrees_with_the_log()
    talk.customer.sees_messages(*talk.technician.heard())


def test_a_message_is_stored_and_then_read(talk: Talk) -> None:
    talk.customer.say("Hallo?")
    talk.customer.sees_state("Hallo?", "gespeichert")
    talk.technician.reads_up_to(talk.technician.hears("Hallo?"))
    talk.customer.sees_state("Hallo?", "gelesen")
    talk.customer.say("Noch da?")
    talk.customer.sees_state("Noch da?", "gespeichert")
    talk.customer.reloads()
    talk.customer.sees_state("Hallo?", "gelesen")
    talk.customer.sees_state("Noch da?", "gespeichert")


def test_the_technician_learns_what_the_customer_has_read(talk: Talk) -> None:
    talk.technician.say("Bitte einmal aus- und einschalten.")
    talk.customer.sees("Bitte einmal aus- und einschalten.")
    event = talk.technician.hears("Bitte einmal aus- und einschalten.")
    talk.technician.wait("read", role="customer", seq=event["seq"])


def test_a_customer_who_reads_above_has_not_read_below(talk: Talk) -> None:
    talk.technician.says_all(*(f"Schritt {number}\nmit Erklärung" for number in range(40)))
    talk.customer.sees("Schritt 39\nmit Erklärung")
    seen = talk.technician.hears("Schritt 39\nmit Erklärung")
    talk.technician.wait("read", role="customer", seq=seen["seq"])
    talk.customer.scroll_up()
    jump = talk.customer.page.get_by_role("button", name="Zur neuesten Nachricht")
    expect(jump).to_be_visible()
    talk.technician.say("Fertig?")
    event = talk.technician.hears("Fertig?")
    news = talk.customer.page.get_by_role("button", name="1 neue Nachricht")
    expect(news).to_be_visible()
    expect(talk.customer.message("Fertig?")).not_to_be_in_viewport()
    news.click()
    expect(talk.customer.message("Fertig?")).to_be_in_viewport()
    expect(news).to_be_hidden()
    talk.technician.wait("read", role="customer", seq=event["seq"])


def test_typing_is_shown_both_ways_until_the_message_is_there(talk: Talk) -> None:
    typing = talk.customer.page.get_by_text("Anna Berg schreibt …")
    talk.technician.types()
    expect(typing).to_be_visible()
    talk.technician.say("So!")
    talk.customer.sees("So!")
    expect(typing).to_be_hidden()
    talk.customer.field.press_sequentially("Ich")
    talk.technician.wait("typing", role="customer")


def test_a_technician_who_leaves_is_seen_to_leave_and_types_no_more(talk: Talk) -> None:
    header = talk.customer.page.locator(".chat-header")
    expect(header).to_contain_text("ist im Chat")
    talk.technician.types()
    expect(talk.customer.page.get_by_text("Anna Berg schreibt …")).to_be_visible()
    talk.technician.close()
    expect(header).to_contain_text("gerade nicht im Chat")
    expect(talk.customer.page.get_by_text("Anna Berg schreibt …")).to_be_hidden()


def test_times_are_the_readers_own(talk: Talk) -> None:
    talk.customer.say("Wie spät ist es?")
    event = talk.technician.hears("Wie spät ist es?")
    said = datetime.fromisoformat(event["at"]).astimezone(UTC)
    time = talk.customer.message("Wie spät ist es?").locator("time")
    expect(time).to_have_attribute("datetime", re.compile(f"^{said:%Y-%m-%dT%H:%M:%S}"))
    shown = talk.customer.page.evaluate(
        "at => new Date(at).toLocaleTimeString('de-DE', {hour: '2-digit', minute: '2-digit'})",
        event["at"],
    )
    expect(time).to_have_text(shown)
    talk.customer.sees("Heute")


def test_what_one_person_says_in_a_row_stands_together(talk: Talk) -> None:
    talk.technician.says_all("Eins.", "Zwei.")
    talk.customer.sees("Zwei.")
    talk.customer.say("Drei.")
    authors = talk.customer.log.locator(".message .author")
    expect(authors).to_have_text(["Anna Berg", "Anna Berg", "Sie"])
    heights = authors.evaluate_all("all => all.map(one => one.offsetHeight > 1)")
    assert heights == [True, False, False], "only who begins is named for the eye"


def test_a_message_for_a_tab_in_the_background_is_in_its_title(talk: Talk) -> None:
    page = talk.customer.page
    expect(page).to_have_title("Chat mit Anna Berg")
    talk.customer.looks_elsewhere()
    talk.technician.say("Sind Sie noch da?")
    expect(page).to_have_title("(1) Neue Nachricht – Chat mit Anna Berg")
    talk.customer.looks_here_again()
    expect(page).to_have_title("Chat mit Anna Berg")


def test_pointing_at_a_time_tells_the_whole_date(talk: Talk) -> None:
    talk.customer.say("Wann war das?")
    talk.customer.sees_state("Wann war das?", "gespeichert")
    time = talk.customer.log.locator("time").last
    time.hover()
    expect(time).to_have_attribute("title", re.compile(r"20\d\d"))
