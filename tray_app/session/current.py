"""The one session that this computer is attached to, and what the customer sees of it."""

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from tray_app.join import Access
from tray_app.session import sentences
from tray_app.session.agreement import Agreement
from tray_app.session.news import News
from tray_app.session.sharing_sign import SharingSign
from tray_app.session.status import Status

if TYPE_CHECKING:
    from tray_app.session.attached import AttachedSession


class CurrentSession:
    """At most one at a time: whoever joins another one has left the one before."""

    def __init__(
        self,
        changed: Callable[[Status | None], None],
        unread: Callable[[News | None], None],
    ) -> None:
        """:param changed: called with each new status, None when there is no session any more
        :param unread: called with what waits for a customer without a chat, None: nothing more
        """
        self._changed, self._unread = changed, unread
        self._session: AttachedSession | None = None
        self._sign = SharingSign(self.stop_sharing, self._send_clipboard)
        self._lock = threading.Lock()

    @property
    def is_there(self) -> bool:
        """Whether this computer is attached to a session."""
        return self._session is not None

    @property
    def chat_url(self) -> str | None:
        """The chat, for the browser that is in it already; None without a session."""
        session = self._session
        return f"{session.access.server_url}/chat/{session.access.session_id}" if session else None

    def attach(self, access: Access, *, by_link: bool) -> None:
        """Takes part in this session from now on; after a link, once the person here agrees."""
        # What a session needs is loaded when there is one: the icon comes first.
        from tray_app.session.attached import AttachedSession

        agreement = Agreement(access.server_url) if by_link else None
        session = AttachedSession(access, self, agreement=agreement)
        with self._lock:
            before, self._session = self._session, session
        if before:
            before.close()
        self._unread(None)
        self._sign.close()
        self._changed(Status("attached"))
        session.start()

    def stop_sharing(self) -> None:
        """Ends what the technician may do here, at once."""
        if session := self._session:
            session.stop_sharing()

    def to_front(self) -> None:
        """Gives the small window the keyboard."""
        self._sign.to_front()

    def close(self) -> None:
        """Leaves the session."""
        with self._lock:
            session, self._session = self._session, None
        self._unread(None)
        self._sign.close()
        if session:
            session.close()

    # What the session says (Watcher)

    def may_begin(self, status: Status) -> bool:
        """Shows that sharing begins; whether the customer can see it."""
        return self._sign.open(status)

    def changed(self, status: Status) -> None:
        """Shows how things stand."""
        if status.kind == "controlled":
            self._sign.show(status)
        else:
            self._sign.close()
        self._changed(status)

    def unread(self, news: News | None) -> None:
        """Tells what waits."""
        self._unread(news)

    def over(self) -> None:
        """Shows nothing more."""
        with self._lock:
            self._session = None
        self._unread(None)
        self._sign.close()
        self._changed(None)

    def _send_clipboard(self) -> None:
        if session := self._session:
            self._sign.note(sentences.clipboard(session.send_clipboard()))
