"""The portable archive: unpack it anywhere and start `beistand-tray`; nothing is installed."""

import io
import tarfile
from pathlib import Path

from facts import Facts
from machine import machine


def archive(facts: Facts, bundle: Path, output: Path, quick: bool) -> Path:
    """The bundle as .tar.gz, with everything in one folder."""
    name = f"beistand-tray-{facts.version}"
    made = output / f"{name}-linux-{machine()}.tar.gz"

    def plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
        """Nobody's in particular, and as old as the source."""
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = "root"
        entry.mtime = facts.date
        return entry

    with tarfile.open(made, "w:gz", compresslevel=1 if quick else 9) as packed:
        packed.add(bundle, arcname=name, filter=plain)
        # By it the app knows that it is to keep nothing (tray_app/places.py).
        packed.addfile(plain(tarfile.TarInfo(f"{name}/portable")), io.BytesIO())
    return made
