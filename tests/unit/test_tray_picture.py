"""A picture's header as the contract has it, read by the server's own code."""

from server.domain.frames import read_picture
from tray_app.share.picture import Picture


def test_the_server_reads_what_the_tray_app_writes() -> None:
    picture = Picture(
        source=1, codec="h264", is_key=True, request=70_000, number=4_000_000_000,
        time=1_795_000_000_123_456, width=1920, height=1080, chunk=b"\0\0\0\1chunk",
    )  # fmt: skip

    read = read_picture(picture.packed())

    assert (read.request, read.number, read.is_key) == (70_000, 4_000_000_000, True)
    assert len(picture.packed()) == 24 + len(picture.chunk)
    assert picture.packed()[24:] == picture.chunk


def test_another_picture_is_no_key_frame() -> None:
    picture = Picture(0, "vp8", False, 3, 0, 1, 640, 480, b"x")
    assert not read_picture(picture.packed()).is_key
