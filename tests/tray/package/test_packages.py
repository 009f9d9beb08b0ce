"""The packages of the tray app, as people get them: what is in them, and that they work."""

import hashlib
import json
import os
import subprocess
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import Request, urlopen

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
        # Its first start opens a page, whose window would take the keyboard from the key.
        browser.page("/download/started")
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


def test_beside_each_package_stands_what_the_server_tells_of_it(packages: Packages) -> None:
    for package, kind in ((packages.deb, "install"), (packages.archive, "portable")):
        told = json.loads(package.with_name(f"{package.name}.json").read_text())
        sha256 = hashlib.sha256(package.read_bytes()).hexdigest()
        assert told == {"sha256": sha256, "version": "0.1.0", "kind": kind}


def everything_in(*folders: Path) -> set[str]:
    """All files and folders there; what belongs to the desktop and the browser left out."""
    return {
        str(one)
        for folder in folders
        for one in folder.rglob("*")
        if not any(part in str(one) for part in ("chromium", "fontconfig", ".log", "dconf"))
    }


@pytest.fixture
def stocked(own_server: RunningServer, packages: Packages) -> RunningServer:
    """A server that offers the packages."""
    (own_server.home / "downloads").mkdir()
    for package in packages:
        for file in (package, package.with_name(f"{package.name}.json")):
            (own_server.home / "downloads" / file.name).hardlink_to(file)
    return own_server


def test_what_is_downloaded_in_a_chat_joins_it_by_itself_and_leaves_nothing(
    packages: Packages, stocked: RunningServer, desktop_with_panel: Desktop, tmp_path: Path
) -> None:
    desktop, controlled = desktop_with_panel, Controlled(stocked, desktop_with_panel)
    session_id = controlled.session["id"]
    request = Request(
        f"{stocked.url}/download/{packages.archive.name}?session={session_id}",
        headers={"Cookie": f"beistand_chat_{session_id}={controlled.token}"},
    )
    downloaded, unpacked = tmp_path / "downloaded.tar.gz", tmp_path / "unpacked"
    with urlopen(request) as answer:
        downloaded.write_bytes(answer.read())
    unpacked.mkdir()
    run("tar", "--extract", f"--file={downloaded}", f"--directory={unpacked}")
    folder = unpacked / "beistand-tray-0.1.0"
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    desktop.environment["TMPDIR"] = str(temporary)
    places = (desktop.home, Path(desktop.environment["XDG_RUNTIME_DIR"]), temporary)
    before, bundle = everything_in(*places), everything_in(unpacked)

    app = desktop.start(str(folder / "beistand-tray"))

    controlled.technician.wait("presence", role="helper", present=True)
    agree(desktop)
    controlled.grant()
    controlled.technician.wait("sources")
    controlled.technician.watch()
    wait_for("a picture", lambda: controlled.technician.size())
    assert not (folder / "session.toml").exists(), "nobody else can use it"
    controlled.technician.decide("end")

    desktop.window_to_type_in("^Beistand wird beendet")
    desktop.picture().save(tmp_path / "ends.png")
    desktop.press("Return")
    assert app.wait(timeout=15) == 0
    assert "Traceback" not in desktop.log("beistand-tray")
    assert everything_in(*places) == before
    assert everything_in(unpacked) == bundle - {str(folder / "session.toml")}


def test_on_its_first_start_what_was_installed_leads_the_browser_back(
    packages: Packages,
    stocked: RunningServer,
    desktop_with_xembed: Desktop,
    default_browser: Callable[[Desktop], DefaultBrowser],
) -> None:
    desktop, browser = desktop_with_xembed, default_browser(desktop_with_xembed)
    with installed(packages.deb):
        app = desktop.start("beistand-tray", "--server", stocked.url)
        page = browser.page("/download/started")
        expect(page.get_by_role("heading", name="Die App ist gestartet")).to_be_visible()
        app.terminate()
        assert app.wait(timeout=10) == 0
        settings = desktop.home / "config" / "beistand-tray" / "settings.toml"
        assert 'started = "yes"' in settings.read_text()


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
