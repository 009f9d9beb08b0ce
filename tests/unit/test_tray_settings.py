"""Which server the tray app belongs to, and in which language it speaks."""

from pathlib import Path

import pytest

from tray_app.language import language
from tray_app.settings import NotAnAddress, Server, known_server, remember, server_url


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("support.example.org", "https://support.example.org"),
        ("  support.example.org/ ", "https://support.example.org"),
        ("support.example.org:8443", "https://support.example.org:8443"),
        ("https://example.org/hilfe/", "https://example.org/hilfe"),
        ("http://192.168.1.5:8080", "http://192.168.1.5:8080"),
        ("localhost:8080", "http://localhost:8080"),
        ("127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("[::1]:8080", "http://[::1]:8080"),
        ("https://support.example.org/?a=b#c", "https://support.example.org"),
    ],
)
def test_addresses_as_people_write_them(typed: str, url: str) -> None:
    assert server_url(typed) == url


@pytest.mark.parametrize(
    "typed",
    ["", "  ", "https://", "ftp://example.org", "file:///etc/passwd", "javascript:alert(1)",
     "https://anna:secret@example.org", "http://example.org:99999", "zwei Wörter", "[::1", "<b>"],
)  # fmt: skip
def test_what_is_no_address(typed: str) -> None:
    with pytest.raises(NotAnAddress):
        server_url(typed)


def test_the_option_comes_before_environment_and_files(tmp_path: Path) -> None:
    user, site = tmp_path / "user" / "settings.toml", tmp_path / "site.toml"
    site.write_text('server = "https://site.example.org"\n')

    def known(option: str | None, environ: dict[str, str]) -> Server | None:
        return known_server(option, environ, user, site, "https://built.example.org")

    environ = {"BEISTAND_SERVER": "env.example.org"}
    assert known("option.example.org", environ) == Server("https://option.example.org")
    assert known(None, environ) == Server("https://env.example.org")
    assert known(None, {}) == Server("https://site.example.org")
    remember("https://user.example.org", user)
    assert known(None, {}) == Server("https://user.example.org", chosen_here=True)


def test_an_app_that_was_built_for_a_server_asks_for_none(tmp_path: Path) -> None:
    nowhere = tmp_path / "missing.toml"
    assert known_server(None, {}, nowhere, nowhere, "https://built.example.org") == Server(
        "https://built.example.org"
    )
    assert known_server(None, {}, nowhere, nowhere, "") is None


@pytest.mark.parametrize("text", ["", "server = ", "server = 5", "\x00\xff", "other = 1"])
def test_a_damaged_settings_file_is_like_none(tmp_path: Path, text: str) -> None:
    damaged = tmp_path / "settings.toml"
    damaged.write_bytes(text.encode("latin-1"))
    assert known_server(None, {}, damaged, tmp_path / "missing.toml") is None


@pytest.mark.parametrize(
    ("environ", "spoken"),
    [
        ({}, "de"),
        ({"LANG": "C.UTF-8"}, "de"),
        ({"LANG": "fr_FR.UTF-8"}, "de"),
        ({"LANG": "de_AT.UTF-8"}, "de"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "de_DE.UTF-8"}, "de"),
        ({"LANG": "de_DE.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, "en"),
    ],
)
def test_english_where_the_system_speaks_it_else_german(
    environ: dict[str, str], spoken: str
) -> None:
    assert language(environ, "linux") == spoken
