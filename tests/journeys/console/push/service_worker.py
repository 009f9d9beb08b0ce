"""The browser's part that lives while no page does."""

import json
from typing import Any

from playwright.sync_api import Worker

from tests.journeys.console.words import ConsoleTechnician, expect_script

# Writes down what the service worker shows.
WITNESS = """() => {
  self.shown = [];
  const show = registration.showNotification;
  registration.showNotification = (title, options) => {
    shown.push({ title, ...options, close: () => (shown.closed = true) });
    return show.call(registration, title, options);
  };
}"""


class ServiceWorker:
    """The browser's part that lives while no page does."""

    def __init__(self, technician: ConsoleTechnician) -> None:
        self.technician = technician
        expect_script(technician.page, "navigator.serviceWorker.controller !== null")
        (worker,) = technician.context.service_workers
        self.worker: Worker = worker
        worker.evaluate(WITNESS)
        self._cdp = technician.context.new_cdp_session(technician.page)
        self._ids: list[str] = []
        self._cdp.on("ServiceWorker.workerRegistrationUpdated", self._found)
        self._cdp.send("ServiceWorker.enable")
        while not self._ids:
            self._cdp.send(
                "ServiceWorker.setForceUpdateOnPageLoad", {"forceUpdateOnPageLoad": False}
            )

    def gets(self, session: str | None, title: str, body: str = "") -> None:
        """A push arrives at the browser."""
        news = {"session": session, "title": title, "body": body, "if_locked": "Es gibt Neues"}
        self.gets_data(json.dumps(news))

    def gets_data(self, text: str) -> None:
        """The same, with whatever the server sent."""
        facts = {"origin": self.technician.url, "registrationId": self._ids[0], "data": text}
        self._cdp.send("ServiceWorker.deliverPushMessage", facts)

    def shows(self) -> list[list[str]]:
        """Title and body of each notification, in turn: whoever hangs them up is the system's."""
        shown: list[list[str]] = self.worker.evaluate(
            "shown.map(({ title, body }) => [title, body])"
        )
        return shown

    def shows_soon(self, *notifications: list[str]) -> None:
        """These have been shown, once the newest of them is."""
        self.worker.evaluate(
            """async (count) => {
                const until = Date.now() + 10_000;
                while (shown.length < count && Date.now() < until)
                    await new Promise((resolve) => setTimeout(resolve, 20));
            }""",
            len(notifications),
        )
        assert self.shows() == list(notifications)

    def is_clicked(self) -> None:
        """Somebody clicks on the notification; what the browser opens for that is noted."""
        self.worker.evaluate(
            """async () => {
                self.opened = [];
                clients.openWindow = async (address) => void opened.push(address);
                const notification = shown.at(-1);
                const click = new ExtendableEvent("notificationclick");
                // Only a browser's own events may wait; the worker does its work all the same.
                Object.assign(click, { notification, waitUntil: (work) => (self.work = work) });
                dispatchEvent(click);
                await self.work;
            }"""
        )

    def opened(self) -> list[str]:
        """The addresses that a click opened."""
        opened: list[str] = self.worker.evaluate("self.opened")
        return opened

    def _found(self, update: dict[str, Any]) -> None:
        self._ids += [one["registrationId"] for one in update["registrations"]]
