"""Displays that take no remote input say so."""

from pathlib import Path

import pytest

from tests.tray.desktop import wait_for
from tests.tray.desktops import bare_desktop
from tests.tray.input.desk import hands_on
from tray_app.input import NoInput, open_input
from tray_app.input.cursor import CursorWatch


@pytest.mark.parametrize(
    "environment",
    [
        {"XDG_SESSION_TYPE": "wayland", "WAYLAND_DISPLAY": "wayland-0"},
        {"XDG_SESSION_TYPE": "wayland"},
        {"WAYLAND_DISPLAY": "wayland-0"},
    ],
)
def test_wayland_takes_none(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_SESSION_TYPE", raising=False)
    for name, value in {"DISPLAY": ":0", **environment}.items():
        monkeypatch.setenv(name, value)

    with pytest.raises(NoInput) as refused:
        open_input(lambda on: None)

    assert refused.value.reason == "wayland"


def test_no_display_takes_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("XDG_SESSION_TYPE", "x11")
    monkeypatch.setenv("DISPLAY", ":999")

    with pytest.raises(NoInput) as refused:
        open_input(lambda on: None)

    assert refused.value.reason == "no_input"


def test_a_display_that_goes_away_is_told(tmp_path: Path) -> None:
    with bare_desktop(tmp_path) as desktop, hands_on(desktop) as hands:
        hands.input.move(10, 10)
        watch = CursorWatch()

        desktop.end()

        def refusal() -> str | None:
            try:
                hands.input.text("ż")
            except NoInput as refused:
                return refused.reason
            return None

        assert wait_for("a refusal", refusal) == "no_input"
        with pytest.raises(NoInput):
            watch.poll()
