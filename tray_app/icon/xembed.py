"""The icon in an XEmbed tray (trayer, tint2, older panels), by pystray's X.org backend."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

os.environ["PYSTRAY_BACKEND"] = "xorg"

from PIL import Image
from pystray import Icon
from Xlib import X
from Xlib.error import ConnectionClosedError, XError

from tray_app.icon.loop_thread import LoopThread

#: A tray takes the icon within milliseconds; after this many seconds it did not hear.
ASK_AGAIN = 1.0


class XEmbedIcon(Icon):  # type: ignore[misc]
    """An icon without a menu: its click does the default action."""

    _title: str

    def __init__(self, *arguments: Any, **options: Any) -> None:
        self._loop = LoopThread()
        super().__init__(*arguments, **options)
        self._embedded = False
        self._ask_at = time.monotonic() + ASK_AGAIN
        self._message_handlers[X.ReparentNotify] = self._on_reparent

    def _rewrite_implementation(self, *methods: Callable[[], None]) -> None:
        """Has the loop's thread do what others ask for; pystray would let them talk to X as well,
        and two threads in python-xlib can wait for each other for ever.
        """
        for method in methods:
            setattr(self, method.__name__, self._loop.doing(method))

    def _run(self) -> None:
        with self._loop.here():
            super()._run()

    def _mainloop(self) -> None:
        """Ends without a word where the display is gone: the app notices, and says so."""
        with suppress(ConnectionClosedError):
            for event in self._events():
                if event.type == X.DestroyNotify and event.window == self._window:
                    return
                self._message_handlers.get(event.type, lambda _event: None)(event)

    def _events(self) -> Iterator[Any]:
        """What X tells; between two events what other threads asked for, and asking the tray."""
        while True:
            self._loop.do_what_was_asked()
            self._ask_again()
            while self._display.pending_events():
                yield self._display.next_event()
            patience = None if self._embedded else max(0.0, self._ask_at - time.monotonic())
            self._loop.wait(self._display, patience)

    def _on_reparent(self, event: Any) -> None:
        """Notes where the icon is; a tray that is just starting may put it back on the desktop."""
        self._embedded = event.parent.id != self._display.screen().root.id
        self._ask_at = time.monotonic() + ASK_AGAIN

    def _ask_again(self) -> None:
        """Asks the tray once more where it let the first request fall."""
        if self._running and not self._embedded and time.monotonic() >= self._ask_at:
            self._ask_at = time.monotonic() + ASK_AGAIN
            self._show()

    def _create_window(self) -> Any:
        # pystray's own way to name a window knows no name beyond Latin-1.
        title, self._title = self._title, ""
        window = super()._create_window()
        self._title = title
        self._set_name(window)
        # pystray handles ButtonPress but never asks the X server for it.
        window.change_attributes(
            event_mask=X.ExposureMask | X.StructureNotifyMask | X.ButtonPressMask
        )
        return window

    def _update_title(self) -> None:
        self._set_name(self._window)

    def _set_name(self, window: Any) -> None:
        """Names the window as people write, for who reads it from there (EWMH)."""
        window.set_wm_name(self.title.encode("latin-1", "replace").decode("latin-1"))
        name = self._display.intern_atom("_NET_WM_NAME")
        utf8 = self._display.intern_atom("UTF8_STRING")
        window.change_property(name, utf8, 8, self.title.encode())

    def _on_destroy_notify(self, event: Any) -> None:
        """Ends the icon with its tray; pystray would look for another one just once."""
        if self._systray_manager and event.window.id == self._systray_manager.id:
            self._stop()
            self._running = False

    def _assert_icon_data(self, width: int, height: int) -> None:
        """Makes the picture for the tray's size; pystray's own would have a black ground."""
        if self._icon_data and self._icon_data.size == (width, height):
            return
        side = min(width, height)
        picture = self._ground(width, height)
        icon = self._icon.resize((side, side), Image.Resampling.LANCZOS)
        picture.paste(icon, ((width - side) // 2, (height - side) // 2), icon)
        # python-xlib still calls it by its old name.
        picture.tostring = picture.tobytes  # type: ignore[attr-defined]
        self._icon_data: Image.Image | None = picture

    def _ground(self, width: int, height: int) -> Image.Image:
        """What the tray shows beneath the icon: X lets a window borrow its parent's background."""
        try:
            self._window.change_attributes(background_pixmap=X.ParentRelative)
            self._window.clear_area(0, 0, width, height)
            drawn = self._window.get_image(0, 0, width, height, X.ZPixmap, 0xFFFFFFFF)
            return Image.frombytes("RGB", (width, height), drawn.data, "raw", "BGRX")
        except (XError, ValueError):
            # Another depth than the tray's, or not on the screen yet: a neutral ground will do.
            return Image.new("RGB", (width, height), "#808080")
