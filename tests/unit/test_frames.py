"""What a client may send, and how everything else is refused."""

import json
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.frames import EndFrame, MessageFrame, ReadFrame, TypingFrame, decode_frame
from server.domain.refusal import Refusal

ID = uuid.UUID("7027e2e0-c662-4548-bf8b-cf0aba4e543e")


@pytest.mark.parametrize(
    ("text", "frame"),
    [
        (f'{{"type":"message","client_id":"{ID}","text":"a"}}', MessageFrame(ID, "a")),
        ('{"type":"typing"}', TypingFrame()),
        ('{"type":"read","seq":5}', ReadFrame(5)),
        (f'{{"client_id":"{ID}","type":"end"}}', EndFrame(ID)),
    ],
)
def test_the_frames_of_the_contract_are_read(text: str, frame: object) -> None:
    assert decode_frame(text.encode()) == frame


@pytest.mark.parametrize(
    ("text", "code", "client_id"),
    [
        ("", "invalid_json", None),
        ("{", "invalid_json", None),
        ("[" * 5000, "invalid_json", None),
        ("null", "invalid_frame", None),
        ("{}", "invalid_frame", None),
        ('{"type":5}', "invalid_frame", None),
        ('{"type":"dance"}', "unknown_frame", None),
        (f'{{"type":"dance","client_id":"{ID}"}}', "unknown_frame", str(ID)),
        ('{"type":"message","text":"a"}', "invalid_frame", None),
        (f'{{"type":"message","client_id":"{ID}"}}', "invalid_frame", str(ID)),
        (f'{{"type":"message","client_id":"{ID}","text":5}}', "invalid_frame", str(ID)),
        ('{"type":"message","client_id":"no-uuid","text":"a"}', "invalid_frame", "no-uuid"),
        ('{"type":"read","seq":"5"}', "invalid_frame", None),
        (f'{{"type":"message","client_id":"{ID}","text":"\\ud800"}}', "invalid_json", None),
    ],
)
def test_everything_else_is_refused_and_says_which_frame(
    text: str, code: str, client_id: str | None
) -> None:
    with pytest.raises(Refusal) as refusal:
        decode_frame(text.encode())
    assert (refusal.value.code, refusal.value.facts.get("client_id")) == (code, client_id)


CODES = ("", "invalid_json", "invalid_frame", "unknown_frame")


def code_of(text: bytes) -> str:
    """What it is refused with; nothing for a frame."""
    try:
        decode_frame(text)
    except Refusal as refusal:
        return refusal.code
    return ""


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


@given(
    json_values
    | st.dictionaries(st.sampled_from(["type", "client_id", "text", "seq"]), json_values)
)
def test_any_json_is_a_frame_or_a_refusal(value: object) -> None:
    assert code_of(json.dumps(value).encode()) in CODES


@given(st.binary(max_size=300))
def test_any_bytes_are_a_frame_or_a_refusal(data: bytes) -> None:
    assert code_of(data) in CODES
