"""Pictures of one colour each, encoded as a sharer does it."""

from fractions import Fraction
from typing import Any

import av
import numpy

Colour = tuple[int, int, int]
ENCODERS: dict[str, tuple[str, dict[str, str]]] = {
    "h264": ("libx264", {"preset": "ultrafast", "tune": "zerolatency"}),
    "vp8": ("libvpx", {"deadline": "realtime", "lag-in-frames": "0"}),
    "vp9": ("libvpx-vp9", {"deadline": "realtime", "lag-in-frames": "0"}),
}


class Film:
    """Encodes pictures one after the other; the first one is a key frame."""

    def __init__(self, codec: str, size: tuple[int, int]) -> None:
        self.codec, self.size = codec, size
        name, options = ENCODERS[codec]
        self._encoder: Any = av.CodecContext.create(name, "w")
        self._encoder.width, self._encoder.height = size
        self._encoder.pix_fmt = "yuv420p"
        self._encoder.time_base = Fraction(1, 30)
        self._encoder.options = options
        self._count = 0

    def picture(self, colour: Colour) -> tuple[bytes, bool]:
        """The chunk, and whether it is a key frame."""
        width, height = self.size
        pixels = numpy.full((height, width, 3), colour, dtype=numpy.uint8)
        frame = av.VideoFrame.from_ndarray(pixels, format="rgb24").reformat(format="yuv420p")
        frame.pts = self._count
        self._count += 1
        (packet,) = self._encoder.encode(frame)
        return bytes(packet), packet.is_keyframe
