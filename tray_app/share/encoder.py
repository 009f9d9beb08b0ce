"""Pixels to video: H.264, or VP8 for a viewer that has no H.264."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import av
import numpy as np
from av.video.frame import PictureType
from av.video.reformatter import VideoReformatter

from tray_app.share.pacing import Tier

#: What this app encodes, best first; the viewer's order decides.
ENCODERS = {"h264": "libx264", "vp8": "libvpx"}
#: x264's 1 (best) to 51: text is still sharp, a scrolling page stays small.
QUALITY = 27
#: For the encoder's bookkeeping only: pictures come when something changes.
RATE = 25
NEVER = 1_000_000
THREADS = 1
#: libvpx wants a rate; more than this no screen needs.
VP8_RATE = 6_000_000


class CannotEncode(Exception):
    """The encoder failed; another one may not."""


@dataclass(frozen=True)
class Chunk:
    """One encoded picture."""

    data: bytes
    is_key: bool
    width: int
    height: int


class Encoder:
    """Encodes one size at one tier; another size or tier is another encoder.

    A picture that is much larger than its tier allows comes out blurred, and gets sharp when the
    same pixels are encoded again: each time adds what the last one left out.
    """

    def __init__(self, codec: str, width: int, height: int, tier: Tier) -> None:
        self.codec, self.tier = codec, tier
        self.source_size = (width, height)
        # Both codecs halve the colours' resolution, so sizes are even.
        self.width = max(2, round(width * tier.scale) // 2 * 2)
        self.height = max(2, round(height * tier.scale) // 2 * 2)
        self._count = 0
        self._reformatter = VideoReformatter()
        self._context = _opened(codec, self.width, self.height, tier)

    def encode(self, pixels: "np.ndarray[Any, np.dtype[np.uint8]]", key: bool) -> Chunk | None:
        """The picture for these pixels (rows × columns × BGRX), None where nothing came out.

        :param key: whether it must be readable without those before it
        :raises CannotEncode: where the encoder fails
        """
        frame = self._reformatter.reformat(
            av.VideoFrame.from_numpy_buffer(pixels, format="bgra"), self.width, self.height,
            "yuv420p", interpolation="FAST_BILINEAR", threads=THREADS,
        )  # fmt: skip
        frame.pts, frame.time_base = self._count, Fraction(1, RATE)
        if key:
            frame.pict_type = PictureType.I
        self._count += 1
        try:
            packets = self._context.encode(frame)
        except av.FFmpegError as error:
            raise CannotEncode(str(error)) from error
        if not packets:
            return None
        data = b"".join(bytes(packet) for packet in packets)
        return Chunk(data, any(p.is_keyframe for p in packets), self.width, self.height)


def chosen_codec(wanted: list[str]) -> str | None:
    """The first codec of the viewer's order that this app encodes."""
    return next((codec for codec in wanted if codec in ENCODERS), None)


def _opened(codec: str, width: int, height: int, tier: Tier) -> Any:
    context: Any = av.CodecContext.create(ENCODERS[codec], "w")
    context.width, context.height, context.pix_fmt = width, height, "yuv420p"
    context.time_base, context.framerate = Fraction(1, RATE), Fraction(RATE)
    context.gop_size = NEVER
    context.thread_count = THREADS
    context.options = _h264(tier) if codec == "h264" else _vp8(tier)
    if codec == "vp8":
        context.bit_rate = tier.rate or VP8_RATE
    context.open()
    return context


def _h264(tier: Tier) -> dict[str, str]:
    options = {
        "preset": "ultrafast",
        "tune": "zerolatency",
        "forced-idr": "1",
        "profile": "baseline",
    }
    if tier.rate is None:
        # The same quality for every block: a third quicker than to look at the whole first.
        return options | {"qp": str(QUALITY)}
    # A buffer of one picture: none gets larger than that, key frames neither.
    burst = int(tier.rate * tier.burst)
    return options | {"crf": str(QUALITY), "maxrate": str(tier.rate), "bufsize": str(burst)}


def _vp8(tier: Tier) -> dict[str, str]:
    # Times in ms of the rate; a key frame may take five times a picture's share of it.
    burst = str(int((tier.rate or VP8_RATE) * max(tier.burst, 0.1)))
    return {
        "deadline": "realtime",
        "cpu-used": "12",
        "lag-in-frames": "0",
        "error-resilient": "1",
        "bufsize": burst,
        "max-intra-rate": "500",
        "static-thresh": "0",
    }
