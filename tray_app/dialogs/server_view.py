"""Asks once which support server to use, where nobody has set one."""

import tkinter
from collections.abc import Callable
from tkinter import ttk

from tray_app import problems
from tray_app.dialogs.message import Message
from tray_app.dialogs.style import Style
from tray_app.dialogs.work import in_background
from tray_app.join import check_server
from tray_app.language import gettext as _
from tray_app.server_call import CallFailed
from tray_app.settings import NotAnAddress, Server, remember, server_url


class ServerView(ttk.Frame):
    """The field for the server's address; it is remembered once a support server answered there."""

    def __init__(
        self,
        parent: tkinter.Misc,
        style: Style,
        known: str,
        on_chosen: Callable[[Server], None],
    ) -> None:
        super().__init__(parent)
        self._on_chosen = on_chosen
        self._address = tkinter.StringVar(self, known)
        self._field = ttk.Entry(
            self, style="Field.TEntry", textvariable=self._address, font=style.font(18)
        )
        self._message = Message(self, style)
        self._next = ttk.Button(self, style="Primary.TButton", command=self.submit)
        label = ttk.Label(self, style="Label.TLabel", text=_("Address of the support server"))
        label.grid(sticky="w", padx=style.px(3))
        self._field.grid(sticky="ew", pady=(style.px(2), style.px(8)))
        self._message.grid(sticky="ew", padx=style.px(3))
        self._next.grid(sticky="ew", pady=(style.px(8), 0))
        self.columnconfigure(0, weight=1)
        self._next.bind("<Return>", lambda _event: self.submit())
        self._field.bind("<Return>", lambda _event: self.submit())
        self._field.bind("<KP_Enter>", lambda _event: self.submit())
        self._ready()
        self._message.hint(_("Your technician tells you, for example support.example.org."))

    def focus_field(self) -> None:
        """Puts the cursor into the field, with what is in it selected."""
        self._field.focus_set()
        self._field.selection_range(0, "end")

    def submit(self) -> None:
        """Looks whether a support server answers at the typed address."""
        if self._next.instate(["disabled"]):
            return
        try:
            server = Server(server_url(self._address.get()))
        except NotAnAddress:
            self._fail(problems.not_an_address())
            return
        self._field.state(["readonly", "!invalid"])
        self._next.configure(text=_("Checking …"))
        self._next.state(["disabled"])
        self._message.hint(_("Asking %(host)s …") % {"host": server.host})
        in_background(self, lambda: _outcome(server), lambda sentence: self._show(server, sentence))

    def _show(self, server: Server, sentence: str | None) -> None:
        self._ready()
        if sentence:
            self._fail(sentence)
        else:
            self._on_chosen(remember(server.url))

    def _ready(self) -> None:
        self._field.state(["!readonly"])
        self._next.configure(text=_("Continue"))
        self._next.state(["!disabled"])

    def _fail(self, sentence: str) -> None:
        self._field.state(["invalid"])
        self._message.error(sentence)
        self.focus_field()


def _outcome(server: Server) -> str | None:
    """What speaks against this server, None if it is one."""
    try:
        check_server(server)
    except CallFailed as problem:
        return str(problem)
    return None
