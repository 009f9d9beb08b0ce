"""The technician's mouse and keys, done here in the order they come, as long as that is allowed."""

import logging
import threading
from collections import deque
from collections.abc import Callable
from typing import Any

from tray_app.input import Input, NoInput, open_input
from tray_app.share.screen import Monitor

#: Long text is typed in pieces, so that a stop in the middle of it is heard.
PIECE = 8
#: More than this can't be waiting but by a flood: the oldest falls.
MOST_WAITING = 2000
log = logging.getLogger(__name__)


class Hands:
    """Does what `input` frames say. Each act is checked again when its turn comes."""

    def __init__(
        self,
        allowed: Callable[[], bool],
        monitor_of: Callable[[int], Monitor | None],
        condition: Callable[[str, bool], None],
        opened: Callable[[Callable[[bool], None]], Input] = open_input,
    ) -> None:
        self._allowed, self._monitor_of, self._condition = allowed, monitor_of, condition
        self._opened = opened
        self._input: Input | None = None
        self._trouble: str | None = None
        self._waiting: deque[dict[str, Any]] = deque(maxlen=MOST_WAITING)
        self._turn = threading.Condition()
        self._is_closed = False
        self._thread = threading.Thread(target=self._run, name="hands", daemon=True)

    def start(self) -> None:
        """Gets ready; says by a condition where this desktop takes no input."""
        self._thread.start()

    def do(self, action: dict[str, Any]) -> None:
        """Does this when everything before it is done."""
        with self._turn:
            last = self._waiting[-1] if self._waiting else None
            if last and last.get("type") == action.get("type") == "move":
                # Where the pointer was in between, nobody needs to know.
                self._waiting.pop()
            self._waiting.append(action)
            self._turn.notify()

    def close(self) -> None:
        """Lets go every key and button; nothing is done any more."""
        with self._turn:
            self._is_closed = True
            self._waiting.clear()
            self._turn.notify()

    def wait_closed(self, seconds: float) -> None:
        """Waits until the keyboard is as it was."""
        self._thread.join(timeout=seconds)

    # The thread

    def _run(self) -> None:
        self._open()
        while (action := self._next()) is not None:
            try:
                self._act(action)
            except NoInput as problem:
                self._tell(problem.reason)
            except (KeyError, TypeError, ValueError):
                log.warning("an input that can't be read was left out: %s", action.get("type"))
            else:
                self._tell(None if self._input else self._trouble)
        if self._input:
            self._input.close()

    def _open(self) -> None:
        try:
            self._input = self._opened(lambda on: self._condition("paused_by_customer", on))
        except NoInput as problem:
            self._tell(problem.reason)

    def _next(self) -> dict[str, Any] | None:
        with self._turn:
            while not self._waiting and not self._is_closed:
                self._turn.wait()
            return None if self._is_closed else self._waiting.popleft()

    def _act(self, action: dict[str, Any]) -> None:
        if self._input is None or not self._allowed():
            return
        kind = action["type"]
        if kind == "text":
            self._type(self._input, str(action["text"]))
        elif kind == "key":
            self._input.key(str(action["key"]), action["down"] is True)
        elif kind == "release":
            self._input.release()
        elif monitor := self._monitor_of(int(action["source"])):
            self._point(self._input, kind, action, monitor)

    def _point(self, hands: Input, kind: str, action: dict[str, Any], monitor: Monitor) -> None:
        hands.move(*monitor.place(float(action["x"]), float(action["y"])))
        if kind == "button" and action["button"] in {"left", "middle", "right"}:
            hands.button(action["button"], action["down"] is True)
        elif kind == "wheel":
            hands.wheel(float(action["dx"]), float(action["dy"]))

    def _type(self, hands: Input, text: str) -> None:
        for start in range(0, len(text), PIECE):
            if self._is_closed or not self._allowed():
                return
            hands.text(text[start : start + PIECE])

    def _tell(self, trouble: str | None) -> None:
        """Says once what stands in the way, and once that it is gone."""
        if trouble != self._trouble:
            before, self._trouble = self._trouble, trouble
            if before:
                self._condition(before, False)
            if trouble:
                self._condition(trouble, True)
