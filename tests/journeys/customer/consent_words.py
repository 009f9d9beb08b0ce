"""What a customer is asked and does about it, in words for journeys."""

import re
import uuid
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.api.streams import StreamClient
from tests.journeys.customer.people import Talk

UNSEEN = "Niemand sieht Ihren Bildschirm."
NOT_YET = "Noch sieht niemand Ihren Bildschirm."
VIEW = "Anna Berg möchte Ihren Bildschirm ansehen"
CONTROL = "Anna Berg möchte Ihr Gerät fernsteuern"


# Sooner than a test could find out from outside.
WATCH = """() => new MutationObserver(() => {
    const dialog = document.querySelector("dialog.consent-dialog");
    if (dialog?.open) %s;
}).observe(document, { subtree: true, attributes: true, childList: true })"""
REFUSE = (
    "[...dialog.querySelectorAll('button')].find((one) => one.textContent === 'Ablehnen')?.click()"
)


class AskedPage:
    """The customer's page, in which they are asked and show something."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def dialog(self) -> Locator:
        """The question over everything else."""
        return self.page.get_by_role("dialog")

    def button(self, name: str) -> Locator:
        """The one visible button of this name."""
        return self.page.get_by_role("button", name=name, exact=True)

    @property
    def statement(self) -> Locator:
        """The line on top that says who sees the screen."""
        return self.page.locator(".unseen > span")

    @property
    def banner(self) -> Locator:
        """What stands there as long as something is allowed."""
        return self.page.get_by_role("region", name="Freigabe")

    def is_asked(self, title: str) -> None:
        """Reads the question, and each answer once."""
        expect(self.dialog.get_by_role("heading", name=title)).to_be_visible()
        for answer in ("Zulassen", "Ablehnen"):
            expect(self.button(answer)).to_have_count(1)

    def is_not_asked(self) -> None:
        """Has no question before them."""
        expect(self.dialog).to_be_hidden()
        expect(self.button("Zulassen")).to_have_count(0)

    def says_yes(self) -> None:
        """Presses the button."""
        self.button("Zulassen").click()

    def says_no(self) -> None:
        """Presses the button."""
        self.button("Ablehnen").click()

    def watches_for_the_question(self) -> None:
        """The page's `isThere` is set as soon as there is one."""
        self.page.evaluate(WATCH % "window.isThere = true")

    def refuses_at_once(self) -> None:
        """Presses the button of the next question the moment it is there."""
        self.page.evaluate(WATCH % REFUSE)

    def middle_of(self, name: str) -> tuple[float, float]:
        """Where one clicks to hit this button."""
        box = self.button(name).bounding_box()
        assert box
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def stops(self) -> None:
        """Presses the one button for it."""
        self.button("Freigabe beenden").click()

    def reads(self, sentence: str) -> None:
        """Has this in the log."""
        line = self.page.get_by_role("log").get_by_text(re.compile(f"^{re.escape(sentence)}"))
        expect(line.last).to_be_visible()


class Asking(Talk):
    """A talk whose technician asks for things."""

    def __init__(self, talk: Talk) -> None:
        self.__dict__.update(talk.__dict__)
        self.asked = AskedPage(self.customer.page)

    def asks(self, permission: str) -> int:
        """Asks the customer; gives the request."""
        return self.technician.decide("request", permission=permission)

    def grants(self, permission: str) -> int:
        """Asks, and the customer says yes; gives the request."""
        request = self.asks(permission)
        self.asked.is_asked(VIEW if permission == "view" else CONTROL)
        self.asked.says_yes()
        self.technician.wait("event", kind="answered")
        return request

    def hears(self, kind: str) -> dict[str, Any]:
        """The body of the next event of this kind."""
        body: dict[str, Any] = self.technician.wait("event", kind=kind)["body"]
        return body

    def attaches_the_app(self, code: str) -> StreamClient:
        """The tray app opens the link with this code."""
        status, answer = self.server.call("POST", "/helpers", {"code": code})
        assert status == 200, answer
        return StreamClient(self.server, self.session["id"], answer["token"], side="helper")

    def withdraws(self, permission: str) -> None:
        """Takes back the question, or gives back what was granted."""
        self.technician.send(type="withdraw", client_id=str(uuid.uuid4()), permission=permission)
