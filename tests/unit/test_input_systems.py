"""What Windows and macOS are told, and in which order; no such system stands behind it here."""

import ctypes
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PIL import Image

from tray_app.input import NoInput
from tray_app.input.macos import MacSystem
from tray_app.input.macos_tap import Tap
from tray_app.input.system_input import SystemInput
from tray_app.input.windows import WindowsSystem
from tray_app.input.windows_cursor import without_ground
from tray_app.input.windows_hooks import Hooks
from tray_app.input.windows_structures import Input, KeyboardHook, MouseHook

LEFT, TOP, WIDTH, HEIGHT = -1920, 0, 3840, 1080
UP, UNICODE, EXTENDED = 2, 4, 1


class FakeUser32:
    """Keeps what SendInput is given."""

    def __init__(self) -> None:
        self.sent: list[tuple[Any, ...]] = []
        self.refuses = False
        self.held: set[int] = set()

    def SendInput(self, count: int, row: Any, size: int) -> int:  # noqa: N802
        assert size == ctypes.sizeof(Input)
        if self.refuses:
            return 0
        for given in row:
            if given.type == 0:
                mouse = given.mi
                data = ctypes.c_int32(mouse.mouseData).value
                self.sent.append(("mouse", mouse.dwFlags, mouse.dx, mouse.dy, data))
            else:
                self.sent.append(("key", given.ki.wVk, given.ki.wScan, given.ki.dwFlags))
        return count

    def GetSystemMetrics(self, index: int) -> int:  # noqa: N802
        return {76: LEFT, 77: TOP, 78: WIDTH, 79: HEIGHT, 23: 0}[index]

    def VkKeyScanExW(self, character: str, _layout: Any) -> int:  # noqa: N802
        german = {"c": 0x43, "C": 0x143, "+": 0xBB, "/": 0x137, "@": 0x651}
        return german.get(character, -1)

    def MapVirtualKeyExW(self, code: int, _kind: int, _layout: Any) -> int:  # noqa: N802
        return code & 0x7F

    def GetForegroundWindow(self) -> int:  # noqa: N802
        return 1

    def GetWindowThreadProcessId(self, _window: int, _process: Any) -> int:  # noqa: N802
        return 7

    def GetKeyboardLayout(self, thread: int) -> int:  # noqa: N802
        assert thread == 7
        return 0x04070407

    def GetAsyncKeyState(self, code: int) -> int:  # noqa: N802
        return -0x8000 if code in self.held else 0

    def CallNextHookEx(self, *_told: Any) -> int:  # noqa: N802
        return 0


class NoWatch:
    """Stands in for hooks and tap; the test says when the customer moved."""

    def start(self, used: Callable[[], None]) -> None:
        self.used = used

    def close(self) -> None:
        pass


class Windows:
    """Hands on a stand-in for Windows."""

    def __init__(self) -> None:
        self.user, self.local = FakeUser32(), NoWatch()
        self.pauses: list[bool] = []
        system = WindowsSystem(self.user, self.local)  # type: ignore[arg-type]
        self.input = SystemInput(system, self.pauses.append)

    @property
    def keys(self) -> list[tuple[int, bool]]:
        """The virtual keys that were sent: which, and whether down."""
        return [(sent[1], not sent[3] & UP) for sent in self.user.sent if sent[0] == "key"]


@pytest.fixture
def windows() -> Iterator[Windows]:
    """Hands on a stand-in for Windows."""
    stand_in = Windows()
    yield stand_in
    stand_in.user.refuses = False
    stand_in.input.close()


def wait_for(look: Callable[[], bool]) -> None:
    until = time.monotonic() + 5
    while not look():
        assert time.monotonic() < until
        time.sleep(0.01)


def test_windows_structures_have_windows_sizes() -> None:
    assert ctypes.sizeof(Input) == 40
    assert ctypes.sizeof(MouseHook) == 32
    assert ctypes.sizeof(KeyboardHook) == 24


@pytest.mark.parametrize(("x", "y"), [(-1920, 0), (0, 0), (1919, 1079), (-1, 540), (17, 3)])
def test_windows_hits_each_pixel_of_the_whole_desktop(windows: Windows, x: int, y: int) -> None:
    windows.input.move(x, y)

    kind, flags, dx, dy, _data = windows.user.sent[-1]
    assert (kind, flags) == ("mouse", 0xC001)
    assert (dx * WIDTH // 65536 + LEFT, dy * HEIGHT // 65536 + TOP) == (x, y)
    assert dx <= 65535
    assert dy <= 65535


def test_windows_types_utf16_whatever_the_layout(windows: Windows) -> None:
    windows.input.text("ż😀\n")

    assert windows.user.sent == [
        ("key", 0, 0x17C, UNICODE),
        ("key", 0, 0x17C, UNICODE | UP),
        ("key", 0, 0xD83D, UNICODE),
        ("key", 0, 0xDE00, UNICODE),
        ("key", 0, 0xD83D, UNICODE | UP),
        ("key", 0, 0xDE00, UNICODE | UP),
        ("key", 0x0D, 0x0D, 0),
        ("key", 0x0D, 0x0D, UP),
    ]


def test_windows_presses_a_shortcut_by_the_layouts_key(windows: Windows) -> None:
    for key, down in [("Control", True), ("c", True), ("c", False), ("Control", False)]:
        windows.input.key(key, down)

    assert windows.keys == [(0xA2, True), (0x43, True), (0x43, False), (0xA2, False)]


def test_windows_changes_shift_where_the_layout_needs_it(windows: Windows) -> None:
    for key, down in [("Shift", True), ("+", True), ("+", False), ("Shift", False)]:
        windows.input.key(key, down)
    windows.input.key("/", True)

    assert windows.keys == [
        *[(0xA0, True), (0xA0, False), (0xBB, True), (0xA0, True), (0xBB, False), (0xA0, False)],
        *[(0xA0, True), (0x37, True), (0xA0, False)],
    ]


def test_windows_lifts_held_keys_for_text(windows: Windows) -> None:
    windows.input.key("Shift", True)
    windows.input.text("a")

    assert [sent[1:] for sent in windows.user.sent[1:]] == [
        (0xA0, 0x20, UP),
        (0, 0x61, UNICODE),
        (0, 0x61, UNICODE | UP),
        (0xA0, 0x20, 0),
    ]


def test_windows_repeats_a_key_where_the_technician_holds_it(windows: Windows) -> None:
    for _ in range(3):
        windows.input.key("ArrowLeft", True)
    windows.input.key("ArrowLeft", False)

    assert windows.user.sent == [("key", 0x25, 0x25, EXTENDED)] * 3 + [
        ("key", 0x25, 0x25, EXTENDED | UP)
    ]


def test_windows_turns_the_wheel_by_parts_of_a_notch(windows: Windows) -> None:
    windows.input.wheel(0, 1)
    windows.input.wheel(0.5, -0.25)
    windows.input.wheel(0.004, 0)

    assert windows.user.sent == [
        ("mouse", 0x0800, 0, 0, -120),
        ("mouse", 0x0800, 0, 0, 30),
        ("mouse", 0x1000, 0, 0, 60),
    ]


def test_windows_lets_go_all(windows: Windows) -> None:
    windows.input.key("Control", True)
    windows.input.key("c", True)
    windows.input.button("right", True)

    windows.input.release()

    assert sorted(windows.keys[2:]) == [(0x43, False), (0xA2, False)]
    assert windows.user.sent[3][:2] == ("mouse", 0x0010)


def test_a_refusal_of_windows_is_told(windows: Windows) -> None:
    windows.user.refuses = True

    with pytest.raises(NoInput) as refused:
        windows.input.move(1, 1)

    assert refused.value.reason == "elevated"


def test_the_customer_pauses_the_hands_and_what_they_hold_is_let_go(windows: Windows) -> None:
    windows.input.key("Control", True)

    windows.local.used()

    wait_for(lambda: windows.pauses == [True])
    assert windows.keys == [(0xA2, True), (0xA2, False)]
    windows.input.move(1, 1)
    windows.input.text("a")
    assert windows.keys == [(0xA2, True), (0xA2, False)], "dropped"
    wait_for(lambda: windows.pauses == [True, False])
    windows.input.key("a", True)
    assert windows.keys == [(0xA2, True), (0xA2, False)], "no letter where a shortcut was meant"


def test_the_pause_lasts_while_the_customer_holds_a_button(windows: Windows) -> None:
    windows.user.held.add(0x01)
    windows.local.used()
    began = time.monotonic()
    wait_for(lambda: time.monotonic() > began + 1.2)
    assert windows.pauses == [True]

    windows.user.held.clear()

    wait_for(lambda: windows.pauses == [True, False])


@pytest.mark.parametrize(("injected", "used"), [(False, 2), (True, 0)])
def test_windows_hooks_tell_the_customer_from_programs(injected: bool, used: int) -> None:
    calls: list[None] = []
    hooks = Hooks(FakeUser32())
    hooks._used = lambda: calls.append(None)
    mouse, key = MouseHook(flags=int(injected)), KeyboardHook(flags=0x10 * injected)

    hooks.on_mouse(0, 0x200, ctypes.addressof(mouse))
    hooks.on_key(0, 0x100, ctypes.addressof(key))
    hooks.on_key(-1, 0x100, ctypes.addressof(key))

    assert len(calls) == used


def test_a_pointers_transparency_shows_on_black_and_on_white() -> None:
    pixels = {"opaque red": (255, 0, 0, 255), "none": (0, 0, 0, 0), "half blue": (0, 0, 255, 128)}
    pointer = Image.new("RGBA", (3, 1))
    pointer.putdata(list(pixels.values()))
    black, white = (
        Image.alpha_composite(Image.new("RGBA", (3, 1), ground), pointer).convert("RGB")
        for ground in ("black", "white")
    )

    found = [without_ground(black, white).getpixel((x, 0)) for x in range(3)]

    assert found == list(pixels.values())


class FakeQuartz:
    """Keeps the events that are posted, each as what was done to it."""

    def __init__(self) -> None:
        self.posted: list[dict[str, Any]] = []
        self.made: dict[int, dict[str, Any]] = {}
        self.process = 0

    def _event(self, **facts: Any) -> int:
        self.made[len(self.made) + 1] = facts
        return len(self.made)

    def CGEventSourceCreate(self, _state: int) -> int:  # noqa: N802
        return 99

    def CGEventCreateMouseEvent(self, _source: int, kind: int, at: Any, number: int) -> int:  # noqa: N802
        return self._event(kind=kind, at=(at.x, at.y), number=number)

    def CGEventCreateScrollWheelEvent2(self, *told: int) -> int:  # noqa: N802
        return self._event(wheel=told[3:5])

    def CGEventCreateKeyboardEvent(self, _source: int, code: int, down: bool) -> int:  # noqa: N802
        return self._event(code=code, down=down)

    def CGEventKeyboardSetUnicodeString(self, event: int, length: int, units: Any) -> None:  # noqa: N802
        self.made[event]["text"] = units.raw[: 2 * length].decode("utf-16-le")

    def CGEventSetFlags(self, event: int, flags: int) -> None:  # noqa: N802
        self.made[event]["flags"] = flags

    def CGEventSetIntegerValueField(self, event: int, field: int, value: int) -> None:  # noqa: N802
        self.made[event][{1: "clicks", 8: "repeats"}[field]] = value

    def CGEventGetIntegerValueField(self, _event: int, field: int) -> int:  # noqa: N802
        assert field == 41
        return self.process

    def CGEventPost(self, _tap: int, event: int) -> None:  # noqa: N802
        self.posted.append(self.made[event])

    def CFRelease(self, event: int) -> None:  # noqa: N802
        assert event in self.made


@pytest.fixture
def quartz() -> FakeQuartz:
    """A stand-in for Quartz."""
    return FakeQuartz()


@pytest.fixture
def mac(quartz: FakeQuartz) -> Iterator[SystemInput]:
    """Hands on it."""
    hands = SystemInput(MacSystem(quartz, NoWatch()), lambda on: None)  # type: ignore[arg-type]
    yield hands
    hands.close()


def test_macos_types_characters_whatever_the_layout(quartz: FakeQuartz, mac: SystemInput) -> None:
    mac.text("ż😀")

    assert [(event["text"], event["down"], event["flags"]) for event in quartz.posted] == [
        *[("ż", True, 0), ("ż", False, 0), ("😀", True, 0), ("😀", False, 0)]
    ]


def test_macos_shortcuts_have_flags_and_their_character(
    quartz: FakeQuartz, mac: SystemInput
) -> None:
    for key, down in [("Meta", True), ("c", True), ("c", False), ("Meta", False)]:
        mac.key(key, down)

    told = [(event["code"], event["down"], event["flags"]) for event in quartz.posted]
    assert told == [
        *[(0x37, True, 0x100000), (8, True, 0x100000), (8, False, 0x100000), (0x37, False, 0)]
    ]
    assert quartz.posted[1]["text"] == "c"


def test_macos_drags_and_counts_clicks(quartz: FakeQuartz, mac: SystemInput) -> None:
    mac.move(10, 20)
    for down in (True, False, True):
        mac.button("left", down)
    mac.move(30, 40)
    mac.button("left", False)

    told = [(event["kind"], event.get("clicks")) for event in quartz.posted]
    assert told == [(5, None), (1, 1), (2, 1), (1, 2), (6, None), (2, 2)]
    assert quartz.posted[4]["at"] == (30.0, 40.0)


def test_macos_scrolls_down_with_negative_numbers(quartz: FakeQuartz, mac: SystemInput) -> None:
    mac.wheel(0.5, 1)

    assert quartz.posted == [{"wheel": (-40, -20)}]


@pytest.mark.parametrize(("process", "used"), [(0, 1), (4711, 0)])
def test_the_tap_tells_the_customer_from_programs(
    quartz: FakeQuartz, process: int, used: int
) -> None:
    calls: list[None] = []
    quartz.process = process
    tap = Tap(quartz)
    tap._used = lambda: calls.append(None)

    assert tap.on_event(None, 5, 1, None) == 1
    assert len(calls) == used
