"""Names of files: what people see, and what they may be taken to end in."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.file_names import MOST_BYTES, endings_of, name_for_people

TRICKS = st.text(
    st.sampled_from('./\\ :\u202e\u200d\u200f\u0301\0\n%"aÄüñ😀👨漢') | st.characters()
)
ENDINGS = st.sampled_from(["exe", "EXE", "eXe", "ｅｘｅ", "e\u200dxe", "\u202eexe", "exe\u200f"])


@given(TRICKS)
def test_every_name_is_short_visible_and_no_path(given_name: str) -> None:
    name = name_for_people(given_name)
    assert 0 < len(name.encode()) <= MOST_BYTES
    assert not set("/\\") & set(name)
    assert name.strip() == name
    assert not name.endswith(".")
    assert unicodedata.is_normalized("NFC", name)
    categories = {unicodedata.category(letter) for letter in name if letter not in "\u200c\u200d"}
    assert not {"Cc", "Cf", "Cs", "Zl", "Zp"} & categories


@given(TRICKS)
def test_a_name_for_people_stays_as_it_is(given_name: str) -> None:
    name = name_for_people(given_name)
    assert name_for_people(name) == name


@given(
    st.text(st.characters(categories=("L", "N", "So")), min_size=1), ENDINGS, st.text(" .\u00a0")
)
def test_an_ending_stays_one_however_it_is_hidden(stem: str, ending: str, after: str) -> None:
    assert "exe" in endings_of(name_for_people(f"{stem}.{ending}{after}"))


@given(TRICKS, st.integers(80, 300))
def test_a_long_name_keeps_its_ending(text: str, times: int) -> None:
    stem = text.replace("/", "").replace("\\", "")
    name = name_for_people(f"a{stem}b" * times + ".jpeg")
    assert name.endswith(".jpeg")
    assert len(name.encode()) <= MOST_BYTES


@pytest.mark.parametrize(
    ("given_name", "name"),
    [
        ("Übersicht Größe.pdf", "Übersicht Größe.pdf"),
        ("U\u0308bersicht.pdf", "Übersicht.pdf"),
        ("👨\u200d👩\u200d👧 Urlaub.png", "👨\u200d👩\u200d👧 Urlaub.png"),
        ("C:\\Users\\anna\\Desktop\\Rechnung.pdf", "Rechnung.pdf"),
        ("../../etc/passwd", "passwd"),
        ("Rechnung\u202efdp.exe", "Rechnungfdp.exe"),
        ("Zeile\neins\t.txt", "Zeile eins .txt"),
        ("  Brief.txt . . ", "Brief.txt"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("Com1 .log", "_Com1 .log"),
        ("LPT².x", "_LPT².x"),
        ("Console.txt", "Console.txt"),
        (".profile", ".profile"),
        ("..", "file"),
        ("", "file"),
        ("\u202e\u200b", "file"),
        ("Was ist das?.txt", "Was ist das?.txt"),
    ],
)
def test_names(given_name: str, name: str) -> None:
    assert name_for_people(given_name) == name


@pytest.mark.parametrize(
    ("name", "endings"),
    [
        ("rechnung.pdf.exe", {"exe"}),
        ("setup.exe::$DATA", {"exe", "exe::$data"}),
        ("brief.txt:setup.exe", {"exe", "txt"}),
        ("archive.tar.gz", {"gz"}),
        ("LIESMICH", set()),
    ],
)
def test_endings(name: str, endings: set[str]) -> None:
    assert endings_of(name) == endings
