"""The small window that is there as long as somebody controls this computer."""

import json
import tkinter
from tkinter import ttk
from typing import Any

from tray_app.built import built
from tray_app.dialogs import shapes
from tray_app.dialogs.always_visible import MARGIN, AlwaysVisible
from tray_app.dialogs.style import Style
from tray_app.dialogs.words import END, TO_FRONT, say
from tray_app.icon.app_icon import app_icon
from tray_app.language import gettext as _

WIDTH = 456
#: The dot that says "now", on light and on dark ground.
LIVE_RED = "#e5483a"
#: Long enough to read what became of the clipboard.
NOTE_MS = 4000


class SharingWindow:
    """Who controls this computer, what disturbs it, and the button that ends it."""

    def __init__(self, root: tkinter.Tk) -> None:
        self._root, self._style = root, Style(root)
        self._place = AlwaysVisible(root, self._style.px(MARGIN))
        self._heading, self._sentence = tkinter.StringVar(root), tkinter.StringVar(root)
        self._standing = ""
        self._is_shown = False
        self._forgetting: str | None = None
        root.iconphoto(True, self._style.picture(app_icon(64)))
        root.resizable(False, False)
        # Closing it means what its button means: the customer would not know otherwise.
        root.protocol("WM_DELETE_WINDOW", self._stop)
        self._arrange()

    def heard(self, word: str) -> None:
        """Takes what the app says: a status, a note, nothing more."""
        if word == END:
            self._root.destroy()
        elif word == TO_FRONT:
            self._root.lift()
            self._root.focus_force()
        else:
            self._take(json.loads(word))

    def _take(self, word: dict[str, Any]) -> None:
        if "note" in word:
            self._note(word["note"])
            return
        self._heading.set(word["heading"])
        self._root.title(f"{word['heading']} – {built().name}")
        self._standing = word["sentence"]
        if self._forgetting is None:
            self._sentence.set(self._standing)
        if not self._is_shown:
            self._is_shown = True
            self._place.open()
            self._root.update()
            say({"ready": True})

    def _note(self, sentence: str) -> None:
        if self._forgetting:
            self._root.after_cancel(self._forgetting)
        self._sentence.set(sentence)
        self._forgetting = self._root.after(NOTE_MS, self._forget_note)

    def _forget_note(self) -> None:
        self._forgetting = None
        self._sentence.set(self._standing)

    def _stop(self) -> None:
        say({"stop": True})

    def _send_clipboard(self) -> None:
        say({"clipboard": True})

    def _arrange(self) -> None:
        style, px, colours = self._style, self._style.px, self._style.palette
        body = ttk.Frame(self._root)
        body.pack(fill="both", padx=px(16), pady=(px(14), px(14)))
        ttk.Frame(body, width=px(WIDTH)).grid(row=0, column=0, columnspan=2)
        head = ttk.Frame(body)
        head.grid(row=1, column=0, columnspan=2, sticky="w", padx=px(3))
        dot = style.picture(shapes.dot(LIVE_RED, colours.ground, px(12)))
        ttk.Label(head, image=dot).pack(side="left", anchor="n", padx=(0, px(10)), pady=px(5))
        ttk.Label(
            head, textvariable=self._heading, font=style.font(16, "bold"), wraplength=px(WIDTH - 28)
        ).pack(side="left")
        ttk.Label(
            body, style="Muted.TLabel", textvariable=self._sentence, wraplength=px(WIDTH - 6)
        ).grid(row=2, column=0, columnspan=2, sticky="w", padx=px(3), pady=(px(6), px(12)))
        self._button(body, "Danger.TButton", _("Stop sharing"), self._stop, 0)
        self._button(body, "Secondary.TButton", _("Send clipboard"), self._send_clipboard, 1)
        body.columnconfigure((0, 1), weight=1, uniform="buttons")

    def _button(self, body: ttk.Frame, look: str, text: str, act: Any, column: int) -> None:
        button = ttk.Button(body, style=look, text=text, command=act)
        button.bind("<Return>", lambda _event: button.invoke())
        pad = (0, self._style.px(8)) if column == 0 else 0
        button.grid(row=3, column=column, sticky="ew", padx=pad)
