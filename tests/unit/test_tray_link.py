"""What the tray app takes for a link of the chat, and how a desktop is told to open it."""

import configparser
import shlex

import pytest

from tray_app.attach import KeyLink, Link, NotALink, parse_link
from tray_app.link_registration import links_entry
from tray_app.settings import Server


@pytest.mark.parametrize(
    "text",
    [
        "beistand:attach?server=https%3A%2F%2Fhelp.example.org&code=abc_-9",
        "beistand://attach?server=https%3A%2F%2Fhelp.example.org&code=abc_-9",
        "beistand://attach/?code=abc_-9&server=https%3A%2F%2Fhelp.example.org%2F",
        " beistand:attach?server=help.example.org&code=abc_-9\n",
    ],
)
def test_a_link(text: str) -> None:
    assert parse_link(text) == Link(Server("https://help.example.org"), "abc_-9")


@pytest.mark.parametrize(
    ("text", "server"),
    [
        ("beistand:join?key=123456789", None),
        ("beistand://join/?key=123-456%20789", None),
        (
            "beistand:join?server=help.example.org&key=123+456+789",
            Server("https://help.example.org"),
        ),
    ],
)
def test_a_link_with_a_key(text: str, server: Server | None) -> None:
    assert parse_link(text) == KeyLink("123456789", server)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "beistand:",
        "beistand:attach",
        "beistand:join",
        "beistand:join?key=12345678",
        "beistand:join?key=12345678x",
        "beistand:join?key=123456789&key=987654321",
        "beistand:join?key=123456789&server=file%3A%2F%2F%2Fetc%2Fpasswd",
        "beistand:attach?server=https%3A%2F%2Fhelp.example.org",
        "beistand:attach?code=abc",
        "beistand:attach?server=&code=abc",
        "beistand:attach?server=https%3A%2F%2Fhelp.example.org&code=",
        "beistand:attach?server=a.example&server=b.example&code=abc",
        "beistand:attach?server=file%3A%2F%2F%2Fetc%2Fpasswd&code=abc",
        "beistand:attach?server=https%3A%2F%2Fuser%3Apw%40help.example.org&code=abc",
        "beistand:format?server=https%3A%2F%2Fhelp.example.org&code=abc",
        "https://help.example.org/attach?server=https%3A%2F%2Fhelp.example.org&code=abc",
        "beistand:attach?server=https%3A%2F%2Fhelp.example.org&code=" + "a" * 500,
        "beistand:attach?server=https%3A%2F%2Fhelp.example.org&code=" + "a" * 5000,
        "beistand:attach?server=https%3A%2F%2F[&code=abc",
    ],
)
def test_no_link(text: str) -> None:
    with pytest.raises(NotALink):
        parse_link(text)


def test_the_desktop_entry_starts_the_app_with_the_link() -> None:
    parser = configparser.ConfigParser(interpolation=None)
    parser.read_string(links_entry("https://help.example.org/a b%c"))
    entry = parser["Desktop Entry"]
    assert entry["MimeType"] == "x-scheme-handler/beistand;"
    words = shlex.split(entry["Exec"])
    assert words[-4:] == ["--server", "https://help.example.org/a b%%c", "--attach", "%u"]
