"""The few words that the app and its windows say to each other, one a line.

The app speaks on a window's standard input, whose end closes the window; a window answers on its
standard output.
"""

import json
import os
import queue
import threading
import tkinter
from collections.abc import Callable
from typing import Any

from tray_app.dialogs.process import TO_FRONT
from tray_app.dialogs.work import on_words

__all__ = ["END", "TO_FRONT", "listen", "read_first", "say"]

STANDARD_INPUT = 0
#: What is heard when there is nothing more to hear.
END = ""


def listen(root: tkinter.Tk, heard: Callable[[str], None]) -> None:
    """Calls `heard` with each line of standard input, and with END when it ends."""
    words: queue.SimpleQueue[str] = queue.SimpleQueue()

    def read() -> None:
        # Not by sys.stdin: a thread that waits there holds a lock that Python needs to end.
        rest = b""
        while said := os.read(STANDARD_INPUT, 4096):
            *lines, rest = (rest + said).split(b"\n")
            for line in lines:
                words.put(line.decode())
        words.put(END)

    threading.Thread(target=read, daemon=True).start()
    on_words(root, words, heard)


def say(word: dict[str, Any]) -> None:
    """Tells the app something."""
    print(json.dumps(word), flush=True)


def read_first() -> dict[str, Any]:
    """The first line of standard input, which says what the window is about."""
    # Sign by sign: what sys.stdin reads beyond the line, `listen` would not hear.
    line = b""
    while not line.endswith(b"\n") and (sign := os.read(STANDARD_INPUT, 1)):
        line += sign
    return dict(json.loads(line))
