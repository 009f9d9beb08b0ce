"""The technician's mouse and keys, done here in the order they come, as long as that is allowed."""

import logging
import math
import threading
from collections import deque
from collections.abc import Callable
from time import monotonic
from typing import Any

from tray_app.input import Input, NoInput, open_input
from tray_app.share.held_keys import HeldKeys
from tray_app.share.screen import Monitor

#: Long text is typed in pieces, so that a stop in the middle of it is heard.
PIECE = 8
#: More than this can't be waiting but by a flood: all of it falls, as nobody knows what is down.
MOST_WAITING = 2000
RELEASE: dict[str, Any] = {"type": "release"}
#: Letting go comes after what was done before it, unless that takes longer than so many seconds.
RELEASED_WITHIN = 0.5
log = logging.getLogger(__name__)


class Hands:
    """Does what `input` frames say. Each act is checked again when its turn comes."""

    def __init__(
        self,
        allowed: Callable[[], bool],
        monitor_of: Callable[[int], Monitor | None],
        condition: Callable[[str, bool], None],
        opened: Callable[[Callable[[bool], None]], Input] = open_input,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._allowed, self._monitor_of, self._condition = allowed, monitor_of, condition
        self._opened, self._clock = opened, clock
        self._input: Input | None = None
        self._trouble: str | None = None
        self._waiting: deque[dict[str, Any]] = deque()
        self._held = HeldKeys()
        self._heard_at = clock()
        self._release_by = math.inf
        self._turn = threading.Condition()
        self._is_closed = False
        self._thread = threading.Thread(target=self._run, name="hands", daemon=True)

    def start(self) -> None:
        """Gets ready; says by a condition where this desktop takes no input."""
        self._thread.start()

    def do(self, action: dict[str, Any]) -> None:
        """Does this when everything before it is done; `release` within half a second."""
        with self._turn:
            self._heard_at = self._clock()
            last = self._waiting[-1] if self._waiting else None
            if len(self._waiting) >= MOST_WAITING:
                self._waiting.clear()
                action, self._release_by = RELEASE, self._heard_at
            elif action.get("type") == "release":
                action = RELEASE
                self._release_by = min(self._release_by, self._heard_at + RELEASED_WITHIN)
            elif last and last.get("type") == action.get("type") == "move":
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
                patience = self._held.patience
                left = None if patience is None else self._heard_at + patience - self._clock()
                if left is not None and left <= 0:
                    return {"type": "silence", "keys": self._held.rest()}
                self._turn.wait(left)
            return None if self._is_closed else self._first()

    def _first(self) -> dict[str, Any]:
        """What comes next; of a release that is due, everything before it falls."""
        is_due = self._clock() >= self._release_by
        action = self._waiting.popleft()
        while is_due and action is not RELEASE:
            action = self._waiting.popleft()
        if action is RELEASE:
            again = RELEASE in self._waiting
            self._release_by = self._clock() + RELEASED_WITHIN if again else math.inf
        return action

    def _act(self, action: dict[str, Any]) -> None:
        if self._input is None or not self._allowed():
            return
        kind = action["type"]
        if kind == "text":
            self._type(self._input, str(action["text"]))
        elif kind == "key":
            self._key(self._input, str(action["key"]), action["down"] is True)
        elif kind == "silence":
            for key in action["keys"]:
                self._input.key(key, False)
        elif kind == "release":
            self._held.clear()
            self._input.release()
        elif monitor := self._monitor_of(int(action["source"])):
            self._point(self._input, kind, action, monitor)

    def _key(self, hands: Input, key: str, down: bool) -> None:
        self._held.note(key, down)
        self._resume(hands)
        hands.key(key, down)

    def _resume(self, hands: Input) -> None:
        for key in self._held.resume():
            hands.key(key, True)

    def _point(self, hands: Input, kind: str, action: dict[str, Any], monitor: Monitor) -> None:
        hands.move(*monitor.place(float(action["x"]), float(action["y"])))
        if kind != "move":
            self._resume(hands)
        if kind == "button" and action["button"] in {"left", "middle", "right"}:
            hands.button(action["button"], action["down"] is True)
        elif kind == "wheel":
            hands.wheel(float(action["dx"]), float(action["dy"]))

    def _type(self, hands: Input, text: str) -> None:
        for start in range(0, len(text), PIECE):
            if self._is_stopped() or not self._allowed():
                return
            hands.text(text[start : start + PIECE])

    def _is_stopped(self) -> bool:
        """Whether the rest of a text is not wanted any more."""
        with self._turn:
            return self._is_closed or self._clock() >= self._release_by

    def _tell(self, trouble: str | None) -> None:
        """Says once what stands in the way, and once that it is gone."""
        if trouble != self._trouble:
            before, self._trouble = self._trouble, trouble
            if before:
                self._condition(before, False)
            if trouble:
                self._condition(trouble, True)
