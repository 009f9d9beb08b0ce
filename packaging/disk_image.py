"""The macOS disk image: the app, and the folder to drag it into."""

import shutil
import subprocess
from pathlib import Path

from facts import Facts
from machine import machine
from signing import notarize, sign_for_macos


def disk_image(facts: Facts, app: Path, output: Path) -> Path:
    """The app as .dmg; signed and notarized where BEISTAND_SIGN_MACOS says by whom.

    :raises subprocess.CalledProcessError: where one of macOS's tools fails
    """
    sign_for_macos(app)
    content = app.parent / "image"
    shutil.rmtree(content, ignore_errors=True)
    content.mkdir()
    shutil.copytree(app, content / app.name, symlinks=True)
    (content / "Applications").symlink_to("/Applications")
    image = output / f"beistand-tray-{facts.version}-macos-{machine()}.dmg"
    subprocess.run(
        ("hdiutil", "create", "-volname", "Beistand", "-srcfolder", str(content), "-ov",
         "-format", "UDZO", str(image)),
        check=True,
    )  # fmt: skip
    notarize(image)
    return image
