"""Signatures, made by whatever the one who builds has for that (docs/packaging.md)."""

import os
import shlex
import subprocess
from pathlib import Path

ENTITLEMENTS = Path(__file__).parent / "macos" / "entitlements.plist"


def sign_for_windows(file: Path) -> None:
    """Runs the command in BEISTAND_SIGN_WINDOWS with the file at its end, where there is one."""
    if command := os.environ.get("BEISTAND_SIGN_WINDOWS"):
        subprocess.run((*shlex.split(command, posix=os.name != "nt"), str(file)), check=True)


def sign_for_macos(app: Path) -> None:
    """Signs with the identity in BEISTAND_SIGN_MACOS, where there is one.

    Without one the app gets a signature of nobody's: Apple's processors start nothing without.
    """
    identity = os.environ.get("BEISTAND_SIGN_MACOS", "-")
    subprocess.run(
        ("codesign", "--force", "--deep", "--options", "runtime", "--entitlements",
         str(ENTITLEMENTS), "--sign", identity, str(app)),
        check=True,
    )  # fmt: skip


def notarize(image: Path) -> None:
    """Has Apple check the image, with the keychain profile in BEISTAND_NOTARIZE_MACOS if any."""
    if profile := os.environ.get("BEISTAND_NOTARIZE_MACOS"):
        subprocess.run(
            ("xcrun", "notarytool", "submit", "--keychain-profile", profile, "--wait", str(image)),
            check=True,
        )
        subprocess.run(("xcrun", "stapler", "staple", str(image)), check=True)
