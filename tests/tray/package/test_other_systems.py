"""What goes into the packages of Windows and macOS, as far as Linux can tell."""

import ast
import plistlib
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.tray.package.conftest import ROOT

PACKAGING = ROOT / "packaging"


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What a build makes before it begins, for a server with a name and an icon of its own."""
    monkeypatch.syspath_prepend(PACKAGING)
    from facts import facts_of
    from icons import icons

    given = tmp_path / "given.png"
    Image.new("RGBA", (300, 300), "#123456").save(given)
    folder = tmp_path / "made"
    folder.mkdir()
    facts_of(ROOT, "help.example.org", 'Müller & "Söhne"').write(folder)
    icons(folder, given)
    return folder


def facts(server: str = "", organisation: str = "") -> Any:
    """The facts of such a build."""
    from facts import facts_of

    return facts_of(ROOT, server, organisation)


def test_the_windows_installer_compiles_without_a_warning(made: Path, tmp_path: Path) -> None:
    from installer import installer

    bundle = tmp_path / "bundle"
    (bundle / "_internal").mkdir(parents=True)
    for name in ("beistand-tray.exe", "_internal/python311.dll"):
        (bundle / name).write_bytes(b"MZ" * 5000)
    package = installer(facts("", 'Müller & "Söhne"'), bundle, made, tmp_path)
    content = package.read_bytes()
    assert package.name == "beistand-tray-0.1.0-windows.exe"
    assert content.startswith(b"MZ")
    assert "Müller & ".encode("utf-16-le") in content, "the version resource says whose it is"
    # Without this the installer would ask for an administrator.
    assert b'requestedExecutionLevel level="asInvoker"' in content


def test_the_program_for_one_start_compiles_without_a_warning(made: Path, tmp_path: Path) -> None:
    from installer import self_extractor

    bundle = tmp_path / "bundle"
    bundle.mkdir()
    (bundle / "beistand-tray.exe").write_bytes(b"MZ" * 5000)
    package = self_extractor(facts(), bundle, made, tmp_path)
    assert package.name == "beistand-tray-0.1.0-windows-portable.exe"
    assert b'requestedExecutionLevel level="asInvoker"' in package.read_bytes()


def test_windows_gets_its_icon_in_all_sizes(made: Path) -> None:
    with Image.open(made / "icon.ico") as icon:
        assert {(16, 16), (32, 32), (48, 48), (256, 256)} <= icon.info["sizes"]
        assert icon.convert("RGB").getpixel((5, 5)) == (0x12, 0x34, 0x56)


def test_macos_gets_its_icon(made: Path) -> None:
    with Image.open(made / "icon.icns") as icon:
        assert icon.size >= (512, 512)


def test_the_version_resource_is_an_expression_whatever_the_name_is(made: Path) -> None:
    # PyInstaller evaluates it; its own reader needs Windows.
    tree = ast.parse((made / "version.txt").read_text("utf-8"), mode="eval")
    constants = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    assert {'Müller & "Söhne"', "0.1.0", "beistand-tray.exe"} <= constants


def test_the_mac_app_stays_out_of_the_dock_opens_links_and_says_why_it_asks() -> None:
    told = plistlib.loads((PACKAGING / "macos" / "Info.plist").read_bytes())
    assert told["LSUIElement"] is True
    assert told["CFBundleURLTypes"][0]["CFBundleURLSchemes"] == ["beistand"]
    assert all(told[f"NS{what}UsageDescription"] for what in ("ScreenCapture", "Accessibility"))
    assert plistlib.loads((PACKAGING / "macos" / "entitlements.plist").read_bytes())


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--server", "ftp://example.org"), "is no address of a server"),
        (("--organisation", "x" * 81), "fits no window"),
        (("--icon", "missing.png"), "missing.png"),
    ],
)
def test_what_can_not_be_built_is_said_before_it_takes_long(
    options: tuple[str, ...], sentence: str, tmp_path: Path
) -> None:

    build = (sys.executable, str(PACKAGING / "build.py"), "--output", str(tmp_path / "dist"))
    done = subprocess.run((*build, *options), capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "dist").exists()
