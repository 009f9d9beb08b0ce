"""What this part of the bench needs of the machine, said before anything is measured."""

import os
import shutil
import sys
from pathlib import Path

from bench.pictures.novnc import NOVNC

#: Program or folder → the Debian package that brings it.
PACKAGES = {
    "Xvfb": "xvfb",
    "openbox": "openbox",
    "trayer": "trayer",
    "dbus-daemon": "dbus",
    "xprop": "x11-utils",
    "xdotool": "xdotool",
    "chromium": "chromium",
    "x11vnc": "x11vnc",
    "websockify": "websockify",
    NOVNC: "novnc",
    "ip": "iproute2",
    "ping": "iputils-ping",
}


def missing() -> str:
    """What to do before it can run, in a sentence; nothing where all is there."""
    packages = [
        package
        for name, package in PACKAGES.items()
        if not (Path(name).is_dir() if name.startswith("/") else shutil.which(name))
    ]
    if packages:
        return f"The bench of pictures needs more: apt-get install {' '.join(packages)}"
    if not sys.platform.startswith("linux") or os.geteuid() or not Path("/dev/net/tun").exists():
        return "The bench of pictures needs root on Linux and /dev/net/tun, for the slow line."
    return ""
