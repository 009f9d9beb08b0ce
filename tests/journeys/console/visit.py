"""A technician's session with a customer on the wire, who shares what the test says."""

from tests.journeys.console.sharer import Sharer
from tests.journeys.console.words import Caller, ConsoleTechnician
from tests.running_server import RunningServer


class Visit:
    """The technician in the console, the customer's browser and, once it runs, their tray app."""

    def __init__(self, server: RunningServer, technician: ConsoleTechnician) -> None:
        self.server, self.technician = server, technician
        self.caller = Caller(server, technician.start_session(), "Maria Huber")
        technician.has_customer("Maria Huber")
        self._open: list[Sharer] = []
        self.browser = self.opens("customer")

    def opens(self, side: str) -> Sharer:
        """The customer's browser, or their tray app, connects."""
        sharer = Sharer(
            self.server, self.caller.joined, "helper" if side == "helper" else "customer"
        )
        self._open.append(sharer)
        return sharer

    def allows_viewing(self) -> int:
        """The technician asks for the screen and the customer says yes; gives the request."""
        self.technician.asks_to_see_the_screen()
        request = self.browser.is_asked("view")
        self.browser.answers(request, granted=True)
        return request

    def shows_the_screen(self) -> Sharer:
        """The customer's browser shows the screen, and the technician looks."""
        self.browser.shares(self.allows_viewing(), "screen")
        return self.browser

    def allows_control(self) -> int:
        """The technician asks for control and the customer says yes; gives the request."""
        self.technician.asks_for_control()
        request = self.browser.is_asked("control")
        self.browser.answers(request, granted=True)
        return request

    def is_controlled(self) -> Sharer:
        """The customer's tray app shows the screen and takes input, and the technician looks."""
        tray = self.opens("helper")
        tray.shares(self.allows_control(), "helper")
        return tray

    def close(self) -> None:
        """Everybody leaves."""
        for sharer in self._open:
            sharer.close()
