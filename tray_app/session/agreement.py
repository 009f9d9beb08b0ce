"""The person's yes at this very computer, where a link attached it to a session."""

import threading
from collections.abc import Callable

from tray_app.dialogs.process import Question
from tray_app.session import sentences
from tray_app.settings import Server

#: Nobody who answers is a no, after so many seconds.
PATIENCE = 60.0


class Agreement:
    """Whether the person agreed that this session shares their computer; asked once.

    A link proves nothing: any page can carry one, of a session that somebody else said yes in.
    """

    def __init__(
        self,
        server_url: str,
        opened: Callable[[dict[str, str]], Question] = Question,
        patience: float = PATIENCE,
    ) -> None:
        self.is_given = False
        self._host = Server(server_url).host
        self._opened, self._patience = opened, patience
        self._question: Question | None = None

    def ask(self, technician: str, answered: Callable[[], None]) -> None:
        """Shows the question, the first time; `answered` is called from another thread."""
        if self._question is not None:
            return
        question = self._question = self._opened(sentences.agreement(technician, self._host))

        def wait() -> None:
            self.is_given = question.wait(self._patience)
            answered()

        threading.Thread(target=wait, name="agreement", daemon=True).start()

    def close(self) -> None:
        """Takes the question away: it is answered, or nobody needs the answer any more."""
        if self._question:
            self._question.close()
