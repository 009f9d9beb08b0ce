"""`picture_header.js`: the header of docs/api.md, byte by byte."""

import struct

import pytest

from tests.scripts.laboratory import Laboratory

FACTS = {
    "source": 2, "codec": "vp8", "isKey": True, "request": 7, "number": 258,
    "time": 1_790_000_000_123_456, "width": 1920, "height": 1080,
}  # fmt: skip
BYTES = struct.pack("!BBBBIIQHH", 1, 2, 2, 1, 7, 258, 1_790_000_000_123_456, 1920, 1080) + b"xyz"


def test_a_picture_is_its_header_then_the_chunk(laboratory: Laboratory) -> None:
    packed = laboratory.run(
        """const { packPicture } = await load("picture_header.js");
        return [...new Uint8Array(packPicture(values.facts, new TextEncoder().encode("xyz")))];""",
        facts=FACTS,
    )
    assert bytes(packed) == BYTES


def test_what_is_packed_is_unpacked_as_it_was(laboratory: Laboratory) -> None:
    unpacked = laboratory.run(
        """const { unpackPicture } = await load("picture_header.js");
        const { chunk, ...facts } = unpackPicture(new Uint8Array(values.bytes).buffer);
        return [facts, new TextDecoder().decode(chunk)];""",
        bytes=list(BYTES),
    )
    assert unpacked == [FACTS, "xyz"]


@pytest.mark.parametrize(
    "wrong",
    [b"", BYTES[:24], b"\x02" + BYTES[1:], BYTES[:2] + b"\x09" + BYTES[3:]],
    ids=["nothing", "no chunk", "another version", "a codec that is not known"],
)
def test_what_is_no_picture_is_told_apart(laboratory: Laboratory, wrong: bytes) -> None:
    unpacked = laboratory.run(
        """const { unpackPicture } = await load("picture_header.js");
        return unpackPicture(new Uint8Array(values.bytes).buffer);""",
        bytes=list(wrong),
    )
    assert unpacked is None
