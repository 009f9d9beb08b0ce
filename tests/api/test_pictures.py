"""Pictures on their way from who shares to who watches, through a server that keeps none."""

import os
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.api.conftest import Talk
from tests.api.pictures import HEADER, Picture
from tests.api.streams import Refused, StreamClient
from tests.faults.raw_stream import RawStream
from tests.impatient_server import SHARE_LOST
from tests.running_server import RunningServer

MEGABYTE = 1024 * 1024


class Shared:
    """A customer who shares their screen with a technician who watches."""

    def __init__(self, talk: Talk) -> None:
        self.talk = talk
        self.anna, self.kunde = talk.technician(), talk.customer()
        self.request = talk.grant("view", self.anna, self.kunde)
        self.share(self.kunde)
        self.watch(self.anna)
        self.kunde.wait("watch")

    def share(self, sharer: StreamClient) -> int:
        return sharer.decide("share", request=self.request, source="screen")

    def watch(self, viewer: StreamClient, **more: object) -> None:
        viewer.send(**{"type": "watch", "request": self.request, "codecs": ["h264", "vp8"], **more})

    def shown(self, viewer: StreamClient, number: int) -> None:
        viewer.send(type="shown", request=self.request, number=number)

    def show(self, number: int, **header: object) -> Picture:
        """Send a picture and have the server deal with it."""
        picture = self.kunde.show(self.request, number, **header)
        self.kunde.catch_up()
        return picture

    def numbers(self, viewer: StreamClient) -> list[int]:
        """The pictures that this viewer has by now."""
        return [picture.number for picture in viewer.catch_up().pictures]


@pytest.fixture
def shared(talk: Talk) -> Shared:
    return Shared(talk)


def refusal_of(side: StreamClient) -> str:
    """What the next refusal says."""
    code: str = side.wait("error")["code"]
    return code


# One picture


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


# Whose pictures


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


# Watching


def test_nobody_gets_pictures_who_did_not_ask_for_them(talk: Talk) -> None:
    anna, kunde = talk.technician(), talk.customer()
    request = talk.grant("view", anna, kunde)
    kunde.decide("share", request=request, source="screen")
    kunde.show(request, 0)
    kunde.catch_up()
    assert not anna.catch_up().pictures
    assert not kunde.got("watch"), "nobody looks: nothing to send"


@pytest.mark.parametrize("side", ["customer", "helper"])
def test_only_the_technician_watches(shared: Shared, side: str) -> None:
    other = getattr(shared.talk, side)()
    shared.watch(other)
    assert refusal_of(other) in ("not_granted", "not_for_helpers")
    shared.show(0)
    assert not other.catch_up().pictures


def test_the_sharer_hears_what_the_viewer_decodes_and_which_screen(shared: Shared) -> None:
    shared.watch(shared.anna, codecs=["vp9", "h264"], source=1)
    shared.anna.catch_up()
    assert shared.kunde.catch_up().got("watch")[-1] == {
        "type": "watch", "request": shared.request, "codecs": ["vp9", "h264"], "source": 1,
    }  # fmt: skip


def test_two_windows_get_what_both_can_decode(shared: Shared) -> None:
    other = shared.talk.technician()
    shared.watch(other, codecs=["vp9", "vp8"])
    assert shared.kunde.wait("watch")["codecs"] == ["vp8"]
    shared.show(0)
    assert shared.numbers(shared.anna) == shared.numbers(other) == [0]


def test_pictures_begin_with_a_key_frame(shared: Shared) -> None:
    shared.show(0, is_key=False)
    shared.show(1, is_key=True)
    shared.show(2)
    assert shared.numbers(shared.anna) == [1, 2]


def test_a_second_window_has_the_sharer_begin_anew(shared: Shared) -> None:
    shared.show(0)
    shared.shown(shared.anna, 0)
    other = shared.talk.technician()
    shared.watch(other)
    assert shared.kunde.wait("watch")
    shared.show(1)
    shared.show(2, is_key=True)
    assert shared.numbers(other) == [2]
    assert shared.numbers(shared.anna) == [0, 2]


def test_shown_goes_to_the_sharer_and_makes_room(shared: Shared) -> None:
    shared.show(0)
    shared.show(1)
    shared.anna.catch_up()
    shared.shown(shared.anna, 0)
    assert shared.kunde.wait("shown") == {
        "type": "shown", "request": shared.request, "number": 0,
    }  # fmt: skip
    shared.show(2)
    assert shared.numbers(shared.anna) == [0, 1, 2]


def test_what_was_shown_is_passed_on_once_and_only_if_it_was_sent(shared: Shared) -> None:
    other = shared.talk.technician()
    shared.watch(other)
    shared.kunde.wait("watch")
    shared.show(0, is_key=True)
    for viewer in (shared.anna, other):
        shared.shown(viewer, 0)
        shared.shown(viewer, 7)
        viewer.catch_up()
    told = [frame["number"] for frame in shared.kunde.catch_up().got("shown")]
    assert told.count(0) == 1
    assert 7 not in told


def test_who_does_not_keep_up_is_left_out_until_a_key_frame(shared: Shared) -> None:
    for number in range(5):
        shared.show(number)
    assert shared.numbers(shared.anna) == [0, 1]
    shared.shown(shared.anna, 1)
    shared.anna.catch_up()
    shared.show(5)
    assert shared.numbers(shared.anna) == [0, 1], "what builds on pictures that were left out"
    assert shared.kunde.wait("watch"), "the server asks for a key frame by itself"
    shared.show(6, is_key=True)
    assert shared.numbers(shared.anna) == [0, 1, 6]


def test_a_slow_window_does_not_hold_up_the_other_one(shared: Shared) -> None:
    slow = shared.talk.technician()
    shared.watch(slow)
    shared.kunde.wait("watch")
    for number in range(10):
        shared.show(number)
        shared.anna.wait("picture")
        shared.shown(shared.anna, number)
        assert shared.kunde.wait("shown")["number"] == number
    assert shared.numbers(slow) == [0, 1]


def test_when_the_last_viewer_looks_away_the_sharer_may_pause(shared: Shared) -> None:
    other = shared.talk.technician()
    shared.watch(other)
    shared.kunde.wait("watch")
    other.send(type="unwatch", request=shared.request)
    other.catch_up()
    assert not shared.kunde.catch_up().got("unwatch")
    shared.anna.close()
    assert shared.kunde.wait("unwatch") == {"type": "unwatch", "request": shared.request}


def test_who_asks_again_and_again_gets_a_few_key_frames(shared: Shared) -> None:
    for _ in range(200):
        shared.watch(shared.anna)
    shared.anna.catch_up()
    assert len(shared.kunde.catch_up().got("watch")) < 30


def test_both_sides_hear_the_server_every_second(shared: Shared) -> None:
    for side in (shared.anna, shared.kunde):
        began = time.monotonic()
        for _ in range(3):
            side.wait("pulse")
        assert time.monotonic() - began < 5


def test_without_a_share_there_is_no_pulse(shared: Shared) -> None:
    with closing(Talk(shared.talk.server)) as other:
        anna, kunde = other.technician(), other.customer()
        other.grant("view", anna, kunde)
        # The server's heart beats for all sessions at once.
        for _beat in range(3):
            shared.kunde.wait("pulse")
        assert not kunde.catch_up().got("pulse")


# Coming back


def test_who_lost_the_connection_shares_on_under_the_same_request(shared: Shared) -> None:
    first = shared.share(shared.kunde)
    last = shared.talk.consent()["last_seq"]
    shared.kunde.close()
    assert shared.anna.wait("condition", name="lost")["on"] is True
    shared.kunde = shared.talk.customer()
    assert shared.share(shared.kunde) == first
    assert shared.anna.wait("condition", name="lost")["on"] is False
    assert shared.kunde.wait("watch")["request"] == shared.request
    shared.show(0)
    assert shared.numbers(shared.anna) == [0]
    assert shared.talk.consent()["last_seq"] == last, "nothing new happened"


def test_a_viewer_who_had_not_shown_all_before_the_loss_sees_on(shared: Shared) -> None:
    shared.show(0)
    shared.show(1)
    shared.kunde.close()
    shared.anna.wait("condition", name="lost", on=True)
    shared.kunde = shared.talk.customer()
    shared.share(shared.kunde)
    shared.show(0)
    shared.show(1)
    assert shared.numbers(shared.anna) == [0, 1, 0, 1]


def test_a_sharer_who_stays_away_is_said_to_be_lost_and_keeps_the_right(quick_talk: Talk) -> None:
    shared = Shared(quick_talk)
    shared.kunde.close()
    began = time.monotonic()
    stopped = shared.anna.wait("event", kind="share_stopped")
    assert stopped["body"] == {
        "request": shared.request, "permission": "view", "reason": "lost",
    }  # fmt: skip
    assert stopped["author"]["role"] == "system"
    assert time.monotonic() - began < SHARE_LOST + 3
    consent = quick_talk.consent()
    assert (consent["share"], len(consent["grants"])) == (None, 1)
    shared.kunde = quick_talk.customer()
    shared.share(shared.kunde)
    assert shared.kunde.wait("watch")
    shared.show(0)
    assert shared.numbers(shared.anna) == [0]


def test_a_sharer_whose_connection_is_dead_makes_room_for_their_next_one(talk: Talk) -> None:
    anna, kunde = talk.technician(), talk.customer()
    request = talk.grant("view", anna, kunde)
    kunde.close()
    dead = RawStream(talk)
    dead.decide("share", request=request, source="screen")
    began = time.monotonic()
    assert talk.customer().decide("share", request=request, source="screen")
    assert time.monotonic() - began < 4
    dead.close()


def test_a_sharer_whose_connection_is_dead_is_lost(quick_talk: Talk) -> None:
    anna, kunde = quick_talk.technician(), quick_talk.customer()
    request = quick_talk.grant("view", anna, kunde)
    dead = RawStream(quick_talk)
    dead.decide("share", request=request, source="screen")
    assert anna.wait("event", kind="share_stopped")["body"]["reason"] == "lost"
    dead.close()


def test_the_sharer_may_stop_and_start_again(shared: Shared) -> None:
    shared.kunde.decide("unshare", request=shared.request, reason="person")
    assert shared.anna.wait("event", kind="share_stopped")["body"]["reason"] == "person"
    shared.kunde.show(shared.request, 0)
    assert refusal_of(shared.kunde) == "not_granted"
    shared.share(shared.kunde)
    shared.show(0)
    assert shared.numbers(shared.anna) == [0]


def test_the_same_share_said_again_after_its_end_shares_nothing(talk: Talk) -> None:
    anna, kunde = talk.technician(), talk.customer()
    request = talk.grant("view", anna, kunde)
    name = "0b9fa0f0-6a14-4bd5-8e93-2d5a14a4ea0d"
    kunde.decide("share", name, request=request, source="screen")
    kunde.decide("withdraw", permission="view")
    kunde.decide("share", name, request=request, source="screen")
    kunde.show(request, 0)
    assert refusal_of(kunde) == "not_granted"
    again = talk.grant("view", anna, kunde)
    other = talk.customer()
    assert other.decide("share", request=again, source="screen")


# Control takes the place of a view


def test_control_takes_the_place_of_a_view(shared: Shared) -> None:
    app = shared.talk.helper()
    control = shared.talk.grant("control", shared.anna, shared.kunde)
    app.decide("share", request=control, source="helper")
    stopped = shared.kunde.wait("event", kind="share_stopped")
    assert stopped["body"] == {
        "request": shared.request, "permission": "view", "reason": "control",
    }  # fmt: skip
    assert shared.kunde.catch_up().got("unwatch")
    shared.kunde.show(shared.request, 1)
    assert refusal_of(shared.kunde) == "not_granted"
    with pytest.raises(Refused, match="already_shared"):
        shared.share(shared.kunde)
    shared.watch(shared.anna, request=control)
    app.wait("watch")
    app.show(control, 0)
    app.catch_up()
    assert [p.request for p in shared.anna.catch_up().pictures] == [control]
    consent = shared.talk.consent()
    assert consent["share"] == {"request": control, "permission": "control", "source": "helper"}
    assert [grant["permission"] for grant in consent["grants"]] == ["view", "control"]


# What else there is to know of a picture


def test_who_watches_later_hears_of_monitors_pointer_and_conditions(talk: Talk) -> None:
    anna, kunde, app = talk.technician(), talk.customer(), talk.helper()
    request = talk.grant("control", anna, kunde)
    app.decide("share", request=request, source="helper")
    sources = [{"id": 0, "name": "Dell", "width": 2560, "height": 1440}]
    shape = {"png": "aGFsbG8=", "hot_x": 1, "hot_y": 2, "width": 24, "height": 24}
    app.send(type="sources", request=request, sources=sources)
    app.send(type="cursor", request=request, source=0, x=0.5, y=0.25, shape=shape)
    app.send(type="cursor", request=request, source=0, x=0.75, y=0.25)
    app.send(type="condition", request=request, name="locked", on=True)
    app.send(type="condition", request=request, name="elevated", on=True)
    app.send(type="condition", request=request, name="elevated", on=False)
    app.catch_up()
    assert len(anna.catch_up().got("condition")) == 3
    later = talk.technician()
    later.send(type="watch", request=request, codecs=["vp8"])
    later.catch_up()
    assert later.got("sources")[-1]["sources"] == sources
    (cursor,) = later.got("cursor")
    assert (cursor["x"], cursor["shape"]) == (0.75, shape)
    assert [(c["name"], c["on"]) for c in later.got("condition")] == [("locked", True)]
    assert not kunde.catch_up().got("cursor"), "the customer has a pointer of their own"


def test_the_connection_of_the_sharer_is_for_the_server_to_judge(shared: Shared) -> None:
    shared.kunde.send(type="condition", request=shared.request, name="lost", on=True)
    assert refusal_of(shared.kunde) == "invalid_frame"
    assert not shared.anna.catch_up().got("condition")


def test_what_was_said_of_the_screen_is_not_said_again(talk: Talk) -> None:
    anna, kunde, app = talk.technician(), talk.customer(), talk.helper()
    request = talk.grant("control", anna, kunde)
    app.decide("share", request=request, source="helper")
    monitors = [{"id": number, "name": "Monitor" * 14, "width": 1920, "height": 1080}
                for number in range(64)]  # fmt: skip
    for _again in range(3):
        app.send(type="sources", request=request, sources=monitors)
        app.send(type="condition", request=request, name="locked", on=True)
    app.catch_up()
    anna.catch_up()
    assert len(anna.got("sources")) == len(anna.got("condition")) == 1


def test_a_flood_about_the_screen_leaves_the_technicians_stream_open(talk: Talk) -> None:
    anna, kunde, app = talk.technician(), talk.customer(), talk.helper()
    request = talk.grant("control", anna, kunde)
    app.decide("share", request=request, source="helper")
    for turn in range(200):
        monitors = [{"id": number, "name": f"{turn}" * 20, "width": 1920, "height": 1080}
                    for number in range(64)]  # fmt: skip
        app.send(type="sources", request=request, sources=monitors)
    assert app.wait("error")["code"] == "input_too_fast"
    anna.say("Es geht weiter")
    assert kunde.wait("event", kind="message")
    assert len(anna.catch_up().got("sources")) < 100


def test_a_technician_says_nothing_of_the_customers_screen(shared: Shared) -> None:
    shared.anna.send(type="condition", request=shared.request, name="locked", on=True)
    assert refusal_of(shared.anna) == "not_granted"


# Too much


@pytest.fixture
def own_shared(own_talk: Talk) -> Shared:
    return Shared(own_talk)


@pytest.fixture
def flooding(own_shared: Shared) -> Iterator[RawStream]:
    """A sharer that sends pictures as fast as the network takes them, to a viewer who looks."""
    own_shared.kunde.close()
    raw = RawStream(own_shared.talk)
    raw.decide("share", request=own_shared.request, source="screen")
    yield raw
    raw.close()


def pictures_without_end(raw: RawStream, request: int, size: int, stop: threading.Event) -> None:
    frame = raw.frame(0x82, Picture(request, 0, is_key=True, chunk=bytes(size)).encode())
    many = frame * max(1, MEGABYTE // len(frame))
    while not stop.is_set():
        try:
            raw.send(many)
        except OSError:
            return


def memory_of(server: RunningServer) -> int:
    """What the server holds at this moment, in bytes."""
    resident = Path(f"/proc/{server.pid}/statm").read_text().split()[1]
    return int(resident) * os.sysconf("SC_PAGESIZE")


@pytest.mark.parametrize("size", [1, 20_000, 4 * MEGABYTE - HEADER.size])
def test_a_sharer_that_sends_without_end_slows_nobody_and_fills_no_memory(
    own_shared: Shared, flooding: RawStream, size: int
) -> None:
    server, stop = own_shared.talk.server, threading.Event()
    other = Talk(server)
    anna, kunde = other.technician(), other.customer()
    before = memory_of(server)
    flood = threading.Thread(
        target=pictures_without_end, args=(flooding, own_shared.request, size, stop)
    )
    flood.start()
    waits = []
    try:
        for number in range(40):
            began = time.monotonic()
            kunde.say(str(number))
            anna.wait("event", kind="message", body={"text": str(number)})
            waits.append(time.monotonic() - began)
            time.sleep(0.05)
        grown = memory_of(server) - before
    finally:
        stop.set()
        flooding.close()
        flood.join()
    assert sorted(waits)[len(waits) // 2] < 0.25, waits
    assert grown < 64 * MEGABYTE
    other.close()


def test_a_viewer_who_reads_nothing_keeps_the_chat(own_shared: Shared) -> None:
    """Pictures that they can't take are dropped; what is said waits for them, or for a resume."""
    shared = own_shared
    blocked = RawStream(shared.talk, token=shared.talk.server.token, buffer=32 * 1024)
    blocked.text(type="watch", request=shared.request, codecs=["vp8"])
    shared.kunde.wait("watch")
    before = memory_of(shared.talk.server)
    for number in range(200):
        shared.show(number, is_key=True, chunk=os.urandom(200_000))
    assert memory_of(shared.talk.server) - before < 16 * MEGABYTE
    shared.kunde.say("Sehen Sie mich noch?")
    shared.anna.wait("event", kind="message")
    assert b"Sehen Sie mich noch?" in blocked.read_until(b"noch?")
    blocked.close()


def test_the_header_is_as_the_contract_says() -> None:
    """24 bytes in network byte order; both pages and the app build it by themselves."""
    encoded = Picture(
        0x01020304, 0x05060708, True, 9, "vp9", 0x0A0B, 0x0C0D, 0x0E0F101112131415, b"!"
    ).encode()
    assert encoded == bytes.fromhex("01 09 03 01 01020304 05060708 0e0f101112131415 0a0b 0c0d 21")
    assert struct.calcsize(HEADER.format) == 24
