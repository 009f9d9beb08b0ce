"""What happens when the person opens a `beistand:` link."""

import threading
from collections.abc import Callable

from tray_app import problems
from tray_app.attach import CodeRefused, KeyLink, Link, NotALink, attach, parse_link
from tray_app.bound_session import forget_bound_session
from tray_app.browser import open_in_browser
from tray_app.dialogs.process import Question
from tray_app.join import Access, join
from tray_app.language import gettext as _
from tray_app.server_call import CallFailed
from tray_app.settings import known_server
from tray_app.support_key import grouped


class LinkOpener:
    """Attaches by links; one that leads to another server than usual asks before it says anything
    there. Whether this computer may then be shared is asked later (session/agreement.py).
    """

    def __init__(
        self,
        server_option: str | None,
        on_access: Callable[[Access], None],
        on_joined: Callable[[Access], None],
        on_nothing: Callable[[], None],
    ) -> None:
        """:param on_access: called with the session that a link attached to
        :param on_joined: called with the session that the person agreed to join
        :param on_nothing: called where a link led nowhere, once the person knows
        """
        self._server_option = server_option
        self._on_access, self._on_joined, self._on_nothing = on_access, on_joined, on_nothing

    def open(self, text: str) -> None:
        """Does what the link says, in the background; tells the person where that fails."""
        threading.Thread(target=self._open, args=[text], name="link", daemon=True).start()

    def _open(self, text: str) -> None:
        try:
            link = parse_link(text)
            if isinstance(link, KeyLink):
                if self._joins(link):
                    return
            elif self._is_agreed(link) and self._attaches(link, text):
                return
        except NotALink:
            _tell(problems.not_a_link())
        except CallFailed as problem:
            _tell(str(problem))
        self._on_nothing()

    def _attaches(self, link: Link, text: str) -> bool:
        """Whether the code led into a session; asks again and again while nobody answers.

        :raises CodeRefused: with what to tell the person
        """
        while True:
            try:
                access = attach(link)
            except CodeRefused:
                forget_bound_session(text)
                raise
            except CallFailed as problem:
                if not _tries_again(str(problem)):
                    return False
            else:
                forget_bound_session(text)
                self._on_access(access)
                return True

    def _joins(self, link: KeyLink) -> bool:
        """Whether the person agreed to join with this key, and is in the chat.

        :raises CallFailed: with what to tell the person
        """
        server = link.server or known_server(self._server_option)
        if server is None:
            raise CallFailed(problems.no_server())
        question = Question(
            {
                "heading": _("Join this session?"),
                "sentence": problems.key_of_a_link(grouped(link.key), server.host),
                "yes": _("Join"),
                "no": _("Cancel"),
            }
        )
        if not question.wait():
            return False
        joined = join(server, link.key)
        self._on_joined(joined.access)
        if not open_in_browser(joined.chat_url):
            _tell(problems.no_browser(joined.chat_url))
        return True

    def _is_agreed(self, link: Link) -> bool:
        known = known_server(self._server_option)
        if known and known.url == link.server.url:
            return True
        question = Question(
            {
                "heading": _("Connect to %(host)s?") % {"host": link.server.host},
                "sentence": problems.another_server(
                    link.server.host, known.host if known else None
                ),
                "yes": _("Connect"),
                "no": _("Cancel"),
            }
        )
        return question.wait()


def _tries_again(sentence: str) -> bool:
    heading = _("That did not work")
    told = {"heading": heading, "sentence": sentence, "yes": _("Try again"), "no": _("Close")}
    return Question(told).wait()


def _tell(sentence: str) -> None:
    Question({"heading": _("That did not work"), "sentence": sentence, "no": _("Close")}).wait()
