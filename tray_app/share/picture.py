"""A picture as the stream carries it: 24 bytes of header, then the chunk (docs/api.md)."""

import struct
from dataclasses import dataclass

HEADER = struct.Struct("!BBBBIIQHH")
VERSION = 1
#: The contract's number of each codec that this app can encode.
CODECS = {"h264": 1, "vp8": 2}
KEY_FRAME = 1


@dataclass(frozen=True)
class Picture:
    """One encoded picture of one monitor."""

    source: int
    codec: str
    is_key: bool
    request: int
    #: 0, 1, … within a share; the same number never twice.
    number: int
    #: Of the capture: µs since 1970 on this computer's clock.
    time: int
    width: int
    height: int
    chunk: bytes

    def packed(self) -> bytes:
        """The bytes that go over the stream."""
        header = HEADER.pack(
            VERSION,
            self.source,
            CODECS[self.codec],
            KEY_FRAME if self.is_key else 0,
            self.request,
            self.number,
            self.time,
            self.width,
            self.height,
        )
        return header + self.chunk
