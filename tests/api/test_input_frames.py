"""The technician's mouse, keyboard and clipboard on their way to the tray app."""

import json
import time
from typing import Any

import pytest

from tests.api.conftest import Talk
from tests.api.streams import StreamClient
from tests.faults.raw_stream import RawStream

ACTIONS: list[dict[str, Any]] = [
    {"type": "move", "source": 1, "x": 0.0, "y": 1.0},
    {"type": "button", "source": 0, "x": 0.5, "y": 0.25, "button": "right", "down": True},
    {"type": "wheel", "source": 0, "x": 0.5, "y": 0.5, "dx": 0.0, "dy": -2.5},
    {"type": "text", "text": "Grüße äöüß€ @{}|~ żółć 😀"},
    {"type": "text", "text": "x" * 200},
    {"type": "key", "key": "Control", "down": True},
    {"type": "key", "key": "ß", "down": False},
    {"type": "release"},
]


class Controlled:
    """A technician who may control, and a tray app that shares the screen for it."""

    def __init__(self, talk: Talk) -> None:
        self.talk = talk
        self.anna, self.kunde, self.app = talk.technician(), talk.customer(), talk.helper()
        self.request = talk.grant("control", self.anna, self.kunde)
        self.app.decide("share", request=self.request, source="helper")

    def input(self, by: StreamClient, action: dict[str, Any], request: int | None = None) -> None:
        by.send(type="input", request=request or self.request, action=action)

    def clipboard(self, by: StreamClient, text: str, request: int | None = None) -> None:
        by.send(type="clipboard", request=request or self.request, text=text)

    @property
    def arrived(self) -> list[dict[str, Any]]:
        """What the app was told to do, once the server has dealt with all that was sent."""
        self.anna.catch_up()
        return [frame["action"] for frame in self.app.catch_up().got("input")]


@pytest.fixture
def controlled(talk: Talk) -> Controlled:
    return Controlled(talk)


KEY_DOWN = {"type": "key", "key": "Shift", "down": True}
RELEASE = {"type": "release"}
MOVE = {"type": "move", "source": 0, "x": 0.5, "y": 0.5}


def refusal_of(side: StreamClient) -> str:
    """What the next refusal says."""
    code: str = side.wait("error")["code"]
    return code


# Passed on


def test_every_action_arrives_as_it_was_sent_and_in_order(controlled: Controlled) -> None:
    for action in ACTIONS:
        controlled.input(controlled.anna, action)
    assert controlled.arrived == ACTIONS
    assert {frame["request"] for frame in controlled.app.got("input")} == {controlled.request}
    assert not controlled.kunde.catch_up().got("input"), "a browser has nothing to do with it"


def test_the_log_knows_nothing_of_what_was_typed(controlled: Controlled) -> None:
    controlled.input(controlled.anna, {"type": "text", "text": "Kennwort"})
    controlled.clipboard(controlled.anna, "Kennwort")
    assert controlled.arrived
    controlled.anna.agrees_with_the_log()
    assert "Kennwort" not in controlled.talk.server.log()


@pytest.mark.parametrize(
    "action",
    [
        {"type": "move", "x": 1.01, "y": 0.5},
        {"type": "move", "x": -0.01, "y": 0.5},
        {"type": "move", "x": 0.5},
        {"type": "move", "x": 0.5, "y": 0.5, "source": 64},
        {"type": "button", "x": 0.5, "y": 0.5, "button": "fourth", "down": True},
        {"type": "wheel", "x": 0.5, "y": 0.5, "dx": 0, "dy": 1e9},
        {"type": "text", "text": ""},
        {"type": "text", "text": "x" * 201},
        {"type": "key", "key": "", "down": True},
        {"type": "key", "key": "x" * 31, "down": True},
        {"type": "shell", "command": "rm"},
        {"type": "release", "and": "more"},
    ],
)
def test_what_is_no_action_is_refused_in_words(
    controlled: Controlled, action: dict[str, Any]
) -> None:
    controlled.input(controlled.anna, action)
    error = controlled.anna.wait("error")
    assert error["code"] == "invalid_frame"
    assert error["detail"]
    assert controlled.arrived == []


# Forged


def test_without_a_question_nothing_is_done(talk: Talk) -> None:
    anna, app = talk.technician(), talk.helper()
    anna.send(type="input", request=1, action=KEY_DOWN)
    assert refusal_of(anna) == "not_granted"
    assert not app.catch_up().got("input")


@pytest.mark.parametrize("beside", [-1, 1, 2**31])
def test_another_request_is_not_granted(controlled: Controlled, beside: int) -> None:
    controlled.input(controlled.anna, KEY_DOWN, controlled.request + beside)
    assert refusal_of(controlled.anna) == "not_granted"
    controlled.clipboard(controlled.anna, "Text", controlled.request + beside)
    assert refusal_of(controlled.anna) == "not_granted"
    assert controlled.arrived == []


def test_who_may_only_see_does_nothing(talk: Talk) -> None:
    anna, kunde, app = talk.technician(), talk.customer(), talk.helper()
    request = talk.grant("view", anna, kunde)
    kunde.decide("share", request=request, source="screen")
    for frame in ({"type": "input", "action": KEY_DOWN}, {"type": "clipboard", "text": "Text"}):
        anna.send(request=request, **frame)
        assert refusal_of(anna) == "not_granted"
    for side in (kunde, app):
        assert not side.catch_up().got("input") + side.got("clipboard")


def test_control_that_is_granted_reaches_no_browser_that_shows_a_view(talk: Talk) -> None:
    anna, kunde = talk.technician(), talk.customer()
    view = talk.grant("view", anna, kunde)
    kunde.decide("share", request=view, source="screen")
    control = talk.grant("control", anna, kunde)
    anna.send(type="input", request=control, action=KEY_DOWN)
    anna.send(type="clipboard", request=control, text="Text")
    anna.catch_up()
    assert not kunde.catch_up().got("input") + kunde.got("clipboard")


@pytest.mark.parametrize("side", ["customer", "helper"])
def test_only_the_technician_controls(controlled: Controlled, side: str) -> None:
    other = getattr(controlled.talk, side)()
    controlled.input(other, KEY_DOWN)
    assert refusal_of(other) == "not_granted"
    assert controlled.arrived == []


def test_the_request_of_another_session_opens_nothing_here(controlled: Controlled) -> None:
    other = Controlled(Talk(controlled.talk.server))
    other.kunde.decide("withdraw", permission="control")
    other.input(other.anna, KEY_DOWN, controlled.request)
    assert refusal_of(other.anna) == "not_granted"
    assert other.arrived == controlled.arrived == []
    other.talk.close()


def test_what_comes_right_behind_the_stop_is_too_late(controlled: Controlled) -> None:
    controlled.kunde.decide("withdraw", permission="control")
    for _ in range(20):
        controlled.input(controlled.anna, KEY_DOWN)
    assert refusal_of(controlled.anna) == "not_granted"
    assert controlled.arrived == []


def test_the_stop_takes_less_than_a_second_while_input_comes(controlled: Controlled) -> None:
    for _ in range(300):
        controlled.input(controlled.anna, {"type": "move", "x": 0.5, "y": 0.5})
    began = time.monotonic()
    controlled.kunde.decide("withdraw", permission="control")
    assert time.monotonic() - began < 1
    controlled.app.wait("event", kind="withdrawn")


# Too much


def test_a_flood_is_cut_all_keys_go_up_and_the_chat_goes_on(controlled: Controlled) -> None:
    for _ in range(3000):
        controlled.input(controlled.anna, KEY_DOWN)
    actions = controlled.arrived
    assert actions.count(KEY_DOWN) < 2500
    assert RELEASE in actions
    told = [error["code"] for error in controlled.anna.got("error")]
    assert "input_too_fast" in told
    assert told.count("input_too_fast") < 20
    controlled.anna.say("Entschuldigung")
    assert controlled.kunde.wait("event", kind="message")


def test_a_flood_of_input_holds_up_no_pictures(controlled: Controlled) -> None:
    controlled.anna.send(type="watch", request=controlled.request, codecs=["vp8"])
    controlled.app.wait("watch")
    for _ in range(2000):
        controlled.input(controlled.anna, {"type": "move", "x": 0.5, "y": 0.5})
    controlled.anna.catch_up()
    for number in range(5):
        controlled.app.show(controlled.request, number)
        assert controlled.anna.wait("picture")["picture"].number == number
        controlled.anna.send(type="shown", request=controlled.request, number=number)
        assert controlled.app.wait("shown")["number"] == number


def test_a_flood_of_clipboards_leaves_the_technicians_stream_open(controlled: Controlled) -> None:
    for _ in range(200):
        controlled.clipboard(controlled.app, "x" * 40_000)
    assert refusal_of(controlled.app) == "input_too_fast"
    controlled.app.catch_up()
    assert len(controlled.anna.catch_up().got("clipboard")) < 100


# Nothing sticks


def test_what_a_technician_holds_goes_up_when_their_stream_closes(controlled: Controlled) -> None:
    controlled.input(controlled.anna, KEY_DOWN)
    assert controlled.arrived == [KEY_DOWN]
    controlled.anna.close()
    assert controlled.app.wait("input")["action"] == RELEASE


def test_a_second_window_that_closes_lets_nothing_go(controlled: Controlled) -> None:
    other = controlled.talk.technician()
    controlled.input(controlled.anna, KEY_DOWN)
    controlled.anna.catch_up()
    other.close()
    assert controlled.arrived == [KEY_DOWN]


def test_of_two_windows_each_lets_go_what_it_held(controlled: Controlled) -> None:
    other = controlled.talk.technician()
    controlled.input(controlled.anna, KEY_DOWN)
    controlled.anna.catch_up()
    controlled.input(other, MOVE)
    other.catch_up()
    controlled.anna.close()
    assert controlled.app.wait("input", action=RELEASE)


def test_what_a_technician_holds_who_is_not_heard_any_more_goes_up(controlled: Controlled) -> None:
    dead = RawStream(controlled.talk, controlled.talk.server.token)
    dead.text(type="input", request=controlled.request, action=KEY_DOWN)
    assert controlled.app.wait("input", action=KEY_DOWN)
    began = time.monotonic()
    assert controlled.app.wait("input", action=RELEASE)
    assert time.monotonic() - began < 5
    dead.close()


# The clipboard


def test_the_clipboard_goes_both_ways(controlled: Controlled) -> None:
    text = "Zeile 1\r\nZeile 2\t„ß€😀“\0"
    controlled.clipboard(controlled.anna, text)
    assert controlled.app.wait("clipboard") == {
        "type": "clipboard", "request": controlled.request, "text": text,
    }  # fmt: skip
    controlled.clipboard(controlled.app, text)
    assert controlled.anna.wait("clipboard")["text"] == text
    assert not controlled.kunde.catch_up().got("clipboard")


def test_48_kibibytes_of_utf_8_are_the_most(controlled: Controlled) -> None:
    most = "ü" * (24 * 1024)
    for side, other in ((controlled.anna, controlled.app), (controlled.app, controlled.anna)):
        for text in (most, most + "x"):
            frame = {"type": "clipboard", "request": controlled.request, "text": text}
            # As pages and app write it: escapes would make it larger than any frame may be.
            side.socket.send(json.dumps(frame, ensure_ascii=False))
        assert other.wait("clipboard")["text"] == most
        error = side.wait("error")
        assert error["code"] == "clipboard_too_long"
        assert "48" in error["detail"]


def test_a_browser_sends_no_clipboard(controlled: Controlled) -> None:
    controlled.clipboard(controlled.kunde, "Text")
    assert refusal_of(controlled.kunde) == "not_granted"
    assert not controlled.anna.catch_up().got("clipboard")


def test_an_app_that_does_not_share_sends_no_clipboard(talk: Talk) -> None:
    anna, kunde, app = talk.technician(), talk.customer(), talk.helper()
    request = talk.grant("control", anna, kunde)
    app.send(type="clipboard", request=request, text="Text")
    assert refusal_of(app) == "not_granted"
    assert not anna.catch_up().got("clipboard")


# Scripts


@pytest.mark.parametrize(
    "frame",
    [
        {"type": "input", "request": 3, "action": RELEASE},
        {"type": "clipboard", "request": 3, "text": "Text"},
        {"type": "watch", "request": 3, "codecs": ["vp8"]},
        {"type": "share", "request": 3, "source": "screen",
         "client_id": "0b9fa0f0-6a14-4bd5-8e93-2d5a14a4ea0d"},
    ],
)  # fmt: skip
def test_what_passes_by_the_log_needs_the_stream(
    controlled: Controlled, frame: dict[str, Any]
) -> None:
    talk = controlled.talk
    for token in (talk.server.token, talk.customer_token):
        status, problem = talk.server.call(
            "POST", f"/sessions/{talk.id}/events", frame, token=token
        )
        assert (status, problem["code"]) == (409, "stream_needed")
        assert problem["detail"]
    assert controlled.arrived == []
