"""What the project depends on is explained, and pinned in agreement."""

import re
from itertools import combinations
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from setuptools.config.setupcfg import read_configuration

ROOT = Path(__file__).parents[2]
OPTIONS = read_configuration(ROOT / "setup.cfg")["options"]
LOCKS = ("server", "s3", "tray", "dev")


def direct_dependencies() -> set[str]:
    asked = [OPTIONS["install_requires"], *OPTIONS["extras_require"].values()]
    return {canonicalize_name(Requirement(line).name) for lines in asked for line in lines}


def explained_packages() -> set[str]:
    document = (ROOT / "docs/dependencies.md").read_text(encoding="utf-8")
    cells = re.findall(r"^\| ([^|]+) \| [^|]+ \| [^|]+ \|$", document, re.MULTILINE)
    names = {name for cell in cells for name in cell.split(", ")}
    return {canonicalize_name(name) for name in names} - {"package"}


def pins(lock: str) -> set[str]:
    text = (ROOT / f"requirements/{lock}.txt").read_text(encoding="utf-8")
    return set(re.findall(r"^[a-z0-9-]+(?:\[[a-z,]+\])?==[^\\]+", text, re.MULTILINE))


def test_every_dependency_has_its_reason_and_no_reason_is_left_over() -> None:
    assert explained_packages() == direct_dependencies()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_pinned_with_hashes_and_without_an_address(lock: str) -> None:
    text = (ROOT / f"requirements/{lock}.txt").read_text(encoding="utf-8")
    assert len(re.findall(r"==.*\\\n +--hash=sha256:", text)) == len(pins(lock)) > 0
    assert "//" not in text


@pytest.mark.parametrize(("one", "other"), list(combinations(LOCKS, 2)))
def test_the_locks_agree_in_every_version(one: str, other: str) -> None:
    def versions(lock: str) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for pin in pins(lock):
            name, version = pin.split(" ")[0].split("==")
            found.setdefault(name, set()).add(version)
        return found

    first, second = versions(one), versions(other)
    common = first.keys() & second.keys()
    assert {name: first[name] for name in common} == {name: second[name] for name in common}


def test_the_lock_for_development_contains_the_others() -> None:
    names = {lock: {pin.split("==")[0] for pin in pins(lock)} for lock in LOCKS}
    assert names["server"] | names["tray"] <= names["dev"]
