"""The line beneath a field: a hint, or what went wrong, which can be selected and copied."""

import tkinter
from tkinter import ttk

from tray_app.dialogs import shapes
from tray_app.dialogs.style import Style

SIGN_SIZE = 18


class Message(ttk.Frame):
    """A sentence that wraps; an error can be reached by Tab and copied, to send it to someone."""

    def __init__(self, parent: tkinter.Misc, style: Style) -> None:
        super().__init__(parent)
        self._palette = style.palette
        # While the window is being put together the text is narrow, and its lines are many.
        self._narrowest = style.px(200)
        size = style.px(SIGN_SIZE)
        ground = style.palette.ground
        self._warning = style.picture(shapes.warning_sign(style.palette.danger, ground, size))
        self._tick = style.picture(shapes.tick_sign(style.palette.accent, ground, size))
        self._sign = ttk.Label(self)
        self._text = _read_only_text(self, style)
        self._sign.grid(row=0, column=0, sticky="n", padx=(0, style.px(8)))
        self._text.grid(row=0, column=1, sticky="ew")
        self.columnconfigure(1, weight=1)
        self._text.bind("<Configure>", lambda _event: self._fit())

    def hint(self, sentence: str) -> None:
        """Shows what belongs into the field."""
        self._show(sentence, self._palette.muted, None)

    def note(self, sentence: str) -> None:
        """Shows something worth knowing, which can be copied too."""
        self._show(sentence, self._palette.muted, None)
        self._text.configure(takefocus=True)

    def error(self, sentence: str) -> None:
        """Shows what went wrong."""
        self._show(sentence, self._palette.danger, self._warning)

    def success(self, sentence: str) -> None:
        """Shows what worked."""
        self._show(sentence, self._palette.text, self._tick)

    def _show(self, sentence: str, colour: str, sign: tkinter.PhotoImage | None) -> None:
        if sign:
            self._sign.configure(image=sign)
            self._sign.grid()
        else:
            self._sign.grid_remove()
        self._text.configure(state="normal", foreground=colour, takefocus=sign is not None)
        self._text.replace("1.0", "end", sentence)
        self._text.configure(state="disabled")
        if self._text.winfo_ismapped():
            self.update_idletasks()
            self._fit()

    def _fit(self) -> None:
        """Makes room for the whole sentence; two lines always, so that the buttons stay put."""
        if self._text.winfo_width() < self._narrowest:
            return
        counted = self._text.count("1.0", "end", "displaylines")
        lines = counted[0] if isinstance(counted, tuple) else counted
        self._text.configure(height=max(2, lines or 1))


def _read_only_text(parent: tkinter.Misc, style: Style) -> tkinter.Text:
    text = tkinter.Text(
        parent,
        wrap="word",
        width=1,
        height=2,
        font=style.font(14),
        background=style.palette.ground,
        selectbackground=style.palette.accent,
        selectforeground=style.palette.on_accent,
        inactiveselectbackground=style.palette.accent,
        highlightthickness=style.px(1),
        highlightbackground=style.palette.ground,
        highlightcolor=style.palette.accent,
        borderwidth=0,
        cursor="",
        spacing3=style.px(2),
    )

    def select_all(_event: object) -> str:
        text.tag_add("sel", "1.0", "end-1c")
        return "break"

    def copy(_event: object) -> str:
        text.clipboard_clear()
        text.clipboard_append(text.get("1.0", "end-1c"))
        return "break"

    text.bind("<Control-a>", select_all)
    # Copying without a selection takes the whole sentence: nothing else is in it.
    text.bind("<Control-c>", lambda event: None if text.tag_ranges("sel") else copy(event))
    # Tab belongs to the window, not to a text that nobody types in.
    for sequence, step in (("<Tab>", "tk_focusNext"), ("<Shift-Tab>", "tk_focusPrev")):
        text.bind(sequence, lambda _event, step=step: _go(text, step))  # type: ignore[misc]
    return text


def _go(text: tkinter.Text, step: str) -> str:
    getattr(text, step)().focus_set()
    return "break"
