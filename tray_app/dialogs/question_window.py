"""A question to the person, or something they should know."""

import tkinter
from collections.abc import Callable
from tkinter import ttk

from tray_app.dialogs.message import Message
from tray_app.dialogs.process import ExitCode
from tray_app.dialogs.style import Style
from tray_app.icon.mark import mark

WIDTH, MARGIN = 416, 24


class QuestionWindow:
    """A heading, a sentence, and one or two buttons; closing it is a no."""

    def __init__(self, root: tkinter.Tk, question: dict[str, str]) -> None:
        """:param question: heading, sentence, no, and yes where there is something to agree to"""
        self.exit_code = ExitCode.CLOSED
        self._root, self._style = root, Style(root)
        root.title(f"{question['heading']} – Beistand")
        root.iconphoto(True, self._style.picture(mark(64)))
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
        no = self._buttons(body, question)
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
            yes = self._button(row, agreed, self._agree)
            yes.pack_configure(padx=(0, self._style.px(8)))
        return self._button(row, question["no"], self._root.destroy)

    def _button(self, row: ttk.Frame, text: str, act: Callable[[], None]) -> ttk.Button:
        button = ttk.Button(row, style="Secondary.TButton", text=text, command=act)
        button.bind("<Return>", lambda _event: button.invoke())
        button.pack(side="left", fill="x", expand=True)
        return button

    def _agree(self) -> None:
        self.exit_code = ExitCode.AGREED
        self._root.destroy()
