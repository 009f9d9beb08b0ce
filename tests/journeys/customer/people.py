"""The people of a journey, and the talk that a customer is in already."""

from typing import Any, Protocol

from playwright.sync_api import Browser

from tests.journeys.customer.technician_by_wire import TechnicianByWire
from tests.person import Person
from tests.running_server import RunningServer
from tests.vocabulary import Customer, Technician


class People:
    """Gives people their browsers, and sees to it that these are closed."""

    def __init__(self, chromium: Browser) -> None:
        self._chromium = chromium
        self._all: list[Person] = []

    def customer(self, server: RunningServer, **options: Any) -> Customer:
        """Somebody who needs help, with an empty browser."""
        person = Customer(self._chromium, server.url, **options)
        self._all.append(person)
        return person

    def technician(self, server: RunningServer, **options: Any) -> Technician:
        """Somebody who helps, with an empty browser."""
        person = Technician(self._chromium, server.url, **options)
        self._all.append(person)
        return person

    def leave(self) -> None:
        """Everybody closes their browser."""
        for person in self._all:
            person.leaves()


class Talk:
    """A session with its customer in a browser and its technician on the wire."""

    def __init__(
        self, server: RunningServer, customer: Customer, *, control_on_arrival: bool = False
    ) -> None:
        self.server, self.customer = server, customer
        self.session: dict[str, Any] = server.start_session(control_on_arrival=control_on_arrival)
        self.technicians: list[TechnicianByWire] = []
        self.technician = self.technician_again()
        customer.join_by_link(self.session["link"])
        customer.is_in_the_chat(self.session)

    def technician_again(self) -> TechnicianByWire:
        """The technician, connected anew, who reads from the beginning."""
        wire = TechnicianByWire(self.server, self.session["id"], self.server.token)
        self.technicians.append(wire)
        return wire

    def technicians_leave(self) -> None:
        """Nobody is left on the wire; the session goes on."""
        while self.technicians:
            self.technicians.pop().close()

    def close(self) -> None:
        """The technician leaves, and nobody finds an open session in a console later."""
        self.technicians_leave()
        self.server.end_session(self.session["id"])


class StartTalk(Protocol):
    """What `start_talk` is: a talk on this server, the customer's browser as told."""

    def __call__(self, server: RunningServer, **options: Any) -> Talk: ...
