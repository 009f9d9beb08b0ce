"""What a technician does and sees in the console, in words that journeys are told with."""

import re
import uuid
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.console.screen_words import ScreenWatcher
from tests.journeys.customer.accessibility import findings
from tests.running_server import RunningServer

# Writes down what the page plays and shows outside of itself.
WITNESS = """
window.witnessed = { sounds: 0, notifications: [], asked: 0 };
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (...when) {
  witnessed.sounds++;
  return start.apply(this, when);
};
const Real = window.Notification;
window.Notification = class extends Real {
  constructor(title, options) {
    super(title, options);
    witnessed.notifications.push([title, options.body]);
  }
  static requestPermission() {
    witnessed.asked++;
    return Real.requestPermission();
  }
};
"""


class ConsoleTechnician(ScreenWatcher):
    """A technician at work in the console."""

    def __init__(self, browser: Browser, url: str, badge: list[Any], **options: Any) -> None:
        """`badge` holds the cookies of who signed in there before, if somebody did."""
        super().__init__(browser, url, **options)
        self._badge = badge

    def comes_to_work(self) -> None:
        """Is signed in, with a witness of what the page plays and shows outside of itself."""
        self.context.add_init_script(WITNESS)
        if self._badge:
            self.context.add_cookies(self._badge)
            self.opens("/console")
        if self.page.url != f"{self.url}/console":
            self.sign_in()
            self._badge[:] = self.context.cookies()
        expect(self.start_window).to_be_visible()

    @property
    def start_window(self) -> Locator:
        """The window that starts sessions."""
        return self.page.get_by_role("heading", name="Sofortiger Remotesupport")

    @property
    def tabs(self) -> Locator:
        """The tabs of the sessions."""
        return self.page.get_by_role("tablist").get_by_role("tab")

    @property
    def key(self) -> Locator:
        """Where the key stands."""
        return self.page.get_by_label("Supportschlüssel")

    @property
    def end_button(self) -> Locator:
        """The button at the top right."""
        return self.page.get_by_role("button", name="Sitzung beenden")

    @property
    def question(self) -> Locator:
        """The dialog that asks before a session ends."""
        return self.page.get_by_role("dialog", name="Möchten Sie die Sitzung beenden?")

    @property
    def control_box(self) -> Locator:
        """The checkbox beside the key."""
        label = "Bei Eintreffen des Kunden Fernsteuerung anfordern"
        return self.page.get_by_role("checkbox", name=label)

    def asks_for_control_on_arrival(self) -> None:
        """Checks that box, and the server has stored it."""
        with self.page.expect_response(lambda answer: answer.request.method == "PATCH"):
            self.control_box.check()

    @property
    def sms_dialog(self) -> Locator:
        """Where a number is typed, and then confirmed."""
        return self.page.get_by_role("dialog", name="SMS senden")

    @property
    def number_field(self) -> Locator:
        """The field in that dialog."""
        return self.sms_dialog.get_by_role("textbox", name="Mobiltelefonnummer")

    @property
    def invited(self) -> Locator:
        """What became of each invitation."""
        return self.page.locator(".invited li").filter(visible=True)

    def sends_sms(self, number: str) -> None:
        """Opens the dialog, types in the number and sends."""
        self.page.get_by_role("button", name="SMS senden").click()
        self.number_field.fill(number)
        self.sms_dialog.get_by_role("button", name="SMS senden").click()

    def withdraws_the_invitation(self) -> None:
        """Presses the button and answers the question."""
        self.page.get_by_role("button", name="Einladung zurückziehen").click()
        question = self.page.get_by_role("dialog", name="Möchten Sie die Einladung zurückziehen?")
        question.get_by_role("button", name="Zurückziehen").click()
        expect(self.page.get_by_text("Die bisherigen gelten nicht mehr.")).to_be_visible()

    def tab(self, name: str) -> Locator:
        """The tab of the session with this customer or key."""
        return self.page.get_by_role("tab", name=re.compile(f"^Supportsitzung {re.escape(name)}"))

    def sees_tab(self, name: str, *words: str) -> None:
        """Has the tab, and it says all this."""
        expect(self.tab(name)).to_have_count(1)
        for word in words:
            expect(self.tab(name)).to_have_accessible_name(re.compile(re.escape(word)))

    def selects(self, name: str) -> None:
        """Clicks on the tab."""
        self.tab(name).click()
        expect(self.tab(name)).to_have_attribute("aria-selected", "true")

    def chooses(self, command: str) -> None:
        """Opens the menu and chooses a command."""
        self.page.get_by_role("button", name="Sitzungsbefehle").click()
        self.page.get_by_role("menuitem", name=command).click()

    def starts_another_session(self) -> str:
        """Starts a session by the menu; gives its key."""
        self.chooses("Tab für neue Sitzung erstellen")
        return self.start_session()

    def reloads(self) -> None:
        """Presses F5, and waits until the sessions are there."""
        super().reloads()
        expect(self.page.get_by_role("tabpanel")).to_be_visible()

    def has_customer(self, name: str) -> None:
        """Reads at the top whom this session is with."""
        expect(self.page.get_by_role("heading", name=name)).to_be_visible()

    def looks_elsewhere(self) -> Page:
        """Has another window in front; gives that."""
        self._emulate_focus(False)
        other = self.context.new_page()
        other.bring_to_front()
        expect_script(self.page, "!document.hasFocus()")
        return other

    def looks_again(self) -> None:
        """Has the console in front again."""
        self._emulate_focus(True)
        self.page.bring_to_front()
        expect_script(self.page, "document.hasFocus()")

    def witnessed(self) -> dict[str, Any]:
        """What the page has played and shown since it was loaded."""
        witnessed: dict[str, Any] = self.page.evaluate("witnessed")
        return witnessed

    def finds_no_barrier(self) -> None:
        """Everything on this page is there for everybody, as far as axe can tell."""
        assert findings(self.page) == []

    def _emulate_focus(self, enabled: bool) -> None:
        session = self.context.new_cdp_session(self.page)
        session.send("Emulation.setFocusEmulationEnabled", {"enabled": enabled})


def expect_script(page: Page, condition: str) -> None:
    """Waits until this is true on the page."""
    page.wait_for_function(f"() => {condition}")


class Caller:
    """A customer without a browser, as programs join."""

    def __init__(self, server: RunningServer, key: str, name: str) -> None:
        self.server = server
        body = {"key": key, "name": name}
        status, self.joined = server.call("POST", "/join", body)
        assert status == 200, self.joined

    def says(self, text: str) -> None:
        """Sends a message."""
        frame = {"type": "message", "client_id": str(uuid.uuid4()), "text": text}
        path = f"/sessions/{self.joined['session_id']}/events"
        status, answer = self.server.call("POST", path, frame, token=self.joined["token"])
        assert status == 200, answer

    def ends(self) -> None:
        """Ends the session."""
        path = f"/sessions/{self.joined['session_id']}/end"
        status, answer = self.server.call("POST", path, token=self.joined["token"])
        assert status == 200, answer
