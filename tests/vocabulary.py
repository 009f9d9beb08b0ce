"""What people do and see in their browsers, in words that journeys are told with."""

import re
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect

from tests.running_server import EMAIL, PASSWORD

# What a broken network says in the console is no mistake of a page.
OF_THE_NETWORK = re.compile(r"net::ERR_|WebSocket connection|Failed to load resource")


class Person:
    """Somebody with a browser of their own: German, in Berlin, unless told otherwise."""

    def __init__(self, browser: Browser, url: str, **options: Any) -> None:
        self.url = url
        given = {"locale": "de-DE", "timezone_id": "Europe/Berlin"} | options
        self.context = browser.new_context(**given)
        self.context.set_default_timeout(10_000)
        self.mistakes: list[str] = []
        self.context.on("weberror", lambda error: self.mistakes.append(str(error.error)))
        self.context.on("console", self._hear_of_mistakes)
        self.page: Page = self.context.new_page()

    # Going somewhere

    def opens(self, path: str) -> None:
        """Types in an address of this server, or a whole one."""
        self.page.goto(path if "://" in path else self.url + path)

    def opens_another_tab(self) -> None:
        """Opens the same page once more; from here on acts there."""
        address = self.page.url
        self.page = self.context.new_page()
        self.page.goto(address)

    def reloads(self) -> None:
        """Presses F5."""
        self.page.reload()

    def goes_offline(self) -> None:
        """Leaves the network: a tunnel, a dead router."""
        self.context.set_offline(True)

    def is_back_online(self) -> None:
        """Has the network again."""
        self.context.set_offline(False)

    def leaves(self) -> None:
        """Closes the browser; fails if a page made mistakes meanwhile."""
        self.context.close()
        assert self.mistakes == []

    # Chatting

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

    def is_connected(self) -> None:
        """Has the chat open and up to date."""
        expect(self.log).to_have_attribute("aria-busy", "false")

    def ends_the_session(self) -> None:
        """Presses the button and answers the question."""
        self.page.get_by_role("button", name="Sitzung beenden").click()
        self.page.get_by_role("dialog").get_by_role("button", name="Beenden", exact=True).click()

    # Private

    def _hear_of_mistakes(self, said: ConsoleMessage) -> None:
        if said.type == "error" and not OF_THE_NETWORK.search(said.text):
            self.mistakes.append(said.text)


class Customer(Person):
    """Somebody who needs help."""

    @property
    def key_field(self) -> Locator:
        """The field of the support website."""
        return self.page.get_by_role("textbox", name="Supportschlüssel")

    def join_by_key(self, typed: str) -> None:
        """Types the key into the support website."""
        self.opens("/")
        self.key_field.fill(typed)
        self.page.get_by_role("button", name="Beitreten").click()

    def join_by_link(self, link: str) -> None:
        """Opens the session link."""
        self.opens(link)

    def is_in_the_chat(self, session: dict[str, Any]) -> None:
        """Has the chat of this session before them, and it works."""
        expect(self.page).to_have_url(f"{self.url}/chat/{session['id']}")
        self.is_connected()
        expect(self.field).to_be_visible()

    def is_told(self, *words: str) -> None:
        """Reads an alert that has these words."""
        alert = self.page.get_by_role("alert").filter(visible=True)
        for word in words:
            expect(alert).to_contain_text(word)


class Technician(Person):
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
