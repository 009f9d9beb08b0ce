"""The facts of this build, as `make package` wrote them beside this file; a checkout has none."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("built.toml")


@dataclass(frozen=True)
class Built:
    """`server` is the address of the support server that the app was built for, `organisation`
    the name of who runs it; both may be empty.
    """

    version: str
    server: str = ""
    organisation: str = ""

    @property
    def name(self) -> str:
        """What the customer knows the app by."""
        return self.organisation or "Beistand"


@cache
def built(file: Path = FILE) -> Built:
    """The facts of this build."""
    try:
        return Built(**tomllib.loads(file.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return Built(_installed_version())


def _installed_version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("beistand")
    except PackageNotFoundError:
        return "0"
