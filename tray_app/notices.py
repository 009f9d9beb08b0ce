"""Tells the customer what waits for them while no chat is open."""

import threading
from collections.abc import Callable

from tray_app.dialogs.process import Question
from tray_app.language import gettext as _
from tray_app.notifications import Notifications
from tray_app.session import sentences
from tray_app.session.news import News

#: Seconds that a chat may take to open, or to be loaded again, before anybody is told.
PAUSE = 3.0


class Notices:
    """A notification with the newest thing that was said; a click on it opens the chat.

    Where the system has no notifications a small window says it.
    """

    def __init__(self, open_chat: Callable[[], None]) -> None:
        self._open_chat = open_chat
        self._notifications = Notifications()
        self._window: Question | None = None
        self._timer: threading.Timer | None = None
        self._news: News | None = None
        self._lock, self._telling = threading.Lock(), threading.Lock()

    def unread(self, news: News | None) -> None:
        """Tells this soon; None: takes away what was told."""
        with self._lock:
            self._news = news
            if self._timer:
                self._timer.cancel()
            self._timer = threading.Timer(PAUSE if news else 0, self._tell)
            self._timer.daemon = True
            self._timer.start()

    def close(self) -> None:
        """Takes away what is there."""
        with self._lock:
            if self._timer:
                self._timer.cancel()
        self._take_away()

    def _tell(self) -> None:
        # One after the other: what is taken away must be there already.
        with self._telling:
            news = self._news
            if news is None:
                self._take_away()
                return
            title, body = sentences.news(news)
            if self._notifications.show(title, body, _("Open the chat"), self._open_chat):
                return
            if self._window:
                self._window.close()
            self._window = window = Question(
                {"heading": title, "sentence": body, "yes": _("Open the chat"), "no": _("Close")}
            )
        if window.wait():
            self._open_chat()

    def _take_away(self) -> None:
        self._notifications.clear()
        if self._window:
            self._window.close()
