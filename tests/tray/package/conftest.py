"""The packages, built once for all who test them."""

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from filelock import FileLock

ROOT = Path(__file__).parents[3]
ORGANISATION = "Müller & Söhne"


class Packages(NamedTuple):
    """What `make package` makes on Linux."""

    deb: Path
    archive: Path


@pytest.fixture(scope="session")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Packages:
    """Built for an organisation, but for no server: the tests' servers change their addresses."""
    # Workers share what one of them has built: above the folder of each.
    folder = tmp_path_factory.getbasetemp()
    shared = (folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder) / "packages"
    with FileLock(f"{shared}.lock"):
        if not shared.exists():
            build = (sys.executable, str(ROOT / "packaging" / "build.py"), "--quick")
            done = subprocess.run(
                (*build, "--organisation", ORGANISATION, "--output", str(shared)),
                capture_output=True, text=True, check=False,
            )  # fmt: skip
            assert done.returncode == 0, done.stderr
    [deb], [archive] = shared.glob("*.deb"), shared.glob("*.tar.gz")
    return Packages(deb, archive)
