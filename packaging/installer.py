"""Windows: an installer for one person, without an administrator's rights, and a program that
unpacks itself for one start (NSIS).
"""

import os
import shutil
import subprocess
from pathlib import Path

from facts import Facts
from signing import sign_for_windows

SCRIPTS = Path(__file__).parent / "windows"


def installer(facts: Facts, bundle: Path, made: Path, output: Path) -> Path:
    """The bundle as an .exe that installs it; signed where BEISTAND_SIGN_WINDOWS says how.

    :raises ValueError: where makensis is not installed
    :raises subprocess.CalledProcessError: where it fails, or signing does
    """
    sign_for_windows(bundle / "beistand-tray.exe")
    package = output / f"beistand-tray-{facts.version}-windows.exe"
    kib = sum(one.stat().st_size for one in bundle.rglob("*") if one.is_file()) // 1024
    return _compiled("installer.nsi", facts, bundle, made, package, KIB=str(kib))


def self_extractor(facts: Facts, bundle: Path, made: Path, output: Path) -> Path:
    """The bundle, signed by now, as an .exe that runs it and leaves nothing.

    :raises: as `installer` does
    """
    package = output / f"beistand-tray-{facts.version}-windows-portable.exe"
    return _compiled("portable.nsi", facts, bundle, made, package)


def _compiled(
    script: str, facts: Facts, bundle: Path, made: Path, package: Path, **more: str
) -> Path:
    if shutil.which("makensis") is None:
        raise ValueError("makensis is missing: https://nsis.sourceforge.io, or Debian's nsis")
    told = {
        "VERSION": facts.version,
        "NUMBERS": ".".join(map(str, facts.numbers)),
        "PUBLISHER": facts.organisation or "Beistand",
        "BUNDLE": str(bundle.resolve()),
        "ICON": str((made / "icon.ico").resolve()),
        "PACKAGE": str(package.resolve()),
        **more,
    }
    words = ("makensis", "-V2", "-WX", "-INPUTCHARSET", "UTF8", *_defined(told))
    subprocess.run((*words, str(SCRIPTS / script)), check=True)
    sign_for_windows(package)
    return package


def _defined(told: dict[str, str]) -> list[str]:
    # makensis takes options with the system's own sign.
    sign = "/" if os.name == "nt" else "-"
    return [f"{sign}D{name}={_escaped(value)}" for name, value in told.items()]


def _escaped(value: str) -> str:
    """As NSIS wants it between quotation marks."""
    return value.replace("$", "$$").replace('"', '$\\"')
