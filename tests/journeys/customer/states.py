"""The states of the chat that look different, and how it gets into each."""

from playwright.sync_api import expect

from tests.journeys.customer.people import Talk


def with_much_in_it(talk: Talk) -> None:
    """Long words, lines, links, an unread one."""
    talk.customer.say("Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen" * 3)
    talk.technician.says_all("https://example.com/" + "sehr-lang/" * 30, "Zeile\n" * 20, "ok")
    talk.customer.sees("ok")


def while_typing(talk: Talk) -> None:
    talk.technician.types()
    expect(talk.customer.page.get_by_text("Anna Berg schreibt …")).to_be_visible()


def offline(talk: Talk) -> None:
    talk.customer.goes_offline()
    talk.customer.say("Unterwegs")
    expect(talk.customer.page.get_by_text("Keine Verbindung.")).to_be_visible()


def with_a_text_too_long(talk: Talk) -> None:
    talk.customer.field.fill("x" * 10_001)
    expect(talk.customer.page.get_by_text("1 Zeichen zu lang.")).to_be_visible()


def asked_whether_to_end(talk: Talk) -> None:
    talk.customer.page.get_by_role("button", name="Sitzung beenden").click()
    expect(talk.customer.page.get_by_role("dialog")).to_be_visible()


def ended(talk: Talk) -> None:
    offline(talk)
    talk.technician.ends()
    talk.customer.is_back_online()
    talk.customer.sees_the_end()


STATES = [with_much_in_it, while_typing, with_a_text_too_long, offline, asked_whether_to_end, ended]
