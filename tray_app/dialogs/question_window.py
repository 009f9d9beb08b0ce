"""A question to the person, or something they should know."""

import tkinter
from collections.abc import Callable
from tkinter import ttk

from tray_app.built import built
from tray_app.dialogs.message import Message
from tray_app.dialogs.process import ExitCode
from tray_app.dialogs.style import Style
from tray_app.icon.app_icon import app_icon

WIDTH, MARGIN = 416, 24
#: A click or key that was on its way to something else must not agree.
SETTLES_MS = 700


class QuestionWindow:
    """A heading, a sentence, and one or two buttons; closing it is a no, and so is Enter."""

    def __init__(self, root: tkinter.Tk, question: dict[str, str]) -> None:
        """:param question: heading, sentence, no, and yes where there is something to agree to"""
        self.exit_code = ExitCode.CLOSED
        self._root, self._style = root, Style(root)
        root.title(f"{question['heading']} – {built().name}")
        root.iconphoto(True, self._style.picture(app_icon(64)))
        root.resizable(False, False)
        root.bind("<Escape>", lambda _event: root.destroy())
        px = self._style.px
        body = ttk.Frame(root)
        body.pack(fill="both", padx=px(MARGIN), pady=(px(MARGIN), px(20)))
        ttk.Frame(body, width=px(WIDTH)).pack()
        ttk.Label(body, style="Title.TLabel", text=question["heading"], wraplength=px(WIDTH)).pack(
            anchor="w", padx=px(3)
        )
        sentence = Message(body, self._style)
        sentence.pack(fill="x", padx=px(3), pady=(px(10), px(16)))
        sentence.note(question["sentence"])
        self._yes: ttk.Button | None = None
        self._settling = ""
        no = self._buttons(body, question)
        root.bind("<Map>", lambda event: self._settle() if event.widget is root else None)
        # Whoever clicked a link looks at their browser: the question must not lie beneath it.
        root.attributes("-topmost", True)
        root.update()
        root.deiconify()
        root.lift()
        root.focus_force()
        # The safe answer is the one that Enter gives.
        no.focus_set()

    def _buttons(self, body: ttk.Frame, question: dict[str, str]) -> ttk.Button:
        """Shows them in the order in which Tab goes; gives the one that says no."""
        row = ttk.Frame(body)
        row.pack(fill="x")
        if agreed := question.get("yes"):
            self._yes = self._button(row, agreed, self._agree)
            self._yes.state(["disabled"])
            self._yes.grid(row=0, column=0, sticky="ew", padx=(0, self._style.px(8)))
        no = self._button(row, question["no"], self._root.destroy)
        no.grid(row=0, column=1 if self._yes else 0, sticky="ew")
        row.columnconfigure("all", weight=1, uniform="buttons")
        return no

    def _button(self, row: ttk.Frame, text: str, act: Callable[[], None]) -> ttk.Button:
        button = ttk.Button(row, style="Secondary.TButton", text=text, command=act)
        button.bind("<Return>", lambda _event: button.invoke())
        return button

    def _settle(self) -> None:
        """It has just appeared: nobody can have read it yet."""
        if not self._yes:
            return
        self._yes.state(["disabled"])
        if self._settling:
            self._root.after_cancel(self._settling)
        self._settling = self._root.after(SETTLES_MS, self._yes.state, ["!disabled"])

    def _agree(self) -> None:
        self.exit_code = ExitCode.AGREED
        self._root.destroy()
