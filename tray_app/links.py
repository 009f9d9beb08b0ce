"""What happens when the person opens a `beistand:` link."""

import threading
from collections.abc import Callable

from tray_app import problems
from tray_app.attach import Link, NotALink, attach, parse_link
from tray_app.dialogs.process import Question
from tray_app.join import Access
from tray_app.language import gettext as _
from tray_app.server_call import CallFailed
from tray_app.settings import known_server


class LinkOpener:
    """Attaches by links; one that leads to another server than usual asks before it says anything
    there. Whether this computer may then be shared is asked later (session/agreement.py).
    """

    def __init__(
        self,
        server_option: str | None,
        on_access: Callable[[Access], None],
        on_nothing: Callable[[], None],
    ) -> None:
        """:param on_nothing: called where a link led nowhere, once the person knows"""
        self._server_option = server_option
        self._on_access, self._on_nothing = on_access, on_nothing

    def open(self, text: str) -> None:
        """Does what the link says, in the background; tells the person where that fails."""
        threading.Thread(target=self._open, args=[text], name="link", daemon=True).start()

    def _open(self, text: str) -> None:
        try:
            link = parse_link(text)
            if self._is_agreed(link):
                self._on_access(attach(link))
                return
        except NotALink:
            _tell(problems.not_a_link())
        except CallFailed as problem:
            _tell(str(problem))
        self._on_nothing()

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


def _tell(sentence: str) -> None:
    Question({"heading": _("That did not work"), "sentence": sentence, "no": _("Close")}).wait()
