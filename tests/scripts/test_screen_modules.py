"""The console's pure modules for the screen: codecs, order, geometry, wheel, keys, standings."""

from typing import Any

import pytest

from tests.scripts.laboratory import Laboratory

PLAIN = {"ctrlKey": False, "altKey": False, "metaKey": False, "shiftKey": False}
SPS = [0, 0, 0, 1, 0x67, 0x64, 0x00, 0x28, 0xAC, 0xD9]


def ask(laboratory: Laboratory, module: str, call: str, **values: Any) -> Any:
    """What this call of the module's functions gives; `it` is the module."""
    body = f'const it = await load("console/screen/{module}.js"); return {call};'
    return laboratory.run(body, **values)


# Codecs


@pytest.mark.parametrize(
    ("codec", "chunk", "string"),
    [
        ("h264", SPS, "avc1.640028"),
        ("h264", [0, 0, 0, 1, 9, 240, 0, 0, 1, 0x27, 0x42, 0xE0, 0x1F, 1], "avc1.42E01F"),
        ("h264", [1, 2, 3], "avc1.42E028"),
        ("h264", [], "avc1.42E028"),
        ("vp8", [1, 2, 3], "vp8"),
        ("vp9", SPS, "vp09.00.40.08"),
    ],
)
def test_what_a_key_frame_says_of_itself_names_its_codec(
    laboratory: Laboratory, codec: str, chunk: list[int], string: str
) -> None:
    call = "it.codecString(values.codec, new Uint8Array(values.chunk))"
    assert ask(laboratory, "codecs", call, codec=codec, chunk=chunk) == string


def test_this_browser_decodes_all_three_h264_first(laboratory: Laboratory) -> None:
    assert ask(laboratory, "codecs", "it.decodableCodecs()") == ["h264", "vp8", "vp9"]


def test_what_a_browser_does_not_decode_is_not_offered(laboratory: Laboratory) -> None:
    offered = laboratory.run(
        """const { decodableCodecs } = await load("console/screen/codecs.js");
        const asked = VideoDecoder.isConfigSupported;
        VideoDecoder.isConfigSupported = async ({ codec }) => {
            if (codec === "vp8") throw new TypeError();
            return { supported: !codec.startsWith("avc1") };
        };
        const codecs = await decodableCodecs();
        VideoDecoder.isConfigSupported = asked;
        return codecs;"""
    )
    assert offered == ["vp9"]


# Order


@pytest.mark.parametrize(
    ("pictures", "verdicts"),
    [
        ("k0 d1 d2", "decode decode decode"),
        ("d0 d1 k2 d3", "drop drop decode decode"),
        ("k0 d2 d3 k4 d5", "decode ask drop decode decode"),
        ("k0 d1 d1 d0 d2", "decode decode drop drop decode"),
        ("k5 d6 k0 d1", "decode decode decode decode"),
        ("k0 d2 d3 k4 d6", "decode ask drop decode ask"),
    ],
)
def test_only_what_follows_a_key_frame_without_a_gap_is_decoded(
    laboratory: Laboratory, pictures: str, verdicts: str
) -> None:
    sent = [{"isKey": one[0] == "k", "number": int(one[1:])} for one in pictures.split()]
    call = """(() => {
        const order = new it.PictureOrder();
        order.begin();
        return values.sent.map((picture) => order.take(picture));
    })()"""
    assert ask(laboratory, "picture_order", call, sent=sent) == verdicts.split()


# Geometry


@pytest.mark.parametrize(
    ("picture", "box", "size"),
    [
        ((1920, 1080), (960, 900), (960, 540)),
        ((1920, 1080), (2000, 540), (960, 540)),
        ((640, 480), (1280, 960), (1280, 960)),
        ((1080, 1920), (540, 540), (303, 540)),
    ],
)
def test_a_picture_fits_into_its_box_and_keeps_its_shape(
    laboratory: Laboratory,
    picture: tuple[int, int],
    box: tuple[int, int],
    size: tuple[int, int],
) -> None:
    names = ("width", "height")
    values = {"picture": dict(zip(names, picture, strict=True))}
    values["box"] = dict(zip(names, box, strict=True))
    fitted = ask(laboratory, "geometry", "it.fitted(values.picture, values.box)", **values)
    assert (fitted["width"], fitted["height"]) == size


@pytest.mark.parametrize(
    ("known", "picture", "source", "size"),
    [
        (None, (1280, 720), None, (1280, 720)),
        ((1920, 1080), (1280, 720), None, (1920, 1080)),
        ((1280, 720), (1920, 1080), None, (1920, 1080)),
        ((1920, 1080), (1080, 1920), None, (1080, 1920)),
        (None, (1280, 720), (3840, 2160), (3840, 2160)),
        ((1920, 1080), (1280, 1024), (1920, 1080), (1280, 1024)),
        ((1920, 1080), (683, 384), (1366, 768), (1366, 768)),
    ],
)
def test_a_slow_link_makes_pictures_smaller_but_not_the_screen(
    laboratory: Laboratory, known: Any, picture: Any, source: Any, size: tuple[int, int]
) -> None:
    given = {"known": known, "picture": picture, "source": source}
    values = {name: one and {"width": one[0], "height": one[1]} for name, one in given.items()}
    call = "it.screenSize(values.known, values.picture, values.source ?? undefined)"
    found = ask(laboratory, "geometry", call, **values)
    assert (found["width"], found["height"]) == size


@pytest.mark.parametrize(
    ("point", "place"),
    [
        ((100, 50), (0, 0, True)),
        ((200, 100), (0.5, 0.5, True)),
        ((299.9, 149.9), (0.9995, 0.999, True)),
        ((300, 100), (1, 0.5, False)),
        ((50, 500), (0, 1, False)),
    ],
)
def test_a_pointer_has_its_place_in_the_picture(
    laboratory: Laboratory, point: tuple[float, float], place: tuple[float, float, bool]
) -> None:
    rect = {"left": 100, "top": 50, "width": 200, "height": 100}
    pointer = {"clientX": point[0], "clientY": point[1]}
    found = ask(
        laboratory,
        "geometry",
        "it.placeIn(values.rect, values.pointer)",
        rect=rect,
        pointer=pointer,
    )
    assert (found["x"], found["y"], found["isInside"]) == place


# The wheel


@pytest.mark.parametrize(
    ("event", "turned"),
    [
        ({"deltaX": 0, "deltaY": 100, "deltaMode": 0}, (0, 1)),
        ({"deltaX": -25, "deltaY": 0, "deltaMode": 0}, (-0.25, 0)),
        ({"deltaX": 0, "deltaY": -3, "deltaMode": 1}, (0, -1)),
        ({"deltaX": 0, "deltaY": 1, "deltaMode": 2}, (0, 1)),
    ],
)
def test_a_wheel_turns_in_notches_whatever_the_browser_counts(
    laboratory: Laboratory, event: dict[str, int], turned: tuple[float, float]
) -> None:
    notches = ask(laboratory, "wheel", "it.notches(values.event)", event=event)
    assert (notches["dx"], notches["dy"]) == turned


# Keys


@pytest.mark.parametrize(
    ("event", "role"),
    [
        ({"key": "a"}, "text"),
        ({"key": "A", "shiftKey": True}, "text"),
        ({"key": "ß"}, "text"),
        ({"key": "😀"}, "text"),
        ({"key": "Dead"}, "text"),
        ({"key": "Process"}, "text"),
        ({"key": "Enter", "isComposing": True}, "text"),
        ({"key": "c", "ctrlKey": True}, "key"),
        ({"key": "c", "metaKey": True}, "key"),
        ({"key": "f", "altKey": True}, "key"),
        ({"key": "@", "altGraph": True}, "text"),
        ({"key": "€", "ctrlKey": True, "altKey": True}, "text"),
        ({"key": "ł", "ctrlKey": True, "altKey": True}, "text"),
        ({"key": "t", "ctrlKey": True, "altKey": True}, "key"),
        ({"key": "Enter"}, "key"),
        ({"key": "F5"}, "key"),
        ({"key": "Escape"}, "key"),
        ({"key": "Control"}, "modifier"),
        ({"key": "AltGraph"}, "modifier"),
        ({"key": "CapsLock"}, "own"),
    ],
)
def test_a_key_is_what_it_means(laboratory: Laboratory, event: dict[str, Any], role: str) -> None:
    call = (
        """it.roleOf({ ...values.event, getModifierState: () => Boolean(values.event.altGraph) })"""
    )
    assert ask(laboratory, "key_roles", call, event=PLAIN | event) == role


def test_on_a_mac_option_writes_characters(laboratory: Laboratory) -> None:
    event = PLAIN | {"key": "@", "altKey": True}
    assert (
        ask(laboratory, "key_roles", "it.roleOf(values.event, { isMac: true })", event=event)
        == "text"
    )


@pytest.mark.parametrize(("key", "sent"), [("C", "c"), ("Ö", "ö"), ("Enter", "Enter"), ("+", "+")])
def test_letters_of_shortcuts_are_small(laboratory: Laboratory, key: str, sent: str) -> None:
    assert ask(laboratory, "key_roles", "it.keyOf(values)", key=key) == sent


def test_a_shortcut_on_a_cyrillic_keyboard_is_latin(laboratory: Laboratory) -> None:
    call = "values.keys.map((key) => it.keyOf({ key, code: 'KeyC' }))"
    assert ask(laboratory, "key_roles", call, keys=["с", "С", "ç", "c", "7"]) == list("ccçc7")


def test_a_chord_goes_down_in_one_order_and_up_in_the_other(laboratory: Laboratory) -> None:
    actions = ask(laboratory, "keyboard", 'it.chord("Control+Alt+Delete")')
    assert [(action["key"], action["down"]) for action in actions] == [
        ("Control", True), ("Alt", True), ("Delete", True),
        ("Delete", False), ("Alt", False), ("Control", False),
    ]  # fmt: skip


# How it stands with what was asked


def consent(**facts: Any) -> dict[str, Any]:
    nothing = {"question": None, "share": None, "helper": False}
    return nothing | {
        "grants": {"view": None, "control": None},
        "refusals": {"view": 0, "control": 0},
    } | facts  # fmt: skip


GRANTED = {"grants": {"view": 7, "control": None}}


@pytest.mark.parametrize(
    ("facts", "last", "state"),
    [
        ({}, None, None),
        ({"question": {"permission": "view", "request": 7, "expiresAt": 1}}, None, "asked"),
        ({"question": {"permission": "control", "request": 7, "expiresAt": 1}}, None, None),
        (GRANTED, {"kind": "answered"}, "granted"),
        (GRANTED | {"share": {"request": 7, "source": "screen"}}, None, "running"),
        (GRANTED | {"share": {"request": 9, "source": "helper"}}, None, None),
        (GRANTED, {"kind": "share_stopped", "reason": "lost", "by": "system"}, "interrupted"),
        ({"refusals": {"view": 1, "control": 0}}, None, "refused"),
        ({"refusals": {"view": 0, "control": 2}}, None, None),
        ({}, {"kind": "withdrawn", "by": "customer", "reason": "person"}, "stopped"),
        ({}, {"kind": "withdrawn", "by": "technician", "reason": "person"}, None),
        ({}, {"kind": "withdrawn", "by": "system", "reason": "gone"}, "stopped"),
    ],
)
def test_how_it_stands_follows_from_the_log(
    laboratory: Laboratory, facts: dict[str, Any], last: dict[str, Any] | None, state: str | None
) -> None:
    call = 'it.standingOf("view", values.consent, values.last)?.state ?? null'
    found = ask(laboratory, "standings", call, consent=consent(**facts), last=last)
    assert found == state


@pytest.mark.parametrize(("count", "words"), [(1, "again"), (2, "once more"), (3, "can't ask")])
def test_each_refusal_says_what_is_left(laboratory: Laboratory, count: int, words: str) -> None:
    state = consent(refusals={"view": count, "control": 0})
    call = 'it.standingOf("view", values.state, null).words'
    assert words in ask(laboratory, "standings", call, state=state)
