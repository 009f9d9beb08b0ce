"""The chat on the technician's side: what is new, who comes and goes, answers, the rating."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.api.streams import StreamClient
from tests.journeys.console.words import Caller, ConsoleTechnician
from tests.running_server import RunningServer


class Visitor(Caller):
    """A customer on the wire, who is there until they leave."""

    def __init__(self, server: RunningServer, key: str, name: str) -> None:
        super().__init__(server, key, name)
        self.comes_back()

    def comes_back(self) -> None:
        """Has the chat open."""
        session, token = self.joined["session_id"], self.joined["token"]
        self.stream = StreamClient(self.server, session, token)

    def leaves(self) -> None:
        """Closes the browser."""
        self.stream.close()

    def rates(self, stars: int, comment: str) -> None:
        """Says how it was."""
        path = f"/sessions/{self.joined['session_id']}/rating"
        body = {"stars": stars, "comment": comment}
        assert self.server.call("POST", path, body, token=self.joined["token"])[0] == 201


@pytest.fixture
def maria(technician: ConsoleTechnician, console_server: RunningServer) -> Visitor:
    """A customer in the technician's chat."""
    visitor = Visitor(console_server, technician.start_session(), "Maria Huber")
    technician.has_customer("Maria Huber")
    return visitor


def test_the_line_stands_where_one_left_a_session(
    technician: ConsoleTechnician, maria: Visitor
) -> None:
    technician.say("Einen Moment bitte.")
    technician.starts_another_session()
    maria.says("Gern.")
    maria.says("Ich warte.")
    technician.sees_tab("Maria Huber", "2 ungelesen")
    technician.selects("Maria Huber")
    line = technician.message("Gern.").locator(".new-line")
    expect(line).to_have_text("Neue Nachrichten")
    technician.finds_no_barrier()
    technician.say("Da bin ich.")
    expect(technician.log.locator(".new-line")).to_have_count(0)
    maria.leaves()


def test_a_customer_who_leaves_is_seen_to_leave_and_to_come_back(
    technician: ConsoleTechnician, maria: Visitor
) -> None:
    maria.says("Hallo?")
    technician.sees("Hallo?")
    maria.leaves()
    expect(technician.log.get_by_text("Maria Huber hat den Chat verlassen.")).to_be_visible()
    maria.comes_back()
    expect(technician.log.get_by_text("Maria Huber ist wieder da.")).to_be_visible()
    maria.says("Bin wieder da.")
    technician.sees("Bin wieder da.")
    expect(technician.log.get_by_text("Maria Huber ist wieder da.")).to_have_count(0)
    maria.leaves()


def test_the_rating_comes_after_the_end(technician: ConsoleTechnician, maria: Visitor) -> None:
    maria.says("Danke!")
    technician.ends_the_session()
    technician.sees_the_end()
    maria.rates(5, "Sehr <b>freundlich</b>")
    rated = "Maria Huber hat die Hilfe mit 5 von 5 Sternen bewertet: „Sehr <b>freundlich</b>“"
    technician.sees(rated)
    technician.reloads()
    technician.sees(rated)


def test_who_is_let_in_on_another_device_stands_in_the_log(
    technician: ConsoleTechnician, console_server: RunningServer
) -> None:
    key = technician.start_session()
    Caller(console_server, key, "Maria Huber")
    technician.has_customer("Maria Huber")
    body = {"key": key, "name": "Marias Handy", "wait": True}
    assert console_server.call("POST", "/join", body)[0] == 202
    technician.sees("Marias Handy möchte beitreten.")
    technician.page.get_by_role("button", name="Einlassen").click()
    technician.sees("Sie haben Marias Handy eingelassen. Der Chat geht auf diesem Gerät weiter.")


def test_an_answer_is_written_by_keyboard_alone(
    technician: ConsoleTechnician, maria: Visitor
) -> None:
    maria.says("Mein Drucker druckt nicht.")
    technician.sees("Mein Drucker druckt nicht.")
    press = technician.page.keyboard.press
    technician.field.focus()
    technician.tabs_to(technician.log)
    press("Tab")
    press("Enter")
    expect(technician.reply_bar).to_contain_text("Antwort auf Maria Huber")
    technician.finds_no_barrier()
    technician.page.keyboard.type("Seit wann?")
    press("Enter")
    expect(technician.quote_in("Seit wann?")).to_be_visible()
    maria.leaves()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_shows_answers_without_sideways_scrolling(
    hire: Callable[..., ConsoleTechnician], console_server: RunningServer, scheme: str
) -> None:
    technician = hire(console_server, viewport={"width": 390, "height": 844}, color_scheme=scheme)
    technician.sign_in()
    maria = Caller(console_server, technician.start_session(), "Maria Huber")
    maria.says("Donaudampfschifffahrtsgesellschaft" * 20)
    technician.answers("Donaudampfschifffahrtsgesellschaft" * 20)
    technician.has_nothing_sticking_out()
    technician.say("Oh.")
    expect(technician.quote_in("Oh.")).to_be_visible()
    technician.has_nothing_sticking_out()
    technician.finds_no_barrier()
