"""The gateway that takes SMS: any that apprise knows, asked on threads of its own."""

import time
from typing import Any

import gevent
from gevent.threadpool import ThreadPool

from server.invitations.sms.number import MobileNumber
from server.invitations.sms.reasons import Failure, Overheard, failure_in, listening
from server.settings import PREFIX, SettingsError

# A gateway that hangs holds up as many SMS as it likes, and nothing else.
THREADS = 16
TRIES = 2
# Both tries together; apprise waits 4 s for a connection and 4 s for an answer (?cto=, ?rto=).
SECONDS = 20
_EXAMPLE = "4915123456789"


class Gateway:
    """Sends SMS through the address that the administrator set."""

    def __init__(self, url: str) -> None:
        """Raises SettingsError when apprise can't make anything of the address."""
        self._url = url
        self._threads = ThreadPool(THREADS)
        if self._client(_EXAMPLE) is None:
            raise SettingsError(
                f"{PREFIX}SMS_URL is not understood by apprise. Is the beginning one of its"
                " services, and is everything there that this service asks for?"
            )

    def send(self, number: MobileNumber, text: str) -> Failure | None:
        """None once the gateway took it, else what went wrong. The hub goes on meanwhile."""
        asked = self._threads.spawn(self._send, number, text)
        try:
            failure: Failure | None = asked.get(timeout=SECONDS)
        except gevent.Timeout:
            return Failure("silent")
        return failure

    def _send(self, number: MobileNumber, text: str) -> Failure | None:
        """On a native thread."""
        until = time.monotonic() + SECONDS / 2
        for _try in range(TRIES):
            with listening() as overheard:
                client = self._client(number.digits)
                if client is not None and client.notify(body=text):
                    return None
            failure = self._explain(overheard, number)
            if failure.is_final or time.monotonic() > until:
                break
        return failure

    def _client(self, digits: str) -> Any:
        # Loading its hundred services takes a moment: only where there is a gateway.
        from apprise import Apprise

        return Apprise.instantiate(self._url.replace("{number}", digits))

    def _explain(self, overheard: Overheard, number: MobileNumber) -> Failure:
        return failure_in(overheard, hidden=(self._url, number.digits))
