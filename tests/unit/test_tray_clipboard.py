"""How much of a clipboard the tray app sends."""

import json

import pytest

from tray_app.share.share import is_too_long

KIB = 1024


@pytest.mark.parametrize("sign", ["a", "ü", "€", "😀"])
def test_48_kibibytes_of_utf_8_are_the_most(sign: str) -> None:
    most = sign * (48 * KIB // len(sign.encode()))
    assert not is_too_long(most)
    assert is_too_long(most + sign)


@pytest.mark.parametrize("sign", ['"', "\n", "\\", "\x01"])
def test_what_no_frame_could_carry_is_too_long_as_well(sign: str) -> None:
    assert is_too_long(sign * 48 * KIB)
    longest = max(size for size in range(0, 48 * KIB, 512) if not is_too_long(sign * size))
    frame = {"type": "clipboard", "request": 2**32 - 1, "text": sign * longest}
    assert len(json.dumps(frame, ensure_ascii=False).encode()) <= 64 * KIB
