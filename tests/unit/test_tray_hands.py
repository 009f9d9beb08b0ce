"""Remote input is done in its order, on the right pixel, and only as long as it is allowed."""

import threading
from collections.abc import Callable
from typing import Any

from tray_app.input import NoInput
from tray_app.share.hands import Hands
from tray_app.share.screen import Monitor

RIGHT = Monitor(1, "right", 1920, 0, 1280, 1024)


class FakeInput:
    """Remembers what was done."""

    def __init__(self) -> None:
        self.done: list[tuple[Any, ...]] = []
        self.closed = threading.Event()
        self.fails: NoInput | None = None
        self.before_text: Callable[[], None] = lambda: None

    def _note(self, *what: Any) -> None:
        if self.fails:
            raise self.fails
        self.done.append(what)

    def move(self, x: int, y: int) -> None:
        self._note("move", x, y)

    def button(self, name: str, down: bool) -> None:
        self._note("button", name, down)

    def wheel(self, dx: float, dy: float) -> None:
        self._note("wheel", dx, dy)

    def text(self, text: str) -> None:
        self.before_text()
        self._note("text", text)

    def key(self, key: str, down: bool) -> None:
        self._note("key", key, down)

    def release(self) -> None:
        self._note("release")

    def close(self) -> None:
        self.closed.set()


class Desk:
    """Hands with their surroundings."""

    def __init__(self, opened: Callable[[Any], Any] | None = None) -> None:
        self.input, self.is_allowed, self.now = FakeInput(), True, 0.0
        self.conditions: list[tuple[str, bool]] = []
        self.hands = Hands(
            lambda: self.is_allowed,
            lambda source: RIGHT if source == 1 else None,
            lambda name, on: self.conditions.append((name, on)),
            opened or (lambda _on_pause: self.input),
            lambda: self.now,
        )
        self.hands.start()

    def do(self, *actions: dict[str, Any]) -> list[tuple[Any, ...]]:
        """What was done of these."""
        for action in actions:
            self.hands.do(action)
        self.hands.do({"type": "key", "key": "F24", "down": True})
        wait_until(lambda: ("key", "F24", True) in self.input.done or not self.is_allowed)
        return [one for one in self.input.done if one != ("key", "F24", True)]


def wait_until(holds: Callable[[], bool]) -> None:
    for _ in range(500):
        if holds():
            return
        threading.Event().wait(0.01)
    raise AssertionError("in vain")


def test_each_act_on_the_pixel_of_its_monitor() -> None:
    place = {"source": 1, "x": 0.5, "y": 1.0}
    assert Desk().do(
        {"type": "move", **place},
        {"type": "button", "button": "left", "down": True, **place},
        {"type": "wheel", "dx": 0, "dy": 1.5, **place},
        {"type": "text", "text": "Grüße"},
        {"type": "key", "key": "Enter", "down": True},
        {"type": "release"},
    ) == [
        ("move", 2560, 1023),
        ("move", 2560, 1023),
        ("button", "left", True),
        ("move", 2560, 1023),
        ("wheel", 0.0, 1.5),
        ("text", "Grüße"),
        ("key", "Enter", True),
        ("release",),
    ]


def test_a_monitor_that_is_gone_is_not_pointed_at() -> None:
    assert Desk().do({"type": "move", "source": 5, "x": 0, "y": 0}) == []


def test_what_can_t_be_read_is_left_out_and_the_rest_is_done() -> None:
    assert Desk().do(
        {"type": "move"},
        {"type": "text"},
        {"type": "button", "source": 1, "x": "a", "y": 0, "button": "left", "down": True},
        {"type": "button", "source": 1, "x": 0, "y": 0, "button": "fourth", "down": True},
        {"type": "text", "text": "a"},
    ) == [("move", 1920, 0), ("text", "a")]


def test_nothing_is_done_when_it_is_no_longer_allowed() -> None:
    desk = Desk()
    desk.is_allowed = False
    assert desk.do({"type": "text", "text": "rm -rf"}) == []


def test_a_long_text_ends_where_it_is_stopped() -> None:
    desk = Desk()

    def stop_soon() -> None:
        if len(desk.input.done) == 2:
            desk.is_allowed = False

    desk.input.before_text = stop_soon
    typed = desk.do({"type": "text", "text": "x" * 200})
    assert len(typed) <= 3


def busy(desk: Desk) -> threading.Event:
    """The hands type; what comes now waits until the event is set."""
    typing, go_on = threading.Event(), threading.Event()
    desk.input.before_text = lambda: (typing.set(), go_on.wait(5))[0]
    desk.hands.do({"type": "text", "text": "x" * 200})
    assert typing.wait(5)
    return go_on


def test_what_was_typed_before_letting_go_is_not_lost() -> None:
    desk = Desk()
    go_on = busy(desk)
    desk.hands.do({"type": "key", "key": "Enter", "down": True})
    desk.hands.do({"type": "release"})
    go_on.set()
    desk.do()
    assert desk.input.done[-3:] == [("key", "Enter", True), ("release",), ("key", "F24", True)]


def test_letting_go_does_not_wait_for_a_long_text() -> None:
    desk = Desk()
    go_on = busy(desk)
    desk.hands.do({"type": "text", "text": "y" * 200})
    desk.hands.do({"type": "release"})
    desk.now += 0.5
    go_on.set()
    desk.do()
    assert desk.input.done == [("text", "x" * 8), ("release",), ("key", "F24", True)]


def test_of_a_flood_nothing_is_done_but_letting_go() -> None:
    desk = Desk()
    go_on = busy(desk)
    for _ in range(2001):
        desk.hands.do({"type": "key", "key": "Delete", "down": True})
    go_on.set()
    desk.do()
    assert desk.input.done == [("text", "x" * 8), ("release",), ("key", "F24", True)]


def after(desk: Desk, seconds: float) -> list[tuple[Any, ...]]:
    """What was done by then without a further word; the hands look soon."""
    before = len(desk.input.done)
    desk.now += seconds
    with desk.hands._turn:
        desk.hands._turn.notify()
    threading.Event().wait(0.1)
    return desk.input.done[before:]


def pressed(desk: Desk, *keys: str) -> None:
    for key in keys:
        desk.hands.do({"type": "key", "key": key, "down": True})
        wait_until(lambda key=key: ("key", key, True) in desk.input.done)  # type: ignore[misc]


def test_a_key_of_a_technician_who_fell_silent_is_let_go() -> None:
    desk = Desk()
    pressed(desk, "Shift", "Delete")
    assert after(desk, 4.9) == []
    assert after(desk, 0.2) == [("key", "Delete", False), ("key", "Shift", False)]
    assert after(desk, 60.0) == []


def test_a_button_may_be_held_as_long_as_one_likes() -> None:
    desk = Desk()
    place = {"source": 1, "x": 0, "y": 0}
    desk.hands.do({"type": "button", "button": "left", "down": True, **place})
    wait_until(lambda: ("button", "left", True) in desk.input.done)
    assert after(desk, 60.0) == []


def test_a_modifier_alone_may_wait_longer_and_is_there_for_a_late_click() -> None:
    desk = Desk()
    pressed(desk, "Control")
    assert after(desk, 9.9) == []
    assert after(desk, 0.2) == [("key", "Control", False)]
    before = len(desk.input.done)
    desk.hands.do(
        {"type": "button", "button": "left", "down": True, "source": 1, "x": 0, "y": 0}
    )  # fmt: skip
    wait_until(lambda: desk.input.done[-1] == ("button", "left", True))
    assert desk.input.done[before:] == [
        ("move", 1920, 0),
        ("key", "Control", True),
        ("button", "left", True),
    ]


def test_a_modifier_that_went_up_meanwhile_is_not_pressed_again() -> None:
    desk = Desk()
    pressed(desk, "Control")
    after(desk, 11)
    before = len(desk.input.done)
    desk.hands.do({"type": "key", "key": "Control", "down": False})
    desk.do()
    assert desk.input.done[before:] == [("key", "Control", False), ("key", "F24", True)]


def test_closing_lets_everything_go_and_does_no_more() -> None:
    desk = Desk()
    desk.hands.close()
    assert desk.input.closed.wait(5)
    desk.hands.do({"type": "text", "text": "late"})
    desk.hands.wait_closed(5)
    assert desk.input.done == []


def test_what_stands_in_the_way_is_told_once_and_when_it_is_gone() -> None:
    desk = Desk()
    desk.input.fails = NoInput("elevated")
    for _ in range(3):
        desk.hands.do({"type": "text", "text": "a"})
    wait_until(lambda: desk.conditions == [("elevated", True)])
    desk.input.fails = None
    desk.do({"type": "text", "text": "b"})
    assert desk.conditions == [("elevated", True), ("elevated", False)]


def test_a_desktop_that_takes_no_input_says_so() -> None:
    def refuse(_on_pause: Any) -> Any:
        raise NoInput("wayland")

    desk = Desk(refuse)
    wait_until(lambda: desk.conditions == [("wayland", True)])
    desk.hands.do({"type": "text", "text": "a"})
    desk.hands.close()
    desk.hands.wait_closed(5)
    assert desk.conditions == [("wayland", True)]
