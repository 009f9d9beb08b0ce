"""The kind of processor that a package is for."""

import platform

_DEBIANS = {"x86_64": "amd64", "aarch64": "arm64"}


def machine() -> str:
    """As the kernel calls it: x86_64, aarch64 …"""
    return platform.machine().lower()


def debian_architecture() -> str:
    """As Debian calls it: amd64, arm64 …"""
    return _DEBIANS.get(machine(), machine())
