"""Pictures on their way from who shares, and to nobody without a yes."""

import os
import struct

import pytest

from tests.api.conftest import Talk
from tests.api.pictures import HEADER, Picture
from tests.api.shared import Shared, refusal_of
from tests.api.streams import Refused
from tests.faults.raw_stream import RawStream

MEGABYTE = 1024 * 1024


def test_a_picture_arrives_unchanged(shared: Shared) -> None:
    sent = shared.show(0, codec="h264", source=2, width=1920, height=1080, chunk=os.urandom(5000))
    assert shared.anna.catch_up().pictures == [sent]


def test_the_log_knows_nothing_of_pictures(shared: Shared) -> None:
    last = shared.talk.consent()["last_seq"]
    shared.show(0)
    assert shared.talk.consent()["last_seq"] == last
    shared.anna.catch_up().agrees_with_the_log()


@pytest.mark.parametrize(
    "sent",
    [
        b"", b"\1", b"x" * HEADER.size,
        HEADER.pack(1, 0, 2, 1, 3, 0, 0, 640, 480),  # no chunk
        HEADER.pack(2, 0, 2, 1, 3, 0, 0, 640, 480) + b"x",  # another version
        HEADER.pack(1, 0, 0, 1, 3, 0, 0, 640, 480) + b"x",  # no such codec
        HEADER.pack(1, 0, 4, 1, 3, 0, 0, 640, 480) + b"x",
        HEADER.pack(1, 0, 2, 2, 3, 0, 0, 640, 480) + b"x",  # unknown flags
        HEADER.pack(1, 0, 2, 1, 3, 0, 0, 0, 480) + b"x",  # no width
        HEADER.pack(1, 0, 2, 1, 3, 0, 0, 640, 0) + b"x",
        HEADER.pack(1, 0, 2, 1, 3, 0, 0, 65_535, 480) + b"x",
    ],
)  # fmt: skip
def test_what_has_no_right_header_is_refused_and_the_chat_goes_on(
    shared: Shared, sent: bytes
) -> None:
    shared.kunde.socket.send(sent)
    assert refusal_of(shared.kunde) == "invalid_picture"
    shared.kunde.say("Es geht weiter")
    assert shared.anna.wait("event", kind="message")
    assert not shared.anna.pictures


def test_a_picture_of_four_mebibytes_is_the_largest(shared: Shared) -> None:
    room = 4 * MEGABYTE - HEADER.size
    largest = shared.show(0, chunk=os.urandom(room))
    assert shared.anna.wait("picture")["picture"] == largest
    shared.kunde.show(shared.request, 1, chunk=os.urandom(room + 1))
    assert shared.kunde.closed_with() == 1009
    shared.anna.say("Es geht weiter")
    shared.anna.wait("event", kind="message")


def test_who_does_not_share_sends_nothing_as_large_as_a_picture(shared: Shared) -> None:
    other = shared.talk.customer()
    other.show(shared.request, 0, chunk=os.urandom(MEGABYTE))
    assert other.closed_with() == 1009


def test_a_technician_sends_no_pictures(shared: Shared) -> None:
    shared.anna.show(shared.request, 0)
    assert refusal_of(shared.anna) == "unsupported_frame"
    assert not shared.kunde.catch_up().pictures


def test_a_large_picture_may_come_in_small_pieces(shared: Shared) -> None:
    picture = Picture(shared.request, 0, is_key=True, chunk=os.urandom(300_000))
    shared.kunde.close()
    raw = RawStream(shared.talk)
    raw.decide("share", request=shared.request, source="screen")
    whole = raw.frame(0x82, picture.encode())
    for start in range(0, len(whole), 997):
        raw.send(whole[start : start + 997])
    assert shared.anna.wait("picture")["picture"] == picture
    raw.close()


@pytest.mark.parametrize("beside", [-1, 1, 1000])
def test_a_picture_of_another_request_is_not_granted(shared: Shared, beside: int) -> None:
    shared.kunde.show(shared.request + beside, 0)
    assert refusal_of(shared.kunde) == "not_granted"
    assert not shared.anna.catch_up().pictures


def test_a_picture_before_the_share_is_not_granted(talk: Talk) -> None:
    anna, kunde = talk.technician(), talk.customer()
    request = talk.grant("view", anna, kunde)
    anna.send(type="watch", request=request, codecs=["vp8"])
    anna.catch_up()
    kunde.show(request, 0)
    assert refusal_of(kunde) == "not_granted"
    assert not anna.catch_up().pictures


def test_a_picture_from_another_window_of_the_customers_is_not_granted(shared: Shared) -> None:
    other = shared.talk.customer()
    with pytest.raises(Refused, match="already_shared"):
        shared.share(other)
    other.show(shared.request, 0)
    assert refusal_of(other) == "not_granted"
    assert shared.numbers(shared.anna) == []


def test_of_two_apps_the_second_one_is_told_that_the_first_one_shares(talk: Talk) -> None:
    anna, kunde, first, second = (
        talk.technician(), talk.customer(), talk.helper(), talk.helper_of_customer(),
    )  # fmt: skip
    request = talk.grant("control", anna, kunde)
    first.decide("share", request=request, source="helper")
    with pytest.raises(Refused, match="already_shared"):
        second.decide("share", request=request, source="helper")
    anna.send(type="watch", request=request, codecs=["vp8"])
    first.wait("watch")
    first.show(request, 0)
    second.show(request, 1, is_key=True)
    second.catch_up()
    assert [picture.number for picture in anna.wait("picture") and anna.catch_up().pictures] == [0]
    first.close()
    assert second.decide("share", request=request, source="helper")
    assert second.wait("watch")["request"] == request


def test_a_sharer_who_forges_is_told_once_a_second_and_not_each_time(shared: Shared) -> None:
    for number in range(200):
        shared.kunde.show(shared.request + 1, number)
    shared.kunde.catch_up()
    told = [error for error in shared.kunde.got("error") if error["code"] == "not_granted"]
    assert 1 <= len(told) <= 6


def test_the_header_is_as_the_contract_says() -> None:
    """24 bytes in network byte order; both pages and the app build it by themselves."""
    encoded = Picture(
        0x01020304, 0x05060708, True, 9, "vp9", 0x0A0B, 0x0C0D, 0x0E0F101112131415, b"!"
    ).encode()
    assert encoded == bytes.fromhex("01 09 03 01 01020304 05060708 0e0f101112131415 0a0b 0c0d 21")
    assert struct.calcsize(HEADER.format) == 24
