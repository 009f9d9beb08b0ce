"""Desktops without a screen: an X server, a window manager, a session bus, and a tray or none."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from Xlib.display import Display

from tests.tray.desktop import Desktop, wait_for

SIZE = "1280x900x24"
#: -noreset: it would start anew when its last client goes, and meanwhile turn others away.
XVFB = ("Xvfb", "-screen", "0", SIZE, "-nolisten", "tcp", "-noreset")


@contextmanager
def bare_desktop(
    home: Path, x_server: tuple[str, ...] = XVFB, **environment: str
) -> Iterator[Desktop]:
    """A desktop with a window manager and a session bus, but without any tray."""
    desktop = Desktop(home, **environment)
    try:
        _start_x(desktop, x_server)
        _start_bus(desktop)
        desktop.start("openbox")
        wait_for(
            "the window manager",
            lambda: "not found" not in desktop.run("xprop", "-root", "_NET_SUPPORTING_WM_CHECK"),
        )
        yield desktop
    finally:
        desktop.end()


@contextmanager
def xembed_desktop(home: Path) -> Iterator[Desktop]:
    """A desktop with a tray of the old kind, which has no menus."""
    with bare_desktop(home) as desktop:
        desktop.start("trayer", "--edge", "top", "--align", "right", "--widthtype", "request")
        wait_for("the tray", lambda: _has_xembed_tray(desktop))
        yield desktop


@contextmanager
def status_notifier_desktop(home: Path) -> Iterator[Desktop]:
    """A desktop with a panel of today, which shows the app's menu itself."""
    with bare_desktop(home) as desktop:
        desktop.start("dunst")
        desktop.start("xfce4-panel", "--disable-wm-check")
        wait_for("the panel", lambda: _owns(desktop, "org.kde.StatusNotifierWatcher"))
        yield desktop


def _start_x(desktop: Desktop, command: tuple[str, ...]) -> None:
    # The server chooses a free display by itself and says which: tests can run side by side.
    reading, writing = os.pipe()
    process = subprocess.Popen(
        (*command, "-displayfd", str(writing)),
        pass_fds=[writing],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    desktop.end_with(process)
    os.close(writing)
    with os.fdopen(reading) as said:
        number = said.readline().strip()
    assert number, f"{command[0]} did not start"
    desktop.environment["DISPLAY"] = f":{number}"


def _start_bus(desktop: Desktop) -> None:
    bus = subprocess.Popen(
        ("dbus-daemon", "--session", "--nofork", "--nosyslog", "--print-address=1"),
        env=desktop.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    desktop.end_with(bus)
    assert bus.stdout
    desktop.environment["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()
    bus.stdout.close()
    desktop.run("dbus-update-activation-environment", "DISPLAY", "HOME", "XDG_CONFIG_HOME")


def _has_xembed_tray(desktop: Desktop) -> bool:
    display = Display(desktop.environment["DISPLAY"])
    try:
        return bool(display.get_selection_owner(display.intern_atom("_NET_SYSTEM_TRAY_S0")))
    finally:
        display.close()


def _owns(desktop: Desktop, name: str) -> bool:
    answer = desktop.run(
        *("dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus"),
        *("/org/freedesktop/DBus", "org.freedesktop.DBus.NameHasOwner", f"string:{name}"),
    )
    return "true" in answer
