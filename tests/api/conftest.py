"""Two sides of one session, connected."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.api.shared import Shared
from tests.api.streams import StreamClient
from tests.running_server import RunningServer

Open = Callable[..., StreamClient]


class Talk:
    """A session whose customer has joined."""

    def __init__(self, server: RunningServer, *, control_on_arrival: bool = False) -> None:
        self.server = server
        self.session: dict[str, Any] = server.start_session(control_on_arrival=control_on_arrival)
        _status, self.joined = server.call("POST", "/join", {"key": self.session["key"]})
        self.id: str = self.session["id"]
        self.customer_token: str = self.joined["token"]
        self._open: list[StreamClient] = []

    def technician(self, after: int = 0) -> StreamClient:
        """A stream of the technician's."""
        return self._keep(StreamClient(self.server, self.id, self.server.token, after))

    def customer(self, after: int = 0) -> StreamClient:
        """A stream of the customer's."""
        return self._keep(StreamClient(self.server, self.id, self.customer_token, after))

    def helper(self, after: int = 0) -> StreamClient:
        """A stream of a tray app that was attached by a code from the customer's chat."""
        return self._keep(StreamClient(self.server, self.id, self.attach(), after))

    def helper_of_customer(self, after: int = 0) -> StreamClient:
        """A stream of the tray app by which the customer joined: it has their token."""
        return self._keep(StreamClient(self.server, self.id, self.customer_token, after, "helper"))

    def attach(self) -> str:
        """A token for a tray app, by way of a code."""
        status, offered = self.server.call(
            "POST", f"/sessions/{self.id}/helper", token=self.customer_token
        )
        assert status == 201, offered
        status, attached = self.server.call("POST", "/helpers", {"code": offered["code"]})
        assert status == 200, attached
        token: str = attached["token"]
        return token

    def consent(self, token: str | None = None) -> dict[str, Any]:
        """What is asked, granted and shown, as the API has it for the technician or this token."""
        shown: dict[str, Any]
        status, shown = self.server.call(
            "GET", f"/sessions/{self.id}/consent", token=token or self.server.token
        )
        assert status == 200, shown
        return shown

    def grant(self, permission: str, technician: StreamClient, customer: StreamClient) -> int:
        """Have the technician ask and the customer say yes; gives the request."""
        request = technician.decide("request", permission=permission)
        customer.decide("answer", request=request, granted=True)
        return request

    def close(self) -> None:
        """Everyone leaves, and nobody finds an open session in a console later."""
        for client in self._open:
            client.close()
        self.server.end_session(self.id)

    def _keep(self, client: StreamClient) -> StreamClient:
        self._open.append(client)
        return client


@pytest.fixture
def talk(server: RunningServer) -> Iterator[Talk]:
    talk = Talk(server)
    yield talk
    talk.close()


@pytest.fixture
def quick_talk(impatient_server: RunningServer) -> Iterator[Talk]:
    """A session on a server whose minutes are seconds (tests/impatient_server.py)."""
    talk = Talk(impatient_server)
    yield talk
    talk.close()


@pytest.fixture
def own_talk(own_server: RunningServer) -> Iterator[Talk]:
    talk = Talk(own_server)
    yield talk
    talk.close()


@pytest.fixture
def shared(talk: Talk) -> Shared:
    return Shared(talk)


@pytest.fixture
def own_shared(own_talk: Talk) -> Shared:
    return Shared(own_talk)
