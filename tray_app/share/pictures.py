"""The thread that takes pictures, encodes and sends them while somebody looks."""

import itertools
import threading
import time
from collections.abc import Callable
from time import monotonic
from typing import Protocol

from tray_app.share.changes import Changes, open_changes
from tray_app.share.encoder import CannotEncode, Chunk, Encoder, chosen_codec
from tray_app.share.motion import Motion
from tray_app.share.pacing import Pacing
from tray_app.share.picture import Picture
from tray_app.share.screen import Monitor, NoPicture, Screen, Shot

#: Seconds between two pictures; more a person does not see.
INTERVAL = 1 / 30
#: How long to wait before looking again, where there is nothing to do or no picture to be had.
REST = 1.0


class Viewer(Protocol):
    """Who the pictures go to."""

    def send_picture(self, picture: Picture) -> bool:
        """Whether it left; not where the grant no longer stands."""

    def sources(self, monitors: list[Monitor]) -> None:
        """The monitors that there are now."""

    def condition(self, name: str, on: bool) -> None:
        """Something that the technician should know."""


class Pictures:
    """The pictures of one share, from `watch` to `unwatch`."""

    def __init__(
        self,
        viewer: Viewer,
        request: int,
        numbers: "itertools.count[int]",
        changes: Callable[[], Changes] = open_changes,
    ) -> None:
        self._viewer, self._request, self._numbers = viewer, request, numbers
        self._open_changes = changes
        self._changes: Changes | None = None
        self._screen = Screen()
        self._pacing, self._motion = Pacing(), Motion()
        self._turn = threading.Condition()
        self._codec: str | None = None
        self._wanted: int | None = None
        self._needs_key = self._is_closed = False
        self._encoder: Encoder | None = None
        self._last: Shot | None = None
        self._monitor: Monitor | None = None
        self._taken = self._work = 0.0
        self._trouble: str | None = None
        self._thread = threading.Thread(target=self._run, name="pictures", daemon=True)

    def start(self) -> None:
        """Tells the monitors, and waits for somebody to look."""
        self._thread.start()

    def watch(self, codecs: list[str], source: int | None) -> bool:
        """Somebody looks, or needs a key frame, or wants another monitor.

        :return: whether this app encodes one of the codecs
        """
        with self._turn:
            self._codec = chosen_codec(codecs)
            self._wanted = source if source is not None else self._wanted
            self._needs_key = True
            self._pacing.forget()
        self._wake()
        return self._codec is not None

    def unwatch(self) -> None:
        """Nobody looks any more."""
        with self._turn:
            self._codec = None
            self._pacing.forget()

    def shown(self, number: int) -> None:
        """This picture is before the technician's eyes."""
        with self._turn:
            self._pacing.shown(number)
            self._turn.notify_all()

    def expect_change(self) -> None:
        """The technician does something: the screen is about to change."""
        if self._changes:
            self._changes.expect()

    @property
    def monitor(self) -> Monitor | None:
        """The monitor that is shown now."""
        return self._monitor

    def monitor_of(self, source: int) -> Monitor | None:
        """The monitor with this id."""
        return next((one for one in self._screen.monitors if one.id == source), None)

    def close(self) -> None:
        """No picture leaves any more."""
        with self._turn:
            self._is_closed = True
        self._wake()

    # The thread

    def _run(self) -> None:
        while not self._is_closed:
            try:
                if self._screen.look():
                    self._viewer.sources(self._screen.monitors)
                self._show()
            except NoPicture as problem:
                self._tell("display_lost" if problem.is_gone else "no_capture")
                self._let_go_changes()
                self._rest(REST)
        self._screen.close()
        self._let_go_changes()

    def _show(self) -> None:
        """One picture, where there is one to show and somebody to look at it; or a short wait."""
        if not self._codec:
            self._rest(REST)
        elif self._has_room() and self._is_time():
            monitor = self._screen.monitor(self._wanted)
            # By its beginning: what a picture costs must not come on top of the interval.
            self._taken = monotonic()
            shot = self._screen.shot(monitor)
            self._tell(None)
            changed = monitor != self._monitor or not shot.same_as(self._last)
            self._last, self._monitor = shot, monitor
            self._motion.saw(changed)
            if self._changes:
                self._changes.noted(changed)
            if changed or self._needs_key or self._motion.is_refining:
                self._send(shot, monitor)

    def _has_room(self) -> bool:
        """Waits until there is room for another picture by the time that it is made."""
        with self._turn:
            early = self._pacing.room_in() - self._work
            if early > 0:
                self._turn.wait(min(early, 0.2))
            self._give_up_if_stuck()
            return self._pacing.room_in() <= self._work and not self._is_closed

    def _wait_for_room(self) -> bool:
        """Whether the picture that is ready may go; nothing else can go before it."""
        with self._turn:
            while not self._pacing.has_room and self._codec and not self._is_closed:
                self._turn.wait(0.2)
                self._give_up_if_stuck()
            return self._codec is not None and not self._is_closed

    def _give_up_if_stuck(self) -> None:
        if self._pacing.is_stuck:
            self._pacing.give_up()
            self._needs_key = True

    def _is_time(self) -> bool:
        """Waits for a change, or for the time of a refinement; then until the next one may go."""
        if self._changes is None:
            self._changes = self._open_changes()
        refinement = self._motion.next_refinement()
        patience = REST if refinement is None else refinement
        if not self._needs_key:
            may_have_changed = self._changes.wait(patience)
            if not (may_have_changed or self._needs_key or self._motion.is_refining):
                return False
        pause = self._taken + INTERVAL - monotonic()
        if pause > 0:
            time.sleep(pause)
        return not self._is_closed

    def _send(self, shot: Shot, monitor: Monitor) -> None:
        with self._turn:
            codec, needs_key, self._needs_key = self._codec, self._needs_key, False
        if codec is None:
            return
        chunk = self._encoded(codec, shot, needs_key)
        self._work = 0.8 * self._work + 0.2 * (monotonic() - self._taken)
        if chunk is None or not self._wait_for_room():
            # What is not sent would be missing in those after it.
            self._needs_key = True
            return
        number = next(self._numbers)
        picture = Picture(
            monitor.id, codec, chunk.is_key, self._request, number, shot.time,
            chunk.width, chunk.height, chunk.data,
        )  # fmt: skip
        with self._turn:
            self._pacing.sent(number, len(chunk.data))
        if not self._is_closed:
            self._viewer.send_picture(picture)

    def _encoded(self, codec: str, shot: Shot, needs_key: bool) -> Chunk | None:
        """Encoded as before, or by another encoder where size, codec or the way's width changed."""
        size, tier = (shot.width, shot.height), self._motion.tier(self._pacing.tier)
        encoder = self._encoder
        if encoder is None or (encoder.codec, encoder.source_size, encoder.tier) != (
            codec, size, tier,
        ):  # fmt: skip
            encoder, needs_key = Encoder(codec, *size, tier), True
            self._encoder = encoder
        try:
            chunk = encoder.encode(shot.pixels(), needs_key)
        except CannotEncode as error:
            self._encoder = None
            raise NoPicture(str(error)) from error
        if chunk:
            self._motion.encoded(len(chunk.data), tier)
        return chunk

    def _tell(self, trouble: str | None) -> None:
        """Says once that there are no pictures, and once that there are again."""
        if trouble != self._trouble:
            before, self._trouble = self._trouble, trouble
            if before:
                self._viewer.condition(before, False)
            if trouble:
                self._viewer.condition(trouble, True)

    def _rest(self, seconds: float) -> None:
        with self._turn:
            if not self._is_closed:
                self._turn.wait(seconds)

    def _wake(self) -> None:
        with self._turn:
            self._turn.notify_all()
        if self._changes:
            self._changes.wake()

    def _let_go_changes(self) -> None:
        if self._changes:
            self._changes.close()
            self._changes = None
