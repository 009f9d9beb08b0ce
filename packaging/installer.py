"""The Windows installer: for one person, without an administrator's rights (NSIS)."""

import os
import shutil
import subprocess
from pathlib import Path

from facts import Facts
from signing import sign_for_windows

SCRIPT = Path(__file__).parent / "windows" / "installer.nsi"


def installer(facts: Facts, bundle: Path, made: Path, output: Path) -> Path:
    """The bundle as an .exe that installs it; signed where BEISTAND_SIGN_WINDOWS says how.

    :raises ValueError: where makensis is not installed
    :raises subprocess.CalledProcessError: where it fails, or signing does
    """
    if shutil.which("makensis") is None:
        raise ValueError("makensis is missing: https://nsis.sourceforge.io, or Debian's nsis")
    sign_for_windows(bundle / "beistand-tray.exe")
    package = output / f"beistand-tray-{facts.version}-windows.exe"
    told = {
        "VERSION": facts.version,
        "NUMBERS": ".".join(map(str, facts.numbers)),
        "PUBLISHER": facts.organisation or "Beistand",
        "BUNDLE": str(bundle.resolve()),
        "ICON": str((made / "icon.ico").resolve()),
        "PACKAGE": str(package.resolve()),
        "KIB": str(sum(one.stat().st_size for one in bundle.rglob("*") if one.is_file()) // 1024),
    }
    subprocess.run(
        ("makensis", "-V2", "-WX", "-INPUTCHARSET", "UTF8", *_defined(told), str(SCRIPT)),
        check=True,
    )
    sign_for_windows(package)
    return package


def _defined(told: dict[str, str]) -> list[str]:
    # makensis takes options with the system's own sign.
    sign = "/" if os.name == "nt" else "-"
    return [f"{sign}D{name}={_escaped(value)}" for name, value in told.items()]


def _escaped(value: str) -> str:
    """As NSIS wants it between quotation marks."""
    return value.replace("$", "$$").replace('"', '$\\"')
