"""The frame reader says the same as the library `websockets`, however the bytes arrive."""

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from websockets.frames import Close, Opcode
from websockets.protocol import SERVER, Protocol, State

from server.stream.websocket import (
    BINARY,
    CLOSE,
    PING,
    PONG,
    TEXT,
    FrameReader,
    ProtocolError,
    encode,
    encode_close,
    read_close,
)

LIMIT = 300
MASK = b"\x12\x34\x56\x78"


def frame(first: int, payload: bytes, *, masked: bool = True) -> bytes:
    """The bytes of a client's frame."""
    bit = 0x80 if masked else 0
    if len(payload) < 126:
        head = bytes((first, bit | len(payload)))
    elif len(payload) < 65536:
        head = bytes((first, bit | 126)) + struct.pack("!H", len(payload))
    else:
        head = bytes((first, bit | 127)) + struct.pack("!Q", len(payload))
    if not masked:
        return head + payload
    return head + MASK + bytes(byte ^ MASK[i % 4] for i, byte in enumerate(payload))


def read_ours(pieces: list[bytes]) -> tuple[list[tuple[int, bytes]], int]:
    """(messages, close code or 0) as the server's reader sees it."""
    reader, got = FrameReader(LIMIT), []
    try:
        for piece in pieces:
            for opcode, payload in reader.feed(piece):
                if opcode == CLOSE:
                    read_close(payload)
                    return got, 0
                got.append((opcode, payload))
    except ProtocolError as error:
        return got, error.code
    return got, 0


def read_theirs(pieces: list[bytes]) -> tuple[list[tuple[int, bytes]], int]:
    """The same by `websockets`; its fragments joined."""
    protocol = Protocol(SERVER, max_size=LIMIT)
    protocol.state = State.OPEN
    for piece in pieces:
        if protocol.state is State.OPEN:
            protocol.receive_data(piece)
    got: list[tuple[int, bytes]] = []
    kind, parts = 0, b""
    for event in protocol.events_received():
        if event.opcode is Opcode.CLOSE:
            break
        if event.opcode in (Opcode.PING, Opcode.PONG):
            got.append((int(event.opcode), bytes(event.data)))
            continue
        if event.opcode is not Opcode.CONT:
            kind, parts = int(event.opcode), b""
        parts += bytes(event.data)
        if event.fin:
            if kind == TEXT and not is_text(parts):
                return got, 1007
            got.append((kind, parts))
    # A close between fragments is strange, but RFC 6455 5.4 lets control frames stand there.
    strange = str(protocol.parser_exc) == "incomplete fragmented message"
    failed = protocol.parser_exc is not None and protocol.close_sent is not None and not strange
    sent = protocol.close_sent
    return got, sent.code if failed and isinstance(sent, Close) else 0


payloads = st.binary(max_size=140) | st.text(max_size=60).map(str.encode)
frames = st.builds(
    frame,
    st.sampled_from([0x81, 0x82, 0x01, 0x02, 0x00, 0x80, 0x89, 0x8A, 0x88, 0x83, 0x8B, 0x09, 0xC1]),
    payloads,
    masked=st.sampled_from([True] * 9 + [False]),
)


@given(st.lists(frames, max_size=8), st.lists(st.integers(1, 40), max_size=30))
@settings(max_examples=1500, deadline=None)
def test_any_frames_in_any_pieces_are_read_as_websockets_reads_them(
    sent: list[bytes], cuts: list[int]
) -> None:
    stream, pieces = b"".join(sent), []
    for cut in cuts:
        pieces.append(stream[:cut])
        stream = stream[cut:]
    pieces = [piece for piece in [*pieces, stream] if piece]
    ours, code = read_ours(pieces)
    theirs, their_code = read_theirs(pieces)
    assert code == their_code
    if not code:
        assert ours == theirs


PICTURE_LIMIT = 70_000
sizes = st.sampled_from([0, 1, 125, 126, LIMIT, LIMIT + 1, 5_000, 65_535, 65_536, PICTURE_LIMIT])


@st.composite
def messages(draw: st.DrawFn) -> tuple[int, bytes, bytes]:
    """(opcode, payload, the frames that carry it): pictures larger than any text, in fragments."""
    opcode = draw(st.sampled_from([TEXT, BINARY, BINARY]))
    size = min(draw(sizes), LIMIT if opcode == TEXT else PICTURE_LIMIT)
    payload = bytes(number % 100 for number in range(size))
    cuts = sorted(draw(st.lists(st.integers(0, size), max_size=3)))
    starts, ends = [0, *cuts], [*cuts, size]
    sent = b""
    for place, (start, end) in enumerate(zip(starts, ends, strict=True)):
        first = (0 if place else opcode) | (0x80 if place == len(cuts) else 0)
        sent += frame(first, payload[start:end])
        if place < len(cuts) and draw(st.booleans()):
            sent += frame(0x8A, b"")
    return opcode, payload, sent


@given(st.lists(messages(), max_size=4), st.lists(st.integers(1, 30_000), max_size=20))
@settings(max_examples=200, deadline=None)
def test_large_pictures_in_any_pieces_are_read_whole_and_between_texts(
    sent: list[tuple[int, bytes, bytes]], cuts: list[int]
) -> None:
    reader = FrameReader(LIMIT, PICTURE_LIMIT)
    stream, read = b"".join(frames for _opcode, _payload, frames in sent), []
    for cut in [*cuts, len(stream)]:
        read += [message for message in reader.feed(stream[:cut]) if message[0] != PONG]
        stream = stream[cut:]
    assert read == [(opcode, payload) for opcode, payload, _frames in sent]


def test_a_large_picture_byte_by_byte_is_read_whole() -> None:
    reader, payload = FrameReader(LIMIT, PICTURE_LIMIT), bytes(range(100)) * 300
    whole = frame(0x82, payload) + frame(0x81, b"danach")
    read = [message for byte in whole for message in reader.feed(bytes((byte,)))]
    assert read == [(BINARY, payload), (TEXT, b"danach")]


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (frame(0x82, b"x" * PICTURE_LIMIT), 0),
        (frame(0x82, b"x" * (PICTURE_LIMIT + 1)), 1009),
        (frame(0x81, b"x" * (LIMIT + 1)), 1009),
        (frame(0x02, b"x" * PICTURE_LIMIT) + frame(0x80, b"x"), 1009),
        (frame(0x01, b"x" * LIMIT) + frame(0x80, b"x"), 1009),
        (frame(0x01, b"") + frame(0x80, b"x" * (LIMIT + 1)), 1009),
        (frame(0x82, b"x") + frame(0x01, b"") + frame(0x80, b"x" * (LIMIT + 1)), 1009),
    ],
    ids=lambda value: str(value)[:12],
)
def test_pictures_and_texts_have_limits_of_their_own(sent: bytes, code: int) -> None:
    reader = FrameReader(LIMIT, PICTURE_LIMIT)
    if not code:
        assert len(list(reader.feed(sent))) == 1
        return
    with pytest.raises(ProtocolError) as wrong:
        list(reader.feed(sent))
    assert wrong.value.code == code


def is_text(data: bytes) -> bool:
    """`websockets` leaves it to its caller to check a whole text."""
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


@given(st.binary(max_size=70_000))
@settings(max_examples=50, deadline=None)
def test_a_written_frame_is_read_back_by_a_client(payload: bytes) -> None:
    from websockets.protocol import CLIENT

    client = Protocol(CLIENT, max_size=None)
    client.state = State.OPEN
    client.receive_data(encode(BINARY, payload))
    (read,) = client.events_received()
    assert bytes(read.data) == payload


def test_fragments_are_one_message_even_with_a_ping_between() -> None:
    parts = [frame(0x01, "Grü".encode()), frame(0x89, b"?"), frame(0x80, "ße 😀".encode())]
    assert read_ours(parts) == ([(PING, b"?"), (TEXT, "Grüße 😀".encode())], 0)


def test_a_character_may_be_cut_by_a_fragment() -> None:
    whole = "😀".encode()
    assert read_ours([frame(0x01, whole[:2]), frame(0x80, whole[2:])]) == ([(TEXT, whole)], 0)


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (frame(0x81, b"\xff\xfe"), 1007),
        (frame(0x81, b"hi", masked=False), 1002),
        (frame(0xC1, b"hi"), 1002),
        (frame(0x83, b"hi"), 1002),
        (frame(0x80, b"hi"), 1002),
        (frame(0x09, b"hi"), 1002),
        (frame(0x89, b"x" * 126), 1002),
        (frame(0x81, b"x" * (LIMIT + 1)), 1009),
        (frame(0x01, b"x" * LIMIT) + frame(0x80, b"x"), 1009),
        (frame(0x88, b"\x03"), 1002),
        (frame(0x88, struct.pack("!H", 1005)), 1002),
    ],
)
def test_what_breaks_the_protocol_has_its_close_code(sent: bytes, code: int) -> None:
    assert read_ours([sent])[1] == code


def test_a_size_over_the_limit_is_refused_before_its_bytes_come() -> None:
    assert read_ours([frame(0x82, b"x" * 70_000)[:10]])[1] == 1009


def test_a_close_reason_is_cut_to_what_a_control_frame_holds() -> None:
    assert len(encode_close(1000, "ü" * 200)) <= 2 + 125
