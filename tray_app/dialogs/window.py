"""The app's window: asks for what is missing, then for the key, and shows what became of it."""

import json
import tkinter
from dataclasses import asdict
from tkinter import ttk

from tray_app.built import built
from tray_app.dialogs.key_view import KeyView
from tray_app.dialogs.link_view import LinkView
from tray_app.dialogs.message import Message
from tray_app.dialogs.server_view import ServerView
from tray_app.dialogs.style import Style
from tray_app.dialogs.words import END, TO_FRONT, say
from tray_app.icon.app_icon import app_icon
from tray_app.language import gettext as _
from tray_app.settings import Server

WIDTH = 416
MARGIN = 24
#: Long enough to read that the chat is open, when the browser is not in front by then.
STAYS_MS = 2500


class Window:
    """The window with one view at a time, and beneath it what a menu would offer."""

    def __init__(
        self, root: tkinter.Tk, note: str, entries: list[str], offers_browser: bool
    ) -> None:
        """:param note: why the window is there, where it stands in for the icon; then it stays
        :param offers_browser: whether a button leads to the support website, beside the entries
        """
        self._root = root
        self._style = Style(root)
        self._note = note
        self._offers_browser = offers_browser
        self._entries = entries
        self._server: Server | None = None
        self._body = ttk.Frame(root)
        self._offer = ttk.Frame(self._body)
        self._view: ServerView | KeyView | LinkView | None = None
        margin = self._style.px(MARGIN)
        self._body.pack(fill="both", padx=margin, pady=(margin, self._style.px(16)))
        root.title(_("Join a session") + f" – {built().name}")
        root.iconphoto(True, self._style.picture(app_icon(64)))
        root.resizable(False, False)
        root.bind("<Escape>", lambda _event: root.destroy())
        # Under X11 Tk's Control+A goes to the start of the line, as nowhere else.
        root.bind_class("TEntry", "<Control-a>", "%W selection range 0 end; break")

    def show(self, server: Server | None) -> None:
        """Asks for the key, or first for the server where none is known."""
        self._server = server
        if server is None:
            self._show_server_view("")
        else:
            self._show_key_view(server)

    def heard(self, word: str) -> None:
        """Does what the app says: come to the front, offer something else, or close."""
        if word == TO_FRONT:
            self.to_front()
        elif word == END:
            self._root.destroy()
        else:
            self._entries = json.loads(word)["entries"]
            self._fill_offer()

    def to_front(self) -> None:
        """Brings the window before all others, with the cursor in its field."""
        self._root.deiconify()
        self._root.lift()
        self._root.focus_force()
        if self._view:
            self._view.focus_field()

    def _show_key_view(self, server: Server) -> None:
        self._clear(_("Your technician tells you the support key."))
        view = KeyView(self._body, self._style, server, offer_browser=self._offers_browser)
        view.on_joined = self._joined
        view.on_access = lambda access: say({"access": asdict(access)})
        view.on_no_browser = lambda url: self._show_link_view(url)
        self._place(view)
        self._offer_entries()
        self._footer(server)

    def _show_server_view(self, known: str) -> None:
        self._clear(_("Once: which support server do you belong to?"))
        self._place(ServerView(self._body, self._style, known, self.show))
        self._offer_entries()

    def _show_link_view(self, url: str) -> None:
        self._clear("")
        self._place(LinkView(self._body, self._style, url))

    def _joined(self) -> None:
        self._clear("")
        style = self._style
        done = Message(self._body, style)
        done.pack(fill="x", padx=style.px(3), pady=(0, style.px(8)))
        done.success(_("The chat is open in your browser."))
        close = ttk.Button(
            self._body, style="Primary.TButton", text=_("Close"), command=self._root.destroy
        )
        close.pack(fill="x")
        close.focus_set()
        close.bind("<Return>", lambda _event: close.invoke())
        if not self._note:
            self._root.after(STAYS_MS, self._root.destroy)

    def _clear(self, subtitle: str) -> None:
        """Empties the window down to its heading."""
        for child in self._body.winfo_children():
            child.destroy()
        self._view = None
        style = self._style
        # Keeps the window's width, whatever the sentences are.
        ttk.Frame(self._body, width=style.px(WIDTH)).pack()
        heading = ttk.Frame(self._body)
        heading.pack(fill="x", pady=(0, style.px(16)))
        sign = style.picture(app_icon(style.px(40), style.palette.accent, style.palette.ground))
        ttk.Label(heading, image=sign).pack(side="left", padx=(style.px(3), style.px(12)))
        words = ttk.Frame(heading)
        words.pack(side="left", fill="x", expand=True)
        ttk.Label(words, style="Title.TLabel", text=_("Join a session")).pack(anchor="w")
        if subtitle:
            ttk.Label(words, style="Muted.TLabel", text=subtitle).pack(anchor="w")

    def _place(self, view: ServerView | KeyView | LinkView) -> None:
        self._view = view
        view.pack(fill="x")
        view.focus_field()

    def _offer_entries(self) -> None:
        """The place for what a menu would offer, and what is in it now."""
        self._offer = ttk.Frame(self._body)
        self._offer.pack(fill="x")
        self._fill_offer()

    def _fill_offer(self) -> None:
        if not self._offer.winfo_exists():
            # What is to be seen now offers nothing else.
            return
        before = self._offer.winfo_children()
        if self._entries and len(before) == len(self._entries) + 1:
            # Only their words are new: the keyboard stays, whatever is typed meanwhile.
            for button, label in zip(before[1:], self._entries, strict=True):
                button["text"] = label
            return
        focused = self._root.focus_get()
        place = before.index(focused) if focused in before else None
        for child in before:
            child.destroy()
        if not self._entries:
            return
        style = self._style
        ttk.Frame(self._offer, style="Line.TFrame", height=max(1, style.px(1))).pack(
            fill="x", pady=(style.px(18), style.px(6)), padx=style.px(3)
        )
        for number, label in enumerate(self._entries):
            self._entry(label, number)
        if place is not None:
            self._offer.winfo_children()[min(place, len(self._entries))].focus_set()

    def _entry(self, label: str, number: int) -> None:
        button = ttk.Button(
            self._offer,
            style="Entry.TButton",
            text=label,
            command=lambda: say({"chosen": number}),
        )
        button.pack(fill="x")
        button.bind("<Return>", lambda _event: button.invoke())

    def _footer(self, server: Server) -> None:
        style = self._style
        if self._note:
            note = Message(self._body, style)
            note.pack(fill="x", pady=(style.px(18), 0), padx=style.px(3))
            note.note(self._note)
        line = ttk.Frame(self._body)
        line.pack(fill="x", pady=(style.px(14), 0), padx=style.px(3))
        belongs = _("Server: %(host)s") % {"host": server.host}
        if built().organisation and server.url == built().server:
            belongs = f"{built().organisation} · {server.host}"
        ttk.Label(line, style="Muted.TLabel", text=belongs).pack(side="left")
        if server.chosen_here:
            change = ttk.Button(
                line,
                style="Link.TButton",
                text=_("Change"),
                command=lambda: self._show_server_view(server.url),
            )
            change.pack(side="right")
