"""Pictures as the contract has them, built and read here without the server's code."""

import struct
import time
from dataclasses import dataclass, field

HEADER = struct.Struct("!BBBBIIQHH")
CODECS = {"h264": 1, "vp8": 2, "vp9": 3}


def _now() -> int:
    return time.time_ns() // 1000


@dataclass(frozen=True)
class Picture:
    """A picture with its header; `chunk` need not be video, no server looks into it."""

    request: int
    number: int
    is_key: bool = False
    source: int = 0
    codec: str = "vp8"
    width: int = 640
    height: int = 480
    time: int = field(default_factory=_now)
    chunk: bytes = b"chunk"

    def encode(self) -> bytes:
        """The bytes of its frame."""
        codec, flags = CODECS[self.codec], int(self.is_key)
        return (
            HEADER.pack(
                1, self.source, codec, flags, self.request, self.number, self.time,
                self.width, self.height,
            )
            + self.chunk
        )  # fmt: skip


def read_picture(frame: bytes) -> Picture:
    """The picture that a frame carries."""
    version, source, codec, flags, request, number, at, width, height = HEADER.unpack_from(frame)
    assert (version, flags & ~1) == (1, 0)
    name = next(name for name, value in CODECS.items() if value == codec)
    return Picture(
        request, number, bool(flags), source, name, width, height, at, frame[HEADER.size :]
    )
