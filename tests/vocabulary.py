"""What people do and see in their chats, in words that journeys are told with."""

import re
from typing import Any

from playwright.sync_api import Locator, expect

from tests.file_words import FileSender
from tests.person import WIDER
from tests.running_server import EMAIL, PASSWORD


class Chatter(FileSender):
    """Somebody who chats."""

    @property
    def log(self) -> Locator:
        """The one log on the page."""
        return self.page.get_by_role("log")

    @property
    def field(self) -> Locator:
        """Where one writes."""
        return self.page.get_by_role("textbox", name=re.compile("^(Nachricht|Message)$"))

    @property
    def send_button(self) -> Locator:
        """The button beside the field."""
        return self.page.get_by_role("button", name=re.compile("^(Senden|Send)$"))

    def message(self, text: str) -> Locator:
        """The whole message with this text: author, text, time and state."""
        words = self.page.locator(".text").get_by_text(text, exact=True)
        return self.log.locator(".message").filter(has=words)

    def say(self, text: str) -> None:
        """Writes a message and presses Enter."""
        self.field.fill(text)
        self.field.press("Enter")

    def button_of(self, text: str, name: str) -> Locator:
        """A button at the message with this text, once the pointer is there."""
        self.message(text).hover()
        return self.message(text).get_by_role("button", name=name, exact=True)

    def answers(self, text: str) -> None:
        """Begins an answer to the message with this text."""
        self.button_of(text, "Antworten").click()
        expect(self.reply_bar).to_be_visible()

    @property
    def reply_bar(self) -> Locator:
        """What stands over the field while one answers something."""
        return self.page.locator(".reply-bar").filter(visible=True)

    def quote_in(self, text: str) -> Locator:
        """What the message with this text answers, as it stands over it."""
        return self.message(text).locator(".quote").filter(visible=True)

    def sees(self, text: str) -> None:
        """Can read this in the log."""
        expect(self.log.get_by_text(text, exact=True)).to_be_visible()

    def sees_messages(self, *texts: str) -> None:
        """Has exactly these messages in the log, in this order, each once."""
        expect(self.log.locator(".message .text")).to_have_text(list(texts))

    def sees_state(self, text: str, state: str) -> None:
        """Reads at the message what became of it: wird gesendet, gespeichert, gelesen."""
        expect(self.message(text).locator(".state")).to_have_text(state)

    def sees_the_end(self) -> None:
        """Reads that the session is over, and has nothing left to write with."""
        expect(self.page.get_by_text(re.compile(r"beendet\.$")).filter(visible=True)).to_have_count(
            1
        )
        expect(self.field).to_be_hidden()

    def scroll_up(self) -> None:
        """Turns the wheel to read what was said earlier."""
        self.log.hover()
        # Not by `scrollend`: the end of a scroll before this one may come after it has begun.
        rest = self.log.evaluate_handle(
            """log => ({ comes: new Promise((comes) => {
                const start = log.scrollTop;
                let [last, still] = [start, 0];
                const look = () => {
                    const now = log.scrollTop;
                    const hasMoved = now !== start || now === 0;
                    still = hasMoved && now === last ? still + 1 : 0;
                    last = now;
                    if (still === 10) comes(true);
                    else requestAnimationFrame(look);
                };
                look();
            }) })"""
        )
        self.page.mouse.wheel(0, -1500)
        rest.evaluate("rest => rest.comes")

    def first_message_in_view(self) -> tuple[str, float]:
        """The text of the first message that is wholly to be seen, and how far down it stands."""
        text, place = self.log.evaluate(
            """log => {
                const top = log.getBoundingClientRect().top;
                const place = (one) => one.getBoundingClientRect().top - top;
                const first = [...log.querySelectorAll(".message")].find((one) => place(one) >= 0);
                return [first.querySelector(".text").textContent, place(first)];
            }"""
        )
        return text, place

    def has_nothing_sticking_out(self) -> None:
        """Need not scroll sideways for anything on the page or in the log."""
        super().has_nothing_sticking_out()
        for log in self.log.all():
            assert log.evaluate(WIDER) <= 0

    def is_connected(self) -> None:
        """Has the chat open and up to date."""
        expect(self.log).to_have_attribute("aria-busy", "false")

    def ends_the_session(self) -> None:
        """Presses the button and answers the question."""
        self.page.get_by_role("button", name="Sitzung beenden").click()
        self.page.get_by_role("dialog").get_by_role("button", name="Beenden", exact=True).click()


class Customer(Chatter):
    """Somebody who needs help."""

    @property
    def key_field(self) -> Locator:
        """The field of the support website."""
        return self.page.get_by_role("textbox", name="Supportschlüssel")

    def join_by_key(self, typed: str) -> None:
        """Types the key into the support website, and presses Enter."""
        self.opens("/")
        self.key_field.fill(typed)
        self.key_field.press("Enter")

    def join_by_link(self, link: str) -> None:
        """Opens the session link."""
        self.opens(link)

    def is_in_the_chat(self, session: dict[str, Any]) -> None:
        """Has the chat of this session before them, and it works."""
        expect(self.page).to_have_url(f"{self.url}/chat/{session['id']}")
        self.is_connected()
        expect(self.field).to_be_visible()
        # What comes once one can chat is there, too: in a tunnel it could not come any more.
        ending = re.compile("^(Sitzung beenden|End session)$")
        expect(self.page.get_by_role("button", name=ending)).to_be_enabled()
        expect(self.page.locator("link[href*='answering_part']")).to_have_count(1)

    def waits_to_be_let_in(self) -> None:
        """Has the page that says so, connected."""
        expect(self.page.get_by_role("heading")).to_have_text("Sie warten auf Einlass")
        expect(self.page.get_by_text(re.compile(r"^Sie warten seit \d\d:\d\d Uhr"))).to_be_visible()

    def is_replaced(self) -> None:
        """Reads that the chat goes on elsewhere, and sees nothing of it any more."""
        expect(self.page.get_by_role("heading")).to_contain_text(
            "auf einem anderen Gerät fortgesetzt"
        )
        expect(self.log).to_have_count(0)

    def has_waiting_to_be_sent(self, session: dict[str, Any], text: str) -> None:
        """Has written this earlier, and it could not be sent yet."""
        name = "00000000-0000-4000-8000-000000000001"
        self.page.evaluate(
            "([key, entry]) => localStorage.setItem(key, JSON.stringify(entry))",
            [
                f"beistand.outbox.{session['id']}.customer.{name}",
                {"client_id": name, "text": text, "at": 1},
            ],
        )

    def is_told(self, *words: str) -> None:
        """Reads an alert that has these words."""
        alert = self.page.get_by_role("alert").filter(visible=True)
        for word in words:
            expect(alert).to_contain_text(word)


class Technician(Chatter):
    """Somebody who helps, in the console."""

    def sign_in(self, email: str = EMAIL, password: str = PASSWORD) -> None:
        """Opens the console and signs in."""
        self.opens("/console")
        self.page.get_by_role("textbox", name="E-Mail-Adresse").fill(email)
        self.page.get_by_role("textbox", name="Passwort").fill(password)
        self.page.get_by_role("button", name="Anmelden").click()
        expect(self.page).to_have_url(f"{self.url}/console")

    def start_session(self) -> str:
        """Starts a session; gives its key as it is shown."""
        self.page.get_by_role("button", name="Websitzung starten").click()
        key = self.page.get_by_label("Supportschlüssel").filter(visible=True)
        expect(key).to_have_text(re.compile(r"^\d{3} \d{3} \d{3}$"))
        return key.inner_text()
