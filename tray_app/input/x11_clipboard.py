"""The clipboard on X11: whoever has it hands it out on request (ICCCM, chapter 2)."""

import contextlib
import select
import threading
import time
from typing import Any

from Xlib import X, Xatom
from Xlib.display import Display
from Xlib.error import ConnectionClosedError, DisplayError
from Xlib.protocol import event

from tray_app.input.clipboard import NoClipboard

#: What programs ask for when they want text → the character set it then has.
TEXTS = {"UTF8_STRING": "utf-8", "text/plain;charset=utf-8": "utf-8", "STRING": "latin-1"}
#: A program that does not hand out its text within this many seconds has none.
PATIENCE = 2.0
#: Bytes. More is not read; more than fits into one request to the X server is not written.
LONGEST_READ = 1 << 20
LONGEST_WRITTEN = 200_000


def read() -> str:
    """The text in the clipboard, "" where nobody has one."""
    with _connection() as display:
        request = _Request(display)
        if not display.get_selection_owner(display.intern_atom("CLIPBOARD")):
            return ""
        for target, charset in TEXTS.items():
            text = request.answer(target)
            if text is not None:
                return text.decode(charset, "replace").replace("\r\n", "\n")
    raise NoClipboard("no text in the clipboard")


def write(text: str) -> None:
    """Has this program hand out the text until another one has something to copy."""
    if len(text.encode("utf-8", "replace")) > LONGEST_WRITTEN:
        raise NoClipboard("too long for the clipboard")
    try:
        _Owner(text).start()
    except (DisplayError, ConnectionClosedError, OSError) as error:
        raise NoClipboard(str(error)) from error


@contextlib.contextmanager
def _connection() -> Any:
    try:
        display = Display()
        try:
            yield display
        finally:
            display.close()
    except (DisplayError, ConnectionClosedError, OSError) as error:
        raise NoClipboard(str(error)) from error


def _window(display: Display, event_mask: int = 0) -> Any:
    return display.screen().root.create_window(
        *(0, 0, 1, 1, 0, X.CopyFromParent), event_mask=event_mask
    )


class _Request:
    """Asks whoever has the clipboard."""

    def __init__(self, display: Display) -> None:
        self._display = display
        self._window = _window(display, X.PropertyChangeMask)
        self._property = display.intern_atom("BEISTAND_CLIPBOARD")
        self._incr = display.intern_atom("INCR")
        self._until = time.monotonic() + PATIENCE

    def answer(self, target: str) -> bytes | None:
        """The clipboard in this form; None where its owner refuses it."""
        selection = self._display.intern_atom("CLIPBOARD")
        self._window.convert_selection(
            selection, self._display.intern_atom(target), self._property, X.CurrentTime
        )
        notice = self._next(X.SelectionNotify)
        if notice.property == X.NONE:
            return None
        if self._type() != self._incr:
            return self._take()
        return self._take_pieces()

    def _take_pieces(self) -> bytes:
        """A long text comes in pieces: each is put there once the last one was taken away, and an
        empty one says that that was all.
        """
        self._window.delete_property(self._property)
        content = b""
        while True:
            while self._next(X.PropertyNotify).state != X.PropertyNewValue:
                pass
            piece = self._take()
            if not piece:
                return content
            content += piece
            if len(content) > LONGEST_READ:
                raise NoClipboard("too long to be sent")
            self._until = time.monotonic() + PATIENCE

    def _type(self) -> int:
        found = self._window.get_property(self._property, X.AnyPropertyType, 0, 0)
        return int(found.property_type) if found else int(X.NONE)

    def _take(self) -> bytes:
        found = self._window.get_full_property(self._property, X.AnyPropertyType)
        self._window.delete_property(self._property)
        if not found:
            return b""
        if len(found.value) > LONGEST_READ:
            raise NoClipboard("too long to be sent")
        return found.value if isinstance(found.value, bytes) else b""

    def _next(self, kind: int) -> Any:
        """The next event of this kind about our window."""
        while True:
            while self._display.pending_events():
                if (notice := self._display.next_event()).type == kind:
                    return notice
            patience = self._until - time.monotonic()
            if patience <= 0 or not select.select([self._display], [], [], patience)[0]:
                raise NoClipboard("the program that copied does not answer")


class _Owner(threading.Thread):
    """Has the clipboard until another program takes it."""

    def __init__(self, text: str) -> None:
        super().__init__(name="clipboard", daemon=True)
        self._display = Display()
        self._window = _window(self._display)
        self._targets = self._display.intern_atom("TARGETS")
        self._texts = {
            self._display.intern_atom(name): text.encode(charset, "replace")
            for name, charset in TEXTS.items()
        }
        clipboard = self._display.intern_atom("CLIPBOARD")
        self._window.set_selection_owner(clipboard, X.CurrentTime)
        owner = self._display.get_selection_owner(clipboard)
        if owner == X.NONE or owner.id != self._window.id:
            self._display.close()
            raise NoClipboard("another program keeps the clipboard")

    def run(self) -> None:
        # With the display the clipboard is gone, too.
        with contextlib.suppress(ConnectionClosedError, OSError):
            while (asked := self._display.next_event()).type != X.SelectionClear:
                if asked.type == X.SelectionRequest:
                    self._hand_out(asked)
            self._display.close()

    def _hand_out(self, asked: Any) -> None:
        # Clients of the oldest kind name no property and mean the target's.
        place = asked.property or asked.target
        if asked.target == self._targets:
            asked.requestor.change_property(place, Xatom.ATOM, 32, [self._targets, *self._texts])
        elif asked.target in self._texts:
            asked.requestor.change_property(place, asked.target, 8, self._texts[asked.target])
        else:
            place = X.NONE
        asked.requestor.send_event(
            event.SelectionNotify(
                time=asked.time,
                requestor=asked.requestor,
                selection=asked.selection,
                target=asked.target,
                property=place,
            )
        )
        self._display.flush()
