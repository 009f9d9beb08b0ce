"""Whether the app starts when the person signs in to this computer."""

import plistlib
import sys
from pathlib import Path

from platformdirs import user_config_path

from tray_app.desktop_entry import desktop_entry
from tray_app.places import APPLICATION
from tray_app.program import command

#: The name of the value in Windows' list, and of the job in macOS's.
_VALUE, _JOB = "Beistand", "org.beistand.tray"
_WINDOWS_LIST = r"Software\Microsoft\Windows\CurrentVersion\Run"


def starts_at_sign_in() -> bool:
    """Whether it does."""
    if sys.platform == "win32":
        return _windows_value() is not None
    return _file().exists()


def start_at_sign_in(wanted: bool, server_option: str | None = None) -> None:
    """From now on, or no longer.

    :raises OSError: where the system does not let the person say so
    """
    server = ("--server", server_option) if server_option else ()
    words = [*command(), *server, "--at-sign-in"]
    if sys.platform == "win32":
        _set_windows_value(words if wanted else None)
    elif wanted:
        _file().parent.mkdir(parents=True, exist_ok=True)
        _file().write_bytes(_described(words))
    else:
        _file().unlink(missing_ok=True)


def _file() -> Path:
    if sys.platform == "darwin":
        return Path.home() / "Library" / "LaunchAgents" / f"{_JOB}.plist"
    # XDG: Desktop Application Autostart Specification
    return user_config_path() / "autostart" / f"{APPLICATION}.desktop"


def _described(words: list[str]) -> bytes:
    if sys.platform == "darwin":
        return plistlib.dumps({"Label": _JOB, "ProgramArguments": words, "RunAtLoad": True})
    # Desktops leave out what is no longer installed (TryExec).
    return desktop_entry(words, f"TryExec={words[0]}", "X-GNOME-Autostart-enabled=true").encode()


def _windows_value() -> str | None:
    import winreg

    try:
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, _WINDOWS_LIST) as opened:  # type: ignore[attr-defined]
            return str(winreg.QueryValueEx(opened, _VALUE)[0])  # type: ignore[attr-defined]
    except FileNotFoundError:
        return None


def _set_windows_value(words: list[str] | None) -> None:
    import subprocess
    import winreg

    with winreg.CreateKey(winreg.HKEY_CURRENT_USER, _WINDOWS_LIST) as opened:  # type: ignore[attr-defined]
        if words:
            line = subprocess.list2cmdline(words)
            winreg.SetValueEx(opened, _VALUE, 0, winreg.REG_SZ, line)  # type: ignore[attr-defined]
        elif _windows_value() is not None:
            winreg.DeleteValue(opened, _VALUE)  # type: ignore[attr-defined]
