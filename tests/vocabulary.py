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

    def leaves_the_page(self) -> None:
        """Closes the tab and has an empty one."""
        self.page.close()
        self.page = self.context.new_page()

    def goes_offline(self) -> None:
        """Leaves the network: a tunnel, a dead router."""
        self.context.set_offline(True)

    def is_back_online(self) -> None:
        """Has the network again."""
        self.context.set_offline(False)

    def looks_elsewhere(self) -> None:
        """Brings another tab to the front; the page believes to be hidden, headless or not."""
        self._shows("hidden")

    def looks_here_again(self) -> None:
        """Brings the page back to the front."""
        self._shows("visible")

    def loses_answers_of_the_server(self) -> None:
        """From here on what the server says to this page gets lost; what the page says does not."""
        self.page.evaluate(
            """() => {
                const of = Object.getOwnPropertyDescriptor(MessageEvent.prototype, "data").get;
                const lost = JSON.stringify({type: "lost"});
                Object.defineProperty(MessageEvent.prototype, "data", {
                    get() { return this.target instanceof WebSocket ? lost : of.call(this); },
                });
            }"""
        )

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

    def scroll_up(self) -> None:
        """Turns the wheel to read what was said earlier."""
        self.log.hover()
        self.page.mouse.wheel(0, -1500)

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

    def tabs_to(self, element: Locator) -> None:
        """Presses Tab until this element has the keyboard."""
        for _ in range(30):
            if element.evaluate("one => one === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the keyboard does not get to {element}")

    def font_size_of(self, element: Locator) -> float:
        """In pixels."""
        return float(element.evaluate("one => parseFloat(getComputedStyle(one).fontSize)"))

    def has_nothing_sticking_out(self) -> None:
        """Need not scroll sideways for anything."""
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert self.page.evaluate(wide) <= 0
        log = "log => log.scrollWidth - log.clientWidth"
        assert all(self.log.nth(0).evaluate(log) <= 0 for _ in range(self.log.count()))

    def is_connected(self) -> None:
        """Has the chat open and up to date."""
        expect(self.log).to_have_attribute("aria-busy", "false")

    def ends_the_session(self) -> None:
        """Presses the button and answers the question."""
        self.page.get_by_role("button", name="Sitzung beenden").click()
        self.page.get_by_role("dialog").get_by_role("button", name="Beenden", exact=True).click()

    # Private

    def _shows(self, state: str) -> None:
        self.page.evaluate(
            """value => {
                Object.defineProperty(document, "visibilityState", {configurable: true, value});
                document.dispatchEvent(new Event("visibilitychange"));
            }""",
            state,
        )

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
