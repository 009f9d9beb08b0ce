"""Which dangerous kind a file is, by its bytes: named as its usual ending is.

puremagic tells types by their first bytes; what starts a program also hides deeper in a file.
"""

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

HEAD, TAIL = 64 * 1024, 256 * 1024
_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"MZ", "exe"),
    (b"\x7fELF", "elf"),
    (b"\xca\xfe\xba\xbf", "macho"),
    *((word, "macho") for word in (b"\xfe\xed\xfa\xce", b"\xfe\xed\xfa\xcf")),
    *((word, "macho") for word in (b"\xce\xfa\xed\xfe", b"\xcf\xfa\xed\xfe")),
    (b"dex\n", "dex"),
    (b"L\0\0\0\x01\x14\x02\0", "lnk"),
    (b"!<arch>\ndebian", "deb"),
    (b"\xed\xab\xee\xdb", "rpm"),
    (b"ITSF", "chm"),
    (b"conectix", "vhd"),
    (b"vhdxfile", "vhdx"),
    (b"KDMV", "vmdk"),
)
# In texts the letters' case, marks of the encoding and space before them don't matter.
_FIRST_WORDS: tuple[tuple[bytes, str], ...] = (
    (b"#!/", "sh"),
    (b"#! /", "sh"),
    (b"[internetshortcut", "url"),
    (b"[desktop entry]", "desktop"),
    (b"windows registry editor", "reg"),
    (b"regedit4", "reg"),
)
_IN_ARCHIVES: tuple[tuple[bytes, str], ...] = (
    (b"META-INF/MANIFEST.MF", "jar"),
    (b"AndroidManifest.xml", "apk"),
    (b"AppxManifest.xml", "appx"),
    (b".app/Info.plist", "ipa"),
)
_MSI = bytes.fromhex("84100c0000000000c000000000000046")
_ISO_AT, _ISO = 0x8001, b"CD001"


def kinds_of(path: Path) -> frozenset[str]:
    """The dangerous kinds that this file is; it may be several at once, mostly none."""
    with path.open("rb") as opened:
        head = opened.read(HEAD)
        size = opened.seek(0, 2)
        opened.seek(max(0, size - TAIL))
        tail = opened.read(TAIL)
        found = {kind for beginning, kind in _BEGINNINGS if head.startswith(beginning)}
        found |= {kind for look in _LOOKS for kind in look(opened, head, tail)}
    return frozenset(found)


def _text(_opened: BinaryIO, head: bytes, _tail: bytes) -> set[str]:
    start = head[:4096]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        start = start.decode("utf-16", errors="ignore").encode()
    start = start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return {kind for word, kind in _FIRST_WORDS if start.startswith(word)}


def _archive(_opened: BinaryIO, head: bytes, tail: bytes) -> set[str]:
    if not head.startswith(b"PK") and b"PK\x05\x06" not in tail:
        return set()
    return {kind for word, kind in _IN_ARCHIVES if word in head or word in tail}


def _java_or_fat(_opened: BinaryIO, head: bytes, _tail: bytes) -> set[str]:
    """Java's classes begin like Apple's programs for two processors; then comes a number."""
    if not head.startswith(b"\xca\xfe\xba\xbe"):
        return set()
    return {"macho" if int.from_bytes(head[4:8], "big") < 40 else "class"}


def _installer(opened: BinaryIO, head: bytes, _tail: bytes) -> set[str]:
    """Windows' installers are OLE documents, as old Word files are; the root's class tells."""
    if not head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") or len(head) < 512:
        return set()
    sector = 1 << min(int.from_bytes(head[30:32], "little"), 20)
    first = int.from_bytes(head[48:52], "little")
    opened.seek((first + 1) * sector + 80)
    return {"msi"} if opened.read(16) == _MSI else set()


def _disk(_opened: BinaryIO, head: bytes, tail: bytes) -> set[str]:
    found = {"iso"} if head[_ISO_AT : _ISO_AT + len(_ISO)] == _ISO else set()
    trailer = tail[-512:]
    found |= {"dmg"} if trailer.startswith(b"koly") else set()
    return found | ({"vhd"} if trailer.startswith(b"conectix") else set())


_LOOKS: tuple[Callable[[BinaryIO, bytes, bytes], set[str]], ...] = (
    _text,
    _archive,
    _java_or_fat,
    _installer,
    _disk,
)
