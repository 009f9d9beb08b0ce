"""What a file is, by its bytes, whatever it is called."""

import io
import struct
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from server.files.content import UNKNOWN, examine, type_of
from server.files.kinds import kinds_of

MSI_CLASS = bytes.fromhex("84100c0000000000c000000000000046")
WORD_CLASS = bytes.fromhex("0609020000000000c000000000000046")


def archive(*names: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as packed:
        for name in names:
            packed.writestr(name, "")
    return written.getvalue()


def ole(root_class: bytes) -> bytes:
    """An OLE document whose directory is in the second sector."""
    head = bytearray(512)
    head[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    head[30:32] = struct.pack("<H", 9)
    head[48:52] = struct.pack("<L", 1)
    return bytes(head) + bytes(512) + bytes(80) + root_class + bytes(512)


def image(form: str) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (8, 8)).save(written, form)
    return written.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"MZ\x90\0", "exe"),
        (b"\x7fELF\x02\x01", "elf"),
        (b"\xcf\xfa\xed\xfe\x07", "macho"),
        (b"\xca\xfe\xba\xbe\0\0\0\x02", "macho"),
        (b"\xca\xfe\xba\xbe\0\0\0\x41", "class"),
        (b"#!/bin/sh\nrm -rf ~", "sh"),
        (b"\xef\xbb\xbf#! /usr/bin/env python", "sh"),
        ("[InternetShortcut]\r\nURL=x".encode("utf-16"), "url"),
        (b"\n[Desktop Entry]\nExec=x", "desktop"),
        (b"L\0\0\0\x01\x14\x02\0\0\0", "lnk"),
        (b"Windows Registry Editor Version 5.00", "reg"),
        (archive("META-INF/MANIFEST.MF", "A.class"), "jar"),
        (b"\0" * 100 + archive("META-INF/MANIFEST.MF"), "jar"),
        (archive("classes.dex", "AndroidManifest.xml"), "apk"),
        (archive("Payload/a.app/Info.plist"), "ipa"),
        (ole(MSI_CLASS), "msi"),
        (bytes(0x8001) + b"CD001", "iso"),
        (b"x" * 2000 + b"koly" + bytes(508), "dmg"),
        (b"dex\n035\0", "dex"),
        (b"!<arch>\ndebian-binary", "deb"),
    ],
)
def test_what_starts_a_program_is_known_by_its_bytes(
    tmp_path: Path, content: bytes, kind: str
) -> None:
    path = tmp_path / "part"
    path.write_bytes(content)
    assert kinds_of(path) == {kind}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"Guten Tag",
        "Größe".encode(),
        archive("word/document.xml"),
        archive("META-INF/container.xml"),
        ole(WORD_CLASS),
        image("PNG"),
        b"%PDF-1.7",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"PK",
    ],
)
def test_what_people_send_is_of_no_dangerous_kind(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "part"
    path.write_bytes(content)
    assert not kinds_of(path)


@pytest.mark.parametrize(
    ("content", "name", "media_type"),
    [
        (image("PNG"), "foto.txt", "image/png"),
        (image("JPEG"), "foto.jpg", "image/jpeg"),
        (image("WEBP"), "foto", "image/webp"),
        (b"%PDF-1.7\n\xff", "a.pdf", "application/pdf"),
        (archive("a.txt"), "a.bin", "application/zip"),
        (b"<!DOCTYPE html><html>", "a.txt", "text/html"),
        ("Grüße".encode(), "a.png", "text/plain"),
        (b"BM is a brand", "a.txt", "text/plain"),
        (b"a;b\n1;2", "a.csv", "text/plain"),
        (bytes(range(256)), "a.png", UNKNOWN),
        (b"", "a.pdf", UNKNOWN),
    ],
)
def test_the_type_is_the_contents(
    tmp_path: Path, content: bytes, name: str, media_type: str
) -> None:
    path = tmp_path / "part"
    path.write_bytes(content)
    assert type_of(path, name) == media_type


def test_size_and_hash_are_of_the_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "part"
    path.write_bytes(b"abc")
    found = examine(path, "a.txt")
    assert found.size == 3
    assert found.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
