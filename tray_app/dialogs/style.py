"""The window's look: colours, type and rounded controls for Tk's themed widgets."""

import sys
import tkinter
from tkinter import font, ttk
from typing import Any

from PIL import Image

from tray_app.dialogs import appearance, shapes
from tray_app.dialogs.shapes import Shape

#: What reads well where it is installed; elsewhere what Tk takes for the desktop's font.
LINUX_FAMILIES = ("Inter", "Cantarell", "Ubuntu", "Noto Sans", "DejaVu Sans")
RADIUS = 8


class Style:
    """Everything a widget of the window needs to look right on this screen."""

    def __init__(self, root: tkinter.Tk) -> None:
        self.palette = appearance.palette()
        self.scale = appearance.scale(root)
        self.family = _family(root)
        # Tk forgets a picture when Python does.
        self._pictures: list[tkinter.PhotoImage] = []
        self._ttk = ttk.Style(root)
        self._ttk.theme_use("clam")
        root.configure(background=self.palette.ground)
        self._plain_widgets()
        self._buttons()
        self._field()

    def px(self, pixels: float) -> int:
        """A length on this screen."""
        return round(pixels * self.scale)

    def font(self, pixels: float, weight: str = "normal") -> tuple[str, int, str]:
        """The window's font; Tk takes negative sizes for pixels."""
        return (self.family, -self.px(pixels), weight)

    def picture(self, picture: Image.Image) -> tkinter.PhotoImage:
        """The picture, kept for as long as the window lives."""
        self._pictures.append(shapes.photo(picture))
        return self._pictures[-1]

    def _plain_widgets(self) -> None:
        colours = self.palette
        self._ttk.configure(
            ".", background=colours.ground, foreground=colours.text, font=self.font(15)
        )
        self._ttk.configure("Title.TLabel", font=self.font(20, "bold"))
        self._ttk.configure("Muted.TLabel", foreground=colours.muted, font=self.font(14))
        self._ttk.configure("Label.TLabel", font=self.font(14, "bold"))
        self._ttk.configure("Line.TFrame", background=colours.line)

    def _buttons(self) -> None:
        colours = self.palette
        self._button(
            "Primary",
            colours.on_accent,
            Shape(colours.accent),
            {
                "disabled": Shape(colours.accent_pressed),
                "pressed": Shape(colours.accent_pressed),
                "focus": Shape(colours.accent, ring=colours.accent),
                "active": Shape(colours.accent_hover),
            },
            weight="bold",
        )
        self._button(
            "Secondary",
            colours.text,
            Shape(colours.ground, colours.line_strong),
            {
                "pressed": Shape(colours.line, colours.line_strong),
                "focus": Shape(colours.ground, colours.line_strong, ring=colours.accent),
                "active": Shape(colours.hover, colours.line_strong),
            },
        )
        self._button(
            "Danger",
            colours.on_danger,
            Shape(colours.danger),
            {
                "pressed": Shape(colours.danger),
                "focus": Shape(colours.danger, ring=colours.danger),
                "active": Shape(colours.danger),
            },
            weight="bold",
        )
        quiet = {
            "pressed": Shape(colours.line),
            "focus": Shape(colours.hover, ring=colours.accent),
            "active": Shape(colours.hover),
        }
        self._button("Entry", colours.text, Shape(colours.ground), quiet, pad=(12, 9), anchor="w")
        self._button("Link", colours.accent, Shape(colours.ground), quiet, size=13, pad=(6, 2))

        # While it can't be pressed yet.
        self._ttk.map("Secondary.TButton", foreground=[("disabled", colours.muted)])

    def _button(
        self,
        name: str,
        text: str,
        normal: Shape,
        states: dict[str, Shape],
        weight: str = "normal",
        size: float = 15,
        pad: tuple[float, float] = (16, 12),
        anchor: str = "center",
    ) -> None:
        self._element(f"{name}.shape", normal, states)
        label = ("Button.label", {"sticky": "nswe"})
        padding: Any = ("Button.padding", {"sticky": "nswe", "children": [label]})
        self._ttk.layout(
            f"{name}.TButton", [(f"{name}.shape", {"sticky": "nswe", "children": [padding]})]
        )
        self._ttk.configure(
            f"{name}.TButton",
            foreground=text,
            font=self.font(size, weight),
            padding=(self.px(pad[0]), self.px(pad[1])),
            anchor=anchor,
            width=0,
        )
        self._ttk.map(f"{name}.TButton", foreground=[], background=[("", self.palette.ground)])

    def _field(self) -> None:
        colours = self.palette
        self._element(
            "Field.shape",
            Shape(colours.field, colours.line_strong),
            {
                "invalid": Shape(colours.field, colours.danger, 2),
                "focus": Shape(colours.field, colours.accent, 2),
            },
        )
        padding: Any = ("Entry.padding", {"sticky": "nswe", "children": [("Entry.textarea", {})]})
        self._ttk.layout(
            "Field.TEntry", [("Field.shape", {"sticky": "nswe", "children": [padding]})]
        )
        self._ttk.configure(
            "Field.TEntry",
            foreground=colours.text,
            insertcolor=colours.text,
            insertwidth=self.px(2),
            padding=(self.px(14), self.px(8)),
            selectbackground=colours.accent,
            selectforeground=colours.on_accent,
        )
        self._ttk.map("Field.TEntry", foreground=[("readonly", colours.muted)])

    def _element(self, name: str, normal: Shape, states: dict[str, Shape]) -> None:
        def drawn(shape: Shape) -> tkinter.PhotoImage:
            return self.picture(shapes.rounded(shape, self.palette.ground, RADIUS, self.scale))

        edge = shapes.corner(RADIUS, self.scale)
        self._ttk.element_create(
            name,
            "image",
            drawn(normal),
            *[(state, drawn(shape)) for state, shape in states.items()],
            border=edge,
            width=2 * edge,
            height=2 * edge,
            padding=0,
            sticky="nswe",
        )


def _family(root: tkinter.Tk) -> str:
    if sys.platform not in {"win32", "darwin"}:
        installed = set(font.families(root))
        for family in LINUX_FAMILIES:
            if family in installed:
                return family
    return str(font.nametofont("TkDefaultFont", root).actual("family"))
