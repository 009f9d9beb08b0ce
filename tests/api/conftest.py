"""Two sides of one session, connected."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.api.streams import StreamClient
from tests.running_server import RunningServer

Open = Callable[..., StreamClient]


class Talk:
    """A session whose customer has joined."""

    def __init__(self, server: RunningServer) -> None:
        self.server = server
        self.session: dict[str, Any] = server.start_session()
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

    def close(self) -> None:
        """Everyone leaves."""
        for client in self._open:
            client.close()

    def _keep(self, client: StreamClient) -> StreamClient:
        self._open.append(client)
        return client


@pytest.fixture
def talk(server: RunningServer) -> Iterator[Talk]:
    talk = Talk(server)
    yield talk
    talk.close()


@pytest.fixture
def own_talk(own_server: RunningServer) -> Iterator[Talk]:
    talk = Talk(own_server)
    yield talk
    talk.close()
