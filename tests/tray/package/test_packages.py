"""The packages of the tray app, as people get them: what is in them, and that they work."""

import json
import os
import subprocess
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.api.streams import StreamClient
from tests.running_server import RunningServer
from tests.tray.browser import DefaultBrowser
from tests.tray.controlled import Controlled, agree
from tests.tray.desktop import TRAY_TEAL, Desktop, wait_for
from tests.tray.package.conftest import ORGANISATION, ROOT, Packages
from tests.tray.watching import WatchingTechnician

KEY_WINDOW = "^Einer Sitzung beitreten"
#: The first package takes as long as PyInstaller does.
pytestmark = pytest.mark.timeout(400)


def run(*command: str) -> str:
    """What the command printed; as root where that is needed and possible."""
    as_root = ("sudo",) if command[0] == "dpkg" and os.geteuid() else ()
    done = subprocess.run((*as_root, *command), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@contextmanager
def installed(deb: Path) -> Iterator[None]:
    """The package is installed on this system meanwhile."""
    run("dpkg", "--install", str(deb))
    try:
        yield
    finally:
        run("dpkg", "--purge", "beistand-tray")


def test_the_debian_package_brings_menu_links_and_icons_and_no_autostart(
    packages: Packages,
) -> None:
    listed = run("dpkg-deb", "--contents", str(packages.deb)).splitlines()
    files = {line.split()[5].removeprefix(".") for line in listed if not line.startswith("d")}
    assert {
        "/usr/share/applications/beistand-tray.desktop",
        "/usr/share/applications/beistand-tray-links.desktop",
        "/usr/share/icons/hicolor/48x48/apps/beistand-tray.png",
        "/usr/share/doc/beistand-tray/copyright",
        "/usr/lib/beistand-tray/beistand-tray",
    } <= files
    assert not [name for name in files if "autostart" in name]
    scripts = run("dpkg-deb", "--info", str(packages.deb))
    assert "postinst" not in scripts
    assert "prerm" not in scripts


@pytest.mark.parametrize("name", ["beistand-tray", "beistand-tray-links"])
def test_the_desktop_understands_its_entries(name: str) -> None:
    entry = ROOT / "packaging" / "linux" / f"{name}.desktop"
    assert run("desktop-file-validate", str(entry)) == ""


def test_the_same_source_gives_the_same_facts(packages: Packages) -> None:
    with tarfile.open(packages.archive) as packed:
        [facts] = [one for one in packed.getmembers() if one.name.endswith("built.toml")]
        content = packed.extractfile(facts)
        assert content
        assert content.read().decode().splitlines() == [
            'version = "0.1.0"',
            'server = ""',
            f"organisation = {json.dumps(ORGANISATION, ensure_ascii=False)}",
        ]
        assert {one.uname for one in packed.getmembers()} == {"root"}
        assert len({one.mtime for one in packed.getmembers()}) == 1


def test_it_is_installed_joins_opens_links_and_leaves_nothing_behind(
    packages: Packages,
    server: RunningServer,
    desktop_with_xembed: Desktop,
    default_browser: Callable[[Desktop], DefaultBrowser],
) -> None:
    desktop, browser = desktop_with_xembed, default_browser(desktop_with_xembed)
    session = server.start_session()
    with installed(packages.deb):
        brought = [Path(line) for line in run("dpkg", "--listfiles", "beistand-tray").splitlines()]
        app = desktop.start("beistand-tray", "--server", server.url)
        desktop.click(wait_for("the icon", lambda: desktop.spot(TRAY_TEAL)))
        desktop.window_to_type_in(KEY_WINDOW)
        desktop.type(session["key"])
        desktop.press("Return")
        chat = browser.page(f"/chat/{session['id']}")
        expect(chat.get_by_role("textbox", name="Nachricht")).to_be_visible()
        with_app(server, session["id"])

        # A message while the chat is closed.
        chat.goto("about:blank")
        technician = StreamClient(server, session["id"], server.token)
        technician.say("Sind Sie noch da?")
        wait_for("the notification", lambda: desktop.window("^Dunst$"))
        desktop.save_picture("notification")
        technician.close()

        # A link of another chat, clicked in the browser.
        other = Controlled(server, desktop)
        assert desktop.run("xdg-mime", "query", "default", "x-scheme-handler/beistand") == (
            "beistand-tray-links.desktop"
        )
        browser.follows(other.link(), other.has_the_app)
        agree(desktop)
        assert app.poll() is None, "it is the one that ran before"
        assert "Traceback" not in desktop.log("beistand-tray")
        app.terminate()
        app.wait(timeout=10)
    left = [place for place in brought if place.exists() and "beistand" in str(place)]
    assert left == []
    assert desktop.run("xdg-mime", "query", "default", "x-scheme-handler/beistand") == ""


def with_app(server: RunningServer, session_id: str) -> None:
    """The app takes part in this session."""
    technician = WatchingTechnician(server, session_id)
    technician.sees_the_app()
    technician.close()


def test_the_portable_archive_runs_where_it_is_unpacked(
    packages: Packages, server: RunningServer, desktop_with_panel: Desktop, tmp_path: Path
) -> None:
    desktop = desktop_with_panel
    run("tar", "--extract", f"--file={packages.archive}", f"--directory={tmp_path}")
    program = tmp_path / "beistand-tray-0.1.0" / "beistand-tray"
    controlled = Controlled(server, desktop)
    desktop.start(str(program), "--server", server.url, "--attach", controlled.link())
    controlled.technician.wait("presence", role="helper", present=True)
    agree(desktop)
    request = controlled.grant()
    controlled.technician.wait("sources")
    controlled.technician.watch()
    wait_for("a picture", lambda: controlled.technician.size())
    controlled.chat.decide("withdraw", permission="control")
    assert request
    wait_for("the icon", lambda: desktop.spot(TRAY_TEAL))
