"""`make package`: the tray app as packages for this computer's system, in `dist/`.

Each system builds its own: Linux a .deb and a portable archive, Windows an installer, macOS a disk
image. What is special to one support server (its address, its name, its icon) is given here once.
"""

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from archive import archive  # noqa: E402 - found by the line above, as the other files here
from deb import deb  # noqa: E402
from disk_image import disk_image  # noqa: E402
from facts import Facts, facts_of  # noqa: E402
from icons import icons  # noqa: E402
from installer import installer, self_extractor  # noqa: E402

MADE = ROOT / "build" / "package"
BUNDLES = MADE / "bundle"


def main() -> int:
    """Builds; gives 1 where something is missing or wrong, and says what."""
    wanted = _options()
    try:
        facts = facts_of(ROOT, wanted.server, wanted.organisation)
        shutil.rmtree(MADE, ignore_errors=True)
        MADE.mkdir(parents=True)
        facts.write(MADE)
        icons(MADE, wanted.icon)
        _bundle()
        wanted.output.mkdir(parents=True, exist_ok=True)
        made = _packages(facts, wanted.output, wanted.quick)
    except (ValueError, OSError, subprocess.CalledProcessError) as problem:
        print(f"The packages could not be built: {problem}", file=sys.stderr)
        return 1
    for package, kind in made:
        size, sha256 = package.stat().st_size / 1_000_000, _sha256(package)
        told = {"sha256": sha256, "version": facts.version, "kind": kind}
        package.with_name(f"{package.name}.json").write_text(json.dumps(told) + "\n")
        print(f"{package}  {size:.1f} MB  SHA-256 {sha256}")
    print("Copy them, each with its .json, into the folder `downloads` of the server's home:")
    print("/download offers them then.")
    return 0


def _packages(facts: Facts, output: Path, quick: bool) -> list[tuple[Path, str]]:
    """Each with whether it installs something, as the server's list says it."""
    bundle = BUNDLES / "beistand-tray"
    if sys.platform == "win32":
        installed = installer(facts, bundle, MADE, output)
        return [
            (installed, "install"), (self_extractor(facts, bundle, MADE, output), "portable"),
        ]  # fmt: skip
    if sys.platform == "darwin":
        return [(disk_image(facts, BUNDLES / "Beistand.app", output), "install")]
    return [
        (archive(facts, bundle, output, quick), "portable"),
        (deb(facts, bundle, MADE, output, quick), "install"),
    ]


def _bundle() -> None:
    """Runs PyInstaller, and takes out of libpython what only a debugger reads."""
    subprocess.run(
        (
            sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN",
            "--distpath", str(BUNDLES), "--workpath", str(MADE / "work"),
            str(ROOT / "packaging" / "beistand-tray.spec"),
        ),
        check=True, cwd=ROOT,
    )  # fmt: skip
    if sys.platform.startswith("linux"):
        # Libraries of wheels are left as they are: their headers were moved, and strip breaks them.
        for library in BUNDLES.glob("beistand-tray/_internal/libpython*.so*"):
            subprocess.run(("strip", "--strip-unneeded", str(library)), check=True)


def _sha256(package: Path) -> str:
    with package.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make package", description=__doc__)
    parser.add_argument(
        "--server", default=os.environ.get("BEISTAND_PUBLIC_URL", ""), metavar="URL",
        help="the support server that this app belongs to (BEISTAND_PUBLIC_URL); else it asks once",
    )  # fmt: skip
    parser.add_argument(
        "--organisation", default=os.environ.get("BEISTAND_ORGANISATION", ""), metavar="NAME",
        help="whose app it is, said in its windows (BEISTAND_ORGANISATION)",
    )  # fmt: skip
    icon = os.environ.get("BEISTAND_ICON")
    parser.add_argument(
        "--icon", default=Path(icon) if icon else None, type=Path, metavar="PNG",
        help="their icon, a square PNG of at least 256 pixels (BEISTAND_ICON)",
    )  # fmt: skip
    parser.add_argument(
        "--quick", action="store_true", help="to try it out: packs loosely, which takes a third"
    )
    parser.add_argument("--output", default=ROOT / "dist", type=Path, help="(dist)")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
