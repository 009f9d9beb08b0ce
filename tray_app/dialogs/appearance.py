"""How this desktop looks: light or dark, and how large its pixels are."""

import os
import re
import subprocess
import sys
import tkinter
from dataclasses import dataclass


@dataclass(frozen=True)
class Palette:
    """The colours of the window, by what they are for; the same as the pages' tokens."""

    ground: str
    field: str
    text: str
    muted: str
    line: str
    line_strong: str
    hover: str
    accent: str
    accent_hover: str
    accent_pressed: str
    on_accent: str
    danger: str
    on_danger: str


LIGHT = Palette(
    ground="#ffffff",
    field="#ffffff",
    text="#1f1d1a",
    muted="#5d5850",
    line="#e3dfd8",
    line_strong="#8c857b",
    hover="#f6f4f1",
    accent="#0f6b5c",
    accent_hover="#0b5548",
    accent_pressed="#0a4a3f",
    on_accent="#ffffff",
    danger="#b3261e",
    on_danger="#ffffff",
)
DARK = Palette(
    ground="#1e1c1a",
    field="#151413",
    text="#f1eeea",
    muted="#b3aca3",
    line="#37332f",
    line_strong="#837b72",
    hover="#2b2825",
    accent="#35b89b",
    accent_hover="#55cdb1",
    accent_pressed="#2ba389",
    on_accent="#06231d",
    danger="#ff8f85",
    on_danger="#3a0905",
)

POINTS_PER_INCH = 72
#: How a desktop says "dark", whatever desktop it is; the answer is 1.
PORTAL = (
    *("gdbus", "call", "--session", "--timeout", "1"),
    *("--dest", "org.freedesktop.portal.Desktop"),
    *("--object-path", "/org/freedesktop/portal/desktop"),
    *("--method", "org.freedesktop.portal.Settings.Read"),
    *("org.freedesktop.appearance", "color-scheme"),
)


def palette() -> Palette:
    """The colours that fit this desktop."""
    return DARK if _is_dark() else LIGHT


def scale(root: tkinter.Misc) -> float:
    """How many pixels make up one pixel of a screen with 96 dots per inch."""
    if sys.platform == "darwin":
        # macOS scales by itself.
        return 1.0
    # Tk goes by the size that the screen claims to have; people set Xft.dpi.
    if sys.platform != "win32" and (chosen := _xft_dpi()):
        # Fonts come from Xft, which applies it to points: both must convert alike.
        root.tk.call("tk", "scaling", chosen / POINTS_PER_INCH)
    dpi = root.winfo_fpixels("1i")
    return min(max(dpi / 96, 1.0), 4.0)


def prepare_process() -> None:
    """Tells Windows that this process draws sharply on screens with many dots by itself."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.shcore.SetProcessDpiAwareness(1)


def _is_dark() -> bool:
    if sys.platform == "win32":
        return _is_dark_on_windows()
    if sys.platform == "darwin":
        return _output("defaults", "read", "-g", "AppleInterfaceStyle").strip() == "Dark"
    # GTK_THEME is how people force a look on a program; otherwise the desktop's choice counts.
    if theme := os.environ.get("GTK_THEME"):
        return theme.lower().endswith((":dark", "-dark"))
    return "uint32 1" in _output(*PORTAL)


def _is_dark_on_windows() -> bool:
    import winreg

    personalize = r"Software\Microsoft\Windows\CurrentVersion\Themes\Personalize"
    try:
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, personalize) as key:  # type: ignore[attr-defined]
            value: int = winreg.QueryValueEx(key, "AppsUseLightTheme")[0]  # type: ignore[attr-defined]
            return value == 0
    except OSError:
        return False


def _xft_dpi() -> float | None:
    from Xlib import Xatom
    from Xlib.display import Display

    display = Display()
    try:
        held = display.screen().root.get_full_property(Xatom.RESOURCE_MANAGER, Xatom.STRING)
    finally:
        display.close()
    found = re.search(rb"^Xft\.dpi:\s*([0-9.]+)", held.value if held else b"", re.MULTILINE)
    return float(found[1]) if found else None


def _output(*command: str) -> str:
    try:
        return subprocess.run(
            command, capture_output=True, text=True, timeout=2, check=False
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ""
