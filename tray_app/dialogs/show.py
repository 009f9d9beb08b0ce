"""Shows the window: for the icon in the tray, or alone where there is no tray."""

import os
import queue
import threading
import tkinter
from collections.abc import Callable

from tray_app.dialogs import appearance
from tray_app.dialogs.process import TO_FRONT
from tray_app.dialogs.window import Window
from tray_app.dialogs.work import on_words
from tray_app.language import gettext as _
from tray_app.settings import Server

STANDARD_INPUT = 0


def show_for_tray(server: Server | None, with_entries: bool) -> int:
    """The exit code that tells the tray app what the person chose; it speaks on standard input."""
    words: queue.SimpleQueue[str] = queue.SimpleQueue()

    def listen() -> None:
        # Not by sys.stdin: a thread that waits there holds a lock that Python needs to end.
        while said := os.read(STANDARD_INPUT, 64):
            words.put(said.decode().strip())
        words.put("")

    def heard(window: Window, root: tkinter.Tk, word: str) -> None:
        if word == TO_FRONT:
            window.to_front()
        else:
            root.destroy()

    def prepare(root: tkinter.Tk, window: Window) -> None:
        threading.Thread(target=listen, daemon=True).start()
        on_words(root, words, lambda word: heard(window, root, word))

    return _run(server, "", with_entries, stays=False, prepare=prepare)


def show_alone(server: Server | None) -> int:
    """The window as the whole app, on a desktop that has no tray for the icon."""
    note = _(
        "This desktop has no tray for Beistand's icon, so this window stands in for it: "
        "open it whenever you want to join a session."
    )
    return _run(server, note, with_entries=False, stays=True, prepare=lambda _root, _window: None)


def _run(
    server: Server | None,
    note: str,
    with_entries: bool,
    stays: bool,
    prepare: Callable[[tkinter.Tk, Window], None],
) -> int:
    appearance.prepare_process()
    root = tkinter.Tk(className="Beistand")
    # Shown when it has its size: nobody should see it being put together.
    root.withdraw()
    window = Window(root, note, with_entries, stays)
    window.show(server)
    root.update()
    window.to_front()
    prepare(root, window)
    root.mainloop()
    return window.exit_code
