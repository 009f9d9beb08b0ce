"""What is known of a build before it begins: version, date, and whose support server it is for."""

import json
import os
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from setuptools.config.setupcfg import read_configuration

from tray_app.settings import NotAnAddress, server_url

LONGEST_NAME = 80


@dataclass(frozen=True)
class Facts:
    """Facts of one build; `date` in seconds since 1970, `server` empty where the app asks."""

    version: str
    date: int
    server: str
    organisation: str

    def write(self, folder: Path) -> None:
        """Writes them down as the app reads them (tray_app/built.py), and as Windows does."""
        lines = (
            f"{name} = {json.dumps(value, ensure_ascii=False)}\n"
            for name, value in (
                ("version", self.version),
                ("server", self.server),
                ("organisation", self.organisation),
            )
        )
        (folder / "built.toml").write_text("".join(lines), encoding="utf-8")
        (folder / "version").write_text(self.version)
        (folder / "version.txt").write_text(self._version_resource(), encoding="utf-8")

    @property
    def numbers(self) -> tuple[int, int, int, int]:
        """The version as Windows counts it."""
        parts = [int(part) for part in self.version.split(".")[:3] if part.isdecimal()]
        first, second, third = [*parts, 0, 0, 0][:3]
        return first, second, third, 0

    def _version_resource(self) -> str:
        strings = {
            "CompanyName": self.organisation or "Beistand",
            "FileDescription": "Beistand",
            "FileVersion": self.version,
            "InternalName": "beistand-tray",
            "LegalCopyright": "AGPL-3.0-or-later",
            "OriginalFilename": "beistand-tray.exe",
            "ProductName": "Beistand",
            "ProductVersion": self.version,
        }
        told = ", ".join(f"StringStruct({name!r}, {value!r})" for name, value in strings.items())
        return (
            "VSVersionInfo(\n"
            f"  ffi=FixedFileInfo(filevers={self.numbers}, prodvers={self.numbers}),\n"
            f"  kids=[StringFileInfo([StringTable('040704B0', [{told}])]),\n"
            "        VarFileInfo([VarStruct('Translation', [0x0407, 1200])])],\n"
            ")\n"
        )


def facts_of(root: Path, server: str, organisation: str) -> Facts:
    """The facts of a build of this checkout.

    :raises ValueError: where the address is none, or the name does not fit a window
    """
    try:
        address = server_url(server) if server else ""
    except NotAnAddress as error:
        raise ValueError(f"{server!r} is no address of a server") from error
    organisation = " ".join(organisation.split())
    if len(organisation) > LONGEST_NAME:
        raise ValueError(f"a name of more than {LONGEST_NAME} characters fits no window")
    version = str(read_configuration(root / "setup.cfg")["metadata"]["version"])
    return Facts(version, _date(root), address, organisation)


def _date(root: Path) -> int:
    """When this state of the source was made, so that the same source gives the same package."""
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(given)
    asked = subprocess.run(
        ("git", "log", "-1", "--format=%ct"), cwd=root, capture_output=True, text=True, check=False
    )
    return int(asked.stdout) if asked.returncode == 0 and asked.stdout.strip() else int(time.time())
