"""Slow work beside the window: it runs in a thread, its result comes back to Tk's own."""

import queue
import threading
import tkinter
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")
EVERY_MS = 30


def in_background(
    widget: tkinter.Misc, work: Callable[[], Result], done: Callable[[Result], None]
) -> None:
    """Calls `done` with the result of `work`, while the window stays alive."""
    results: queue.SimpleQueue[Result] = queue.SimpleQueue()
    threading.Thread(target=lambda: results.put(work()), daemon=True).start()
    _poll(widget, results, done)


def on_words(
    widget: tkinter.Misc, words: "queue.SimpleQueue[str]", heard: Callable[[str], None]
) -> None:
    """Calls `heard` with each word that comes, for as long as the window lives."""

    def again(word: str) -> None:
        heard(word)
        _poll(widget, words, again)

    _poll(widget, words, again)


def _poll(
    widget: tkinter.Misc,
    results: "queue.SimpleQueue[Result]",
    done: Callable[[Result], None],
) -> None:
    # Tk may only be touched by the thread of its main loop, so that one comes to look.
    try:
        result = results.get_nowait()
    except queue.Empty:
        widget.after(EVERY_MS, _poll, widget, results, done)
    else:
        done(result)
