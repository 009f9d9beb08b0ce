"""`/download`: the tray app for the visitor's system, and what to do without one."""

import hashlib
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.customer.accessibility import findings
from tests.journeys.customer.people import People
from tests.running_server import RunningServer

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140 Safari/537.36"
MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari"
LINUX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/140 Mobile Safari"
PACKAGES = ("beistand-tray-1.0.exe", "beistand-tray-1.0.dmg", "beistand-tray_1.0_amd64.deb")


@pytest.fixture
def stocked_server(own_server: RunningServer) -> RunningServer:
    """A server on which an administrator has put the app for each system."""
    folder = own_server.home / "downloads"
    folder.mkdir()
    for name in PACKAGES:
        (folder / name).write_bytes(name.encode() * 1000)
    return own_server


@pytest.mark.parametrize(
    ("agent", "system", "package"),
    [(WINDOWS, "Windows", 0), (MAC, "macOS", 1), (LINUX, "Linux (.deb)", 2)],
    ids=["Windows", "macOS", "Linux"],
)
def test_the_visitors_system_comes_first(
    people: People, stocked_server: RunningServer, agent: str, system: str, package: int
) -> None:
    visitor = people.customer(stocked_server, user_agent=agent)
    visitor.opens("/download")
    links = visitor.page.get_by_role("link", name="Herunterladen für")
    expect(links).to_have_count(3)
    expect(links.first).to_have_text(f"Herunterladen für {system}")
    expect(visitor.page.get_by_role("heading", name="So geht es weiter")).to_be_visible()
    with visitor.page.expect_download() as begun:
        links.first.click()
    assert begun.value.suggested_filename == PACKAGES[package]
    assert Path(begun.value.path()).read_bytes() == PACKAGES[package].encode() * 1000


def test_for_other_systems_too_an_installer_comes_before_what_needs_none(
    people: People, stocked_server: RunningServer
) -> None:
    (stocked_server.home / "downloads" / "beistand-tray-1.0.tar.gz").write_bytes(b"archive")
    visitor = people.customer(stocked_server, user_agent=WINDOWS)
    visitor.opens("/download")
    names = visitor.page.locator(".package bdi")
    expect(names).to_have_text(
        [*PACKAGES[:1], PACKAGES[2], "beistand-tray-1.0.tar.gz", PACKAGES[1]]
    )


def test_the_whole_hash_can_be_read(people: People, stocked_server: RunningServer) -> None:
    visitor = people.customer(stocked_server, user_agent=WINDOWS)
    visitor.opens("/download")
    visitor.page.locator("summary").first.click()
    sha256 = hashlib.sha256(PACKAGES[0].encode() * 1000).hexdigest()
    expect(visitor.page.get_by_text(sha256)).to_be_visible()
    expect(visitor.page.get_by_text("21 KB").first).to_be_visible()


def test_where_there_is_nothing_it_says_what_works_without(
    people: People, own_server: RunningServer
) -> None:
    visitor = people.customer(own_server)
    visitor.opens("/download")
    expect(visitor.page.get_by_text("Hier gibt es noch nichts herunterzuladen.")).to_be_visible()
    expect(visitor.page.get_by_text("geht auch ohne App")).to_be_visible()


def test_a_phone_is_told_that_the_app_is_for_computers(
    people: People, stocked_server: RunningServer
) -> None:
    visitor = people.customer(
        stocked_server, user_agent=PHONE, viewport={"width": 390, "height": 844}
    )
    visitor.opens("/download")
    expect(visitor.page.get_by_text("Die App ist für Computer.")).to_be_visible()
    visitor.has_nothing_sticking_out()


def test_each_step_has_a_picture(people: People, stocked_server: RunningServer) -> None:
    for agent in (WINDOWS, MAC, LINUX):
        visitor = people.customer(stocked_server, user_agent=agent)
        visitor.opens("/download")
        steps = visitor.page.locator("main > .steps > li")
        expect(steps).to_have_count(3)
        for step in steps.all():
            expect(step.locator("svg")).to_be_visible()


def test_what_needs_no_installing_stands_apart(
    people: People, stocked_server: RunningServer
) -> None:
    (stocked_server.home / "downloads" / "beistand-tray-1.0.tar.gz").write_bytes(b"archive")
    visitor = people.customer(stocked_server, user_agent=LINUX)
    visitor.opens("/download")
    expect(visitor.page.get_by_role("heading", name="Ohne Installation starten")).to_be_visible()
    apart = visitor.page.locator(".without-installing")
    expect(apart.get_by_role("link")).to_have_text("Herunterladen für Linux (.tar.gz)")
    expect(apart.get_by_role("listitem").filter(has=visitor.page.locator("svg"))).to_have_count(4)
    expect(apart).to_contain_text("bleibt von der App nichts auf Ihrem Computer")


def test_it_speaks_english_too(people: People, stocked_server: RunningServer) -> None:
    visitor = people.customer(stocked_server, user_agent=WINDOWS, locale="en-GB")
    visitor.opens("/download")
    expect(visitor.page.get_by_role("heading", name="Download the app")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(people: People, stocked_server: RunningServer, scheme: str) -> None:
    (stocked_server.home / "downloads" / "beistand-tray-1.0.tar.gz").write_bytes(b"archive")
    for agent in (WINDOWS, LINUX, PHONE):
        visitor = people.customer(
            stocked_server, user_agent=agent, color_scheme=scheme,
            viewport={"width": 390, "height": 844},
        )  # fmt: skip
        visitor.opens("/download")
        assert findings(visitor.page) == []
        visitor.has_nothing_sticking_out()
