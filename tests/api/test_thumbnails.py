"""Small pictures of images: there when they can be made, and never a danger when not."""

import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from tests.api.conftest import Talk
from tests.api.senders import Sender

ORIENTATION, MAKE = 0x0112, 0x010F
TURNED_RIGHT = 6


@pytest.fixture
def sender(talk: Talk) -> Sender:
    return Sender(talk.server, talk.id, talk.server.token)


def picture(
    form: str, size: tuple[int, int] = (1000, 500), mode: str = "RGB", **more: object
) -> bytes:
    written = io.BytesIO()
    Image.new(mode, size).save(written, form, **more)
    return written.getvalue()


def png_bomb(width: int, height: int) -> bytes:
    """A PNG that says it has so many pixels; a zip bomb as large as these fit."""

    def chunk(name: bytes, content: bytes) -> bytes:
        check = zlib.crc32(name + content)
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)

    pack = zlib.compressobj(9)
    rows = b"".join(pack.compress(bytes(1 + 3 * width)) for _ in range(200)) + pack.flush()
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "WEBP", "BMP", "AVIF"])
def test_an_image_has_a_small_picture(sender: Sender, form: str) -> None:
    file_id = sender.send("Bild", picture(form)).json["id"]
    assert sender.files()[-1]["thumbnail"] == {"width": 480, "height": 240}
    answer = sender.ask("GET", f"/files/{file_id}/thumbnail")
    assert answer.headers["Content-Type"] == "image/webp"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    small = Image.open(io.BytesIO(answer.body))
    assert (small.format, small.size) == ("WEBP", (480, 240))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_images_of_all_colours_have_one(sender: Sender, mode: str) -> None:
    sender.send("Bild.png", picture("PNG", (100, 50), mode))
    assert sender.files()[-1]["thumbnail"] == {"width": 100, "height": 50}


def test_a_photo_stands_upright_and_tells_nothing_of_the_camera(sender: Sender) -> None:
    facts = Image.Exif()
    facts[ORIENTATION], facts[MAKE] = TURNED_RIGHT, "Kamera von Anna"
    photo = picture("JPEG", exif=facts)
    file_id = sender.send("Foto.jpg", photo).json["id"]
    assert sender.files()[-1]["thumbnail"] == {"width": 240, "height": 480}
    answer = sender.ask("GET", f"/files/{file_id}/thumbnail")
    small = Image.open(io.BytesIO(answer.body))
    assert small.size == (240, 480)
    assert not small.getexif()
    assert b"Kamera" not in answer.body
    assert sender.ask("GET", f"/files/{file_id}").body == photo


@pytest.mark.parametrize(
    "content",
    [
        picture("PNG")[:400],
        b"\x89PNG\r\n\x1a\n" + b"x" * 5000,
        b"\xff\xd8\xff\xe0" + bytes(5000),
        b"GIF89a" + bytes(range(256)) * 10,
        png_bomb(50_000, 50_000),
        png_bomb(30_000, 2_000),
        picture("TIFF"),
    ],
    ids=["cut", "junk png", "junk jpeg", "junk gif", "50,000 x 50,000", "60 megapixels", "tiff"],
)
def test_what_cannot_or_must_not_be_decoded_is_sent_without_one(
    sender: Sender, content: bytes
) -> None:
    answer = sender.send("Bild.png", content)
    assert answer.status == 201
    assert "thumbnail" not in sender.files()[-1]
    missing = sender.ask("GET", f"/files/{answer.json['id']}/thumbnail")
    assert (missing.status, missing.code) == (404, "unknown_file")
    assert sender.ask("GET", f"/files/{answer.json['id']}").body == content


def test_a_bomb_costs_the_server_no_memory(talk: Talk, sender: Sender) -> None:
    sender.send("Bild.png", picture("PNG"))
    before = peak_memory(talk.server.pid)
    for _ in range(5):
        sender.send("Bild.png", png_bomb(50_000, 50_000))
    assert peak_memory(talk.server.pid) - before < 30 * 1024 * 1024


def test_nothing_is_left_of_pictures_that_could_not_be_made(talk: Talk, sender: Sender) -> None:
    sender.send("Bild.png", png_bomb(50_000, 50_000))
    assert not list((talk.server.home / "uploads").glob("*.thumbnail"))


def peak_memory(pid: int) -> int:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    raise AssertionError("no VmHWM")
