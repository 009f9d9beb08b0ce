"""Keeps a window where the customer sees it, whatever else moves, covers or minimises it."""

import sys
import tkinter
from contextlib import suppress

EVERY_MS = 500
MARGIN = 24
ALL_DESKTOPS = 0xFFFFFFFF


class AlwaysVisible:
    """Above all others, on every desktop, never minimised, wholly on the screen."""

    def __init__(self, root: tkinter.Tk, margin: int) -> None:
        self._root, self._margin = root, margin
        root.attributes("-topmost", True)
        if sys.platform not in {"win32", "darwin"}:
            root.attributes("-type", "utility")
        root.bind("<Unmap>", lambda event: self._show() if event.widget is root else None)

    def open(self) -> None:
        """Shows it in the lower right corner, and leaves the keyboard to whoever has it."""
        root, margin = self._root, self._margin
        root.update_idletasks()
        x = root.winfo_screenwidth() - root.winfo_reqwidth() - margin
        y = root.winfo_screenheight() - root.winfo_reqheight() - 3 * margin
        root.geometry(f"+{max(x, 0)}+{max(y, 0)}")
        if sys.platform not in {"win32", "darwin"}:
            _tell_window_manager(root)
        root.deiconify()
        root.after(EVERY_MS, self._watch)

    def _show(self) -> None:
        self._root.after_idle(self._root.deiconify)

    def _watch(self) -> None:
        root = self._root
        if root.state() != "normal":
            root.deiconify()
        root.lift()
        width, height = root.winfo_width(), root.winfo_height()
        x, y = root.winfo_rootx(), root.winfo_rooty()
        # Of several monitors the whole desktop counts.
        left, top = root.winfo_vrootx(), root.winfo_vrooty()
        most_x = left + max(root.winfo_vrootwidth(), root.winfo_screenwidth()) - width
        most_y = top + max(root.winfo_vrootheight(), root.winfo_screenheight()) - height
        inside = (min(max(x, left), most_x), min(max(y, top), most_y))
        if inside != (x, y):
            root.geometry("+{}+{}".format(*inside))
        root.after(EVERY_MS, self._watch)


def _tell_window_manager(root: tkinter.Tk) -> None:
    """Before it is shown: on every desktop, and without the keyboard (EWMH)."""
    from Xlib import Xatom
    from Xlib.display import Display
    from Xlib.error import XError

    root.update()
    with suppress(XError, OSError):
        display = Display()
        own = display.create_resource_object("window", root.winfo_id())
        # Tk puts each window into one of its own, which is what the window manager knows.
        frame = own.query_tree().parent
        for name, value in (("_NET_WM_DESKTOP", ALL_DESKTOPS), ("_NET_WM_USER_TIME", 0)):
            frame.change_property(display.intern_atom(name), Xatom.CARDINAL, 32, [value])
        display.sync()
        display.close()
