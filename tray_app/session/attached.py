"""One session that this computer is attached to, from the first connection to the end."""

import itertools
import logging
import threading
import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from tray_app.join import Access
from tray_app.server_call import CallFailed, call
from tray_app.session.agreement import Agreement
from tray_app.session.consent import Consent
from tray_app.session.news import News, Unread
from tray_app.session.outbox import Outbox
from tray_app.session.status import ClipboardOutcome, Status
from tray_app.session.stream import Stream
from tray_app.settings import Server

if TYPE_CHECKING:
    from tray_app.share.share import Share

log = logging.getLogger(__name__)


class Watcher(Protocol):
    """Who shows the customer what happens. Called from threads of the session."""

    def may_begin(self, status: Status) -> bool:
        """Shows that sharing begins; whether the customer can see it. Without that it does not."""

    def changed(self, status: Status) -> None:
        """The status is another one."""

    def unread(self, news: News | None) -> None:
        """Something waits for the customer, who has no chat open; None: nothing any more."""

    def over(self) -> None:
        """The session is over, or this computer is no longer in it."""


class AttachedSession:
    """Shares this computer while the customer's grant for control stands, and not a moment longer.

    Stopping is done here first and told to the server afterwards, so a server that hangs can't keep
    anything open.
    """

    def __init__(
        self,
        access: Access,
        watcher: Watcher,
        shares: "Callable[..., Share] | None" = None,
        agreement: Agreement | None = None,
    ) -> None:
        """:param agreement: what the person here is asked before anything is shared, if anything"""
        self.access = access
        self._watcher, self._shares = watcher, shares or _share
        self._agreement = agreement
        self._stream = Stream(access, self)
        self._outbox = Outbox(self._send_asked)
        self._consent = Consent()
        self._unread = Unread()
        self._news: News | None = None
        self._technician = ""
        self._lock = threading.RLock()
        self._share: Share | None = None
        self._conditions: frozenset[str] = frozenset()
        self._status = Status("attached")
        self._is_online = self._is_closed = False
        #: Requests that the customer ended here, whether the server knows yet or not.
        self._ended_here: set[int] = set()
        #: Requests whose pictures come from elsewhere, or were stopped for another reason.
        self._not_ours: set[int] = set()
        self._numbers: dict[int, itertools.count[int]] = {}
        #: What was sent and not answered yet: client_id → request.
        self._asked: dict[str, int] = {}

    def start(self) -> None:
        """Connects, in the background."""
        threading.Thread(target=self._start, name="attach", daemon=True).start()

    def stop_sharing(self) -> None:
        """The customer ends what the technician may do here; at once, whatever the server does."""
        with self._lock:
            if (request := self._consent.control) is not None:
                self._ended_here.add(request)
            self._end_share()
            self._withdraw()
            self._tell()

    def send_clipboard(self) -> ClipboardOutcome:
        """Gives the technician what the customer copied."""
        share = self._share
        return share.send_clipboard() if share else "not_sent"

    def close(self) -> None:
        """Leaves the session; what was shared stops first, and the keyboard is as it was."""
        share = self._share
        with self._lock:
            if (request := self._consent.control) is not None:
                self._ended_here.add(request)
            self._end_share()
            self._withdraw()
            self._is_closed = True
            self._take_question_away()
        if share:
            share.wait_stopped(2.0)
        self._outbox.wait_empty(1.0)
        self._stream.close()

    # What the stream says (Listener)

    def heard(self, frame: dict[str, Any]) -> None:
        """Takes a frame from the server."""
        kind = frame["type"]
        with self._lock:
            if kind == "welcome":
                self._welcome(frame)
            elif kind == "event":
                self._event(frame)
            elif kind == "ack":
                self._acknowledged(frame)
            elif kind == "error":
                self._refused(frame)
            elif self._share:
                self._share.heard(frame)
            self._unread.heard(frame)
            self._tell_news()

    def lost(self) -> None:
        """Without a connection nothing is shown or done; it goes on when it is back."""
        with self._lock:
            self._is_online = False
            self._end_share()
            self._tell()

    def over(self) -> None:
        """Ends what is left."""
        with self._lock:
            already, self._is_closed = self._is_closed, True
            self._end_share()
            self._take_question_away()
        if not already:
            self._watcher.over()

    # Private

    def _start(self) -> None:
        self._stream.start(self._first_event_to_hear())

    def _first_event_to_hear(self) -> int:
        """The last seq of what need not be replayed: what came before the grants that stand."""
        path = f"/api/v1/sessions/{self.access.session_id}/consent"
        try:
            answer = call(Server(self.access.server_url), path, token=self.access.token)
        except CallFailed:
            return 0
        requests = [grant.get("request", 1) for grant in answer.body.get("grants", [])]
        return int(min(requests, default=answer.body.get("last_seq", 0) + 1)) - 1

    def _welcome(self, frame: dict[str, Any]) -> None:
        session = frame.get("session") or {}
        self._is_online = True
        self._technician = (session.get("technician") or {}).get("name", "")
        self._consent.load(session.get("consent") or {}, frame.get("last_seq", 0))
        # A log that was restored from a backup may be shorter than what was heard of it.
        self._stream.last_seq = min(self._stream.last_seq, frame.get("last_seq", 0))
        if session.get("state") in {"ended", "expired"}:
            self._leave()
            return
        if self._agreement:
            self._agreement.ask(self._technician, self._person_answered)
        self._withdraw()
        self._settle()

    def _person_answered(self) -> None:
        with self._lock:
            if self._is_closed:
                return
            if self._agreement and self._agreement.is_given:
                self._settle()
                self._tell_news()
            else:
                self._leave()

    def _event(self, event: dict[str, Any]) -> None:
        is_new = event["seq"] > self._consent.last_seq
        self._consent.fold(event)
        if self._consent.has_ended:
            self._leave()
            return
        if is_new and event["kind"] == "share_stopped":
            self._share_stopped(event.get("body") or {})
        self._settle()

    def _share_stopped(self, body: dict[str, Any]) -> None:
        request = body.get("request")
        if request is None or request != self._consent.control:
            return
        if body.get("reason") == "lost":
            # Another computer of theirs was sharing and is gone: this one may.
            self._not_ours.discard(request)
        else:
            self._not_ours.add(request)

    def _settle(self) -> None:
        """Shares where control is granted, and only there."""
        request = self._wanted()
        if self._share and self._share.request != request:
            self._end_share()
        if request is not None and self._share is None and self._is_online:
            self._ask_to_share(request)
        self._tell()

    def _ask_to_share(self, request: int) -> None:
        if request in self._asked.values():
            return
        # The customer sees it first: where no window can be shown, nothing is shared.
        if not self._watcher.may_begin(self._controlled(request)):
            self._ended_here.add(request)
            self._withdraw()
            return
        self._ask(request, {"type": "share", "request": request, "source": "helper"})

    def _acknowledged(self, frame: dict[str, Any]) -> None:
        request = self._answered(frame)
        if request is None or request != self._wanted():
            return
        if self._share is None:
            numbers = self._numbers.setdefault(request, itertools.count())
            self._share = self._shares(
                request, numbers, lambda: self._allows(request), self._send, self._noticed
            )
            self._stream.is_impatient = True
            self._share.start()
        self._tell()

    def _refused(self, frame: dict[str, Any]) -> None:
        request = self._answered(frame)
        if request is None:
            return
        log.info("the server refused: %s", frame.get("code"))
        if frame.get("code") == "already_shared":
            # Another computer of the customer shares already; should it go, this one may.
            self._not_ours.add(request)
            self._tell()

    def _withdraw(self) -> None:
        """Tells the server what was ended here; with every new connection, until it knows."""
        request = self._consent.control
        if request is not None and self._is_online and request in self._ended_here:
            self._ask(request, {"type": "withdraw", "permission": "control"})

    def _wanted(self) -> int | None:
        """The request to share under, where there is one."""
        if self._agreement and not self._agreement.is_given:
            return None
        request = self._consent.control
        return None if request in self._ended_here | self._not_ours else request

    def _ask(self, request: int, frame: dict[str, Any]) -> None:
        client_id = str(uuid.uuid4())
        self._asked[client_id] = request
        self._stream.is_impatient = True
        self._outbox.put({**frame, "client_id": client_id})

    def _send_asked(self, frame: dict[str, Any]) -> None:
        """Sends it where it still holds; called without the lock, as this may take long."""
        with self._lock:
            holds = frame["client_id"] in self._asked
        if holds and not self._stream.send(frame):
            with self._lock:
                self._answered(frame)

    def _answered(self, frame: dict[str, Any]) -> int | None:
        """The request that this frame was about, where it was asked for here."""
        request = self._asked.pop(str(frame.get("client_id")), None)
        self._stream.is_impatient = self._share is not None or bool(self._asked)
        return request

    def _allows(self, request: int) -> bool:
        return self._is_online and request == self._wanted()

    def _send(self, message: dict[str, Any] | bytes) -> bool:
        if isinstance(message, bytes):
            return self._stream.send_bytes(message)
        return self._stream.send(message)

    def _end_share(self) -> None:
        share, self._share = self._share, None
        self._stream.is_impatient = False
        self._conditions = frozenset()
        self._asked.clear()
        if share:
            share.stop()

    def _noticed(self, name: str, on: bool) -> None:
        with self._lock:
            self._conditions = self._conditions | {name} if on else self._conditions - {name}
            self._tell()

    def _take_question_away(self) -> None:
        if self._agreement:
            self._agreement.close()

    def _leave(self) -> None:
        self._end_share()
        self._take_question_away()
        self._stream.close()
        if not self._is_closed:
            self._is_closed = True
            self._watcher.over()

    def _tell(self) -> None:
        status = self._status_now()
        if status != self._status and not self._is_closed:
            self._status = status
            self._watcher.changed(status)

    def _tell_news(self) -> None:
        # Of a session that a link led to, the person here hears nothing before they agreed to it.
        may_hear = not self._is_closed and (not self._agreement or self._agreement.is_given)
        news = self._unread.news if may_hear else None
        if news != self._news:
            self._news = news
            self._watcher.unread(news)

    def _controlled(self, request: int) -> Status:
        name = self._consent.technician(request) or self._technician
        lost = frozenset() if self._is_online else frozenset({"lost"})
        return Status("controlled", name, self._conditions | lost)

    def _status_now(self) -> Status:
        if (request := self._wanted()) is not None:
            return self._controlled(request)
        if self._consent.is_viewed and self._is_online:
            return Status("viewed", self._technician)
        return Status("attached", self._technician)


def _share(*arguments: Any) -> "Share":
    # What takes and encodes pictures is large: it is loaded when there are any to take.
    from tray_app.share.share import Share

    return Share(*arguments)
