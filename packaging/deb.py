"""The Debian package: menu entry, icon, `beistand:` links; removed without a rest."""

import gzip
import os
import shutil
import subprocess
from pathlib import Path

from facts import Facts
from icons import SIZES
from machine import debian_architecture

NAME = "beistand-tray"
HERE = Path(__file__).parent
#: The X libraries that Tk and the capture of the screen load from the system.
DEPENDS = ("libc6 (>= 2.31)", "libx11-6", "libxext6", "libxrandr2", "libxfixes3", "libxrender1",
           "libfontconfig1", "libfreetype6", "zlib1g")  # fmt: skip
#: Without them the icon still comes into older trays, and the links open the app where it runs.
RECOMMENDS = ("gir1.2-ayatanaappindicator3-0.1", "gir1.2-gtk-3.0", "libgirepository-1.0-1",
              "desktop-file-utils", "xdg-utils")  # fmt: skip
DESCRIPTION = """Description: joins a remote support session
 An icon in the tray whose click asks for the support key and opens the chat in
 the browser. With the consent of the person at this computer, each time anew, a
 technician can see the screen and take control."""


def deb(facts: Facts, bundle: Path, made: Path, output: Path, quick: bool) -> Path:
    """The bundle as .deb.

    :raises subprocess.CalledProcessError: where dpkg-deb fails
    """
    root = made / "deb"
    shutil.copytree(bundle, root / "usr/lib" / NAME, symlinks=True)
    _link(root / "usr/bin" / NAME, f"../lib/{NAME}/{NAME}")
    for entry in HERE.glob("linux/*.desktop"):
        _copy(entry, root / "usr/share/applications" / entry.name)
    for size in SIZES:
        place = f"usr/share/icons/hicolor/{size}x{size}/apps/{NAME}.png"
        _copy(made / f"icon-{size}.png", root / place)
    _documents(root / "usr/share/doc" / NAME, facts)
    _control(root, facts)
    _settle(root, facts.date)
    package = output / f"{NAME}_{facts.version}_{debian_architecture()}.deb"
    packing = ("-Zgzip", "-z1") if quick else ("-Zxz",)
    subprocess.run(
        ("dpkg-deb", "--root-owner-group", *packing, "--build", str(root), str(package)),
        check=True, capture_output=True, env=os.environ | {"SOURCE_DATE_EPOCH": str(facts.date)},
    )  # fmt: skip
    return package


def _documents(folder: Path, facts: Facts) -> None:
    folder.mkdir(parents=True)
    # https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
    (folder / "copyright").write_text(
        "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n"
        "Upstream-Name: Beistand\n\nFiles: *\nCopyright: the Beistand authors\n"
        "License: AGPL-3.0-or-later\n The whole text is in "
        f"/usr/lib/{NAME}/_internal/LICENSE.\n"
    )
    with gzip.GzipFile(folder / "changelog.gz", "wb", 9, mtime=facts.date) as packed:
        packed.write((HERE.parent / "CHANGELOG.md").read_bytes())


def _control(root: Path, facts: Facts) -> None:
    folder = root / "DEBIAN"
    folder.mkdir()
    kib = sum(one.stat().st_size for one in root.rglob("*") if one.is_file()) // 1024
    (folder / "control").write_text(
        f"Package: {NAME}\nVersion: {facts.version}\nArchitecture: {debian_architecture()}\n"
        "Maintainer: the Beistand authors <beistand@example.org>\n"
        f"Installed-Size: {kib}\nSection: net\nPriority: optional\n"
        f"Depends: {', '.join(DEPENDS)}\nRecommends: {', '.join(RECOMMENDS)}\n{DESCRIPTION}\n"
    )


def _settle(root: Path, date: int) -> None:
    """The same rights and times whoever builds, under whatever umask."""
    for one in [root, *root.rglob("*")]:
        if not one.is_symlink():
            runs = one.is_dir() or one.stat().st_mode & 0o100
            one.chmod(0o755 if runs else 0o644)
            os.utime(one, (date, date))


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _link(place: Path, target: str) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(target)
