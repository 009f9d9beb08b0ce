"""Which files are taken from whom."""

from pathlib import Path

import pytest

from server.domain.file_rules import MB, PROGRAMS, FileRules, read_endings
from server.domain.refusal import Refusal

RULES = FileRules(2, frozenset({"iso"}), read_endings(PROGRAMS))
SETTINGS = Path(__file__).parents[2] / "docs" / "settings.md"


@pytest.mark.parametrize(
    ("text", "endings"),
    [("exe, .MSI;*.bat  com", {"exe", "msi", "bat", "com"}), ("none", set()), ("", set())],
)
def test_a_list_of_endings_is_read_in_any_spelling(text: str, endings: set[str]) -> None:
    assert read_endings(text) == endings


def test_the_size_is_limited() -> None:
    RULES.check_size(2 * MB)
    with pytest.raises(Refusal, match="file_too_large"):
        RULES.check_size(2 * MB + 1)


@pytest.mark.parametrize("name", ["a.exe", "Rechnung.pdf.SCR", "a.ps1", "disk.iso", "x.apk"])
def test_customers_may_not_send_programs(name: str) -> None:
    with pytest.raises(Refusal, match="refused_file_type"):
        RULES.check_name("customer", name)


def test_technicians_may_send_programs_but_not_what_is_refused_for_all() -> None:
    RULES.check_name("technician", "hilfe.exe")
    RULES.check_kinds("technician", frozenset({"exe"}))
    with pytest.raises(Refusal, match="refused_file_type"):
        RULES.check_name("technician", "disk.iso")


def test_what_is_in_a_file_counts_whatever_its_name() -> None:
    with pytest.raises(Refusal, match="refused_file_type"):
        RULES.check_kinds("customer", frozenset({"exe"}))


def test_the_list_of_programs_is_documented_word_for_word() -> None:
    documented = SETTINGS.read_text(encoding="utf-8").partition("## Files that customers")[2]
    rows = [row.split("|")[2].split() for row in documented.splitlines() if row.startswith("| ")]
    assert [word for row in rows[1:] for word in row] == PROGRAMS.split()
