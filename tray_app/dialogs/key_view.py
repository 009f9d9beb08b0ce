"""Asks for the support key, joins and opens the chat."""

import tkinter
from collections.abc import Callable
from tkinter import ttk

from tray_app import problems
from tray_app.browser import open_in_browser
from tray_app.dialogs.message import Message
from tray_app.dialogs.style import Style
from tray_app.dialogs.work import in_background
from tray_app.join import Access, join
from tray_app.language import gettext as _
from tray_app.server_call import CallFailed
from tray_app.settings import Server
from tray_app.support_key import NotAKey, grouped, normalised


class KeyView(ttk.Frame):
    """The field for the key, what became of it, and the ways on."""

    def __init__(
        self, parent: tkinter.Misc, style: Style, server: Server, offer_browser: bool
    ) -> None:
        super().__init__(parent)
        self.on_access: Callable[[Access], None] = lambda _access: None
        self.on_joined: Callable[[], None] = lambda: None
        self.on_no_browser: Callable[[str], None] = lambda _url: None
        self._server = server
        self._key = tkinter.StringVar(self)
        self._key.trace_add("write", lambda *_trace: self.after_idle(self._regroup))
        self._field = ttk.Entry(
            self, style="Field.TEntry", textvariable=self._key, font=style.font(28), width=12
        )
        self._message = Message(self, style)
        self._join = ttk.Button(self, style="Primary.TButton", command=self.submit)
        self._arrange(style, offer_browser)
        self._join.bind("<Return>", lambda _event: self.submit())
        self._field.bind("<Return>", lambda _event: self.submit())
        self._field.bind("<KP_Enter>", lambda _event: self.submit())
        self._ready()
        self._message.hint(_("Nine digits. Spaces and dashes don't matter."))

    def focus_field(self) -> None:
        """Puts the cursor into the field, with what is in it selected."""
        self._field.focus_set()
        self._field.selection_range(0, "end")
        self._field.icursor("end")

    def submit(self) -> None:
        """Joins with the typed key."""
        if self._join.instate(["disabled"]):
            return
        self._regroup()
        try:
            key = normalised(self._key.get())
        except NotAKey as problem:
            self._fail(problems.not_a_key(problem))
            return
        self._busy()
        in_background(self, lambda: self._outcome(key), self._show)

    def _arrange(self, style: Style, offer_browser: bool) -> None:
        gap = style.px(8)
        label = ttk.Label(self, style="Label.TLabel", text=_("Support key"))
        label.grid(row=0, column=0, columnspan=2, sticky="w", padx=style.px(3))
        self._field.grid(row=1, column=0, columnspan=2, sticky="ew", pady=(style.px(2), gap))
        self._message.grid(row=2, column=0, columnspan=2, sticky="ew", padx=style.px(3))
        span = 1 if offer_browser else 2
        self._join.grid(row=3, column=0, columnspan=span, sticky="ew", pady=(gap, 0))
        if offer_browser:
            self._browser().grid(row=3, column=1, sticky="ew", padx=(gap, 0), pady=(gap, 0))
        self.columnconfigure((0, 1), weight=1, uniform="buttons")

    def _browser(self) -> ttk.Button:
        """The way on for who can't use this window, as with a screen reader, which hears no Tk."""
        button = ttk.Button(
            self,
            style="Secondary.TButton",
            text=_("Enter it in the browser"),
            command=lambda: open_in_browser(self._server.url + "/"),
        )
        button.bind("<Return>", lambda _event: button.invoke())
        return button

    def _outcome(self, key: str) -> Callable[[], None]:
        """What to show after joining; runs beside the window, as server and browser take time."""
        try:
            joined = join(self._server, key)
        except CallFailed as problem:
            sentence = str(problem)
            return lambda: self._fail(sentence)
        self.on_access(joined.access)
        if open_in_browser(joined.chat_url):
            return self.on_joined
        return lambda: self.on_no_browser(joined.chat_url)

    def _show(self, what: Callable[[], None]) -> None:
        self._ready()
        what()

    def _busy(self) -> None:
        self._field.state(["readonly", "!invalid"])
        self._join.configure(text=_("Joining …"))
        self._join.state(["disabled"])
        self._message.hint(_("Asking %(host)s …") % {"host": self._server.host})

    def _ready(self) -> None:
        self._field.state(["!readonly"])
        self._join.configure(text=_("Join"))
        self._join.state(["!disabled"])

    def _fail(self, sentence: str) -> None:
        self._field.state(["invalid"])
        self._message.error(sentence)
        self.focus_field()

    def _regroup(self) -> None:
        """Groups the digits in threes while they are typed; the cursor stays after its digit."""
        typed, new = self._key.get(), grouped(self._key.get())
        if typed == new:
            return
        before = self._field.index("insert")
        digits = len(grouped(typed[:before]).replace(" ", ""))
        self._key.set(new)
        self._field.icursor(digits + max(0, digits - 1) // 3)
