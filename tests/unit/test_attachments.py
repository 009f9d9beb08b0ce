"""Names of downloads in headers, for any letters (RFC 6266)."""

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.api.attachments import attachment


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Rechnung.pdf", "Rechnung.pdf"),
        ("Größe.txt", "Groesse.txt"),
        ("тест.txt", "file.txt"),
        ("😀", "file"),
        ('a"b\\c%d.txt', "a_b_c_d.txt"),
        ("\uff0e\uff0e\uff0f\uff0e\uff0e\uff0fetc\uff0fpasswd", "file.etc_passwd"),
        ("\u2100.txt", "a_c.txt"),
        ("C\uff1aBrief.txt", "C_Brief.txt"),
        (".bashrc", "file.bashrc"),
        ("тест/.profile", "_.profile"),
    ],
)
def test_who_reads_no_unicode_gets_a_name_too(name: str, plain: str) -> None:
    assert f'filename="{plain}";' in attachment(name)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=80))
def test_any_name_comes_back_whole_and_breaks_no_header(name: str) -> None:
    header = attachment(name)
    assert header.isascii()
    assert "\n" not in header
    assert "\r" not in header
    assert unquote(header.partition("filename*=UTF-8''")[2]) == name


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=80))
def test_the_plain_name_names_no_folder_no_stream_and_nothing_hidden(name: str) -> None:
    plain = attachment(name).partition('filename="')[2].partition('"')[0]
    assert plain
    assert not plain.startswith(".")
    assert not set(plain) & set("/\\:")
