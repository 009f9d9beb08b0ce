"""Shows the chat's address to copy, where no browser could be opened."""

import tkinter
from tkinter import ttk

from tray_app.dialogs.message import Message
from tray_app.dialogs.style import Style
from tray_app.language import gettext as _


class LinkView(ttk.Frame):
    """The address, selected, and a button that copies it."""

    def __init__(self, parent: tkinter.Misc, style: Style, url: str) -> None:
        super().__init__(parent)
        self._url = url
        self._message = Message(self, style)
        self._field = ttk.Entry(self, style="Field.TEntry", font=style.font(15))
        self._field.insert(0, url)
        self._field.state(["readonly"])
        copy = ttk.Button(self, style="Primary.TButton", text=_("Copy address"), command=self._copy)
        copy.bind("<Return>", lambda _event: self._copy())
        self._message.grid(sticky="ew", padx=style.px(3))
        self._field.grid(sticky="ew", pady=style.px(8))
        copy.grid(sticky="ew")
        self.columnconfigure(0, weight=1)
        self._message.error(
            _(
                "You have joined, but no browser could be opened. "
                "Please open this address in a browser; it works once."
            )
        )

    def focus_field(self) -> None:
        """Selects the address."""
        self._field.focus_set()
        self._field.selection_range(0, "end")

    def _copy(self) -> None:
        self.clipboard_clear()
        self.clipboard_append(self._url)
        self._message.success(_("Copied. Please leave this window open until you have pasted it."))
