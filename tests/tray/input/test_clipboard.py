"""The clipboard in both directions, beside what other programs put there."""

import subprocess

import pytest

from tests.tray.desktop import Desktop, wait_for
from tests.tray.input.desk import Desk
from tray_app.input import clipboard

XCLIP = ("xclip", "-selection", "clipboard")


@pytest.fixture(autouse=True)
def display(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Has the tests' own process on that desktop."""
    monkeypatch.setenv("DISPLAY", desk.desktop.environment["DISPLAY"])


def copy(desktop: Desktop, content: bytes, *options: str) -> None:
    """What a program of the customer's does when they copy; returns when it has the clipboard."""
    owner = desktop.run("xclip", "-o", "-selection", "clipboard", "-t", "TIMESTAMP")
    subprocess.run(
        (*XCLIP, *options), env=desktop.environment, input=content, stdout=subprocess.DEVNULL
    )
    wait_for(
        "the copy",
        lambda: desktop.run("xclip", "-o", "-selection", "clipboard", "-t", "TIMESTAMP") != owner,
    )


def pasted(desktop: Desktop) -> str:
    """What a program of the customer's pastes."""
    done = subprocess.run((*XCLIP, "-o"), env=desktop.environment, stdout=subprocess.PIPE)
    return done.stdout.decode()


@pytest.mark.parametrize("text", ["Grüße äöüß€ żółć 😀\nzweite Zeile", "ż" * 150_000])
def test_what_the_customer_copied_is_read(desktop: Desktop, text: str) -> None:
    copy(desktop, text.encode())

    assert clipboard.read() == text


@pytest.mark.parametrize("text", ["Grüße äöüß€ żółć 😀\nzweite Zeile", "x" * 48 * 1024, ""])
def test_what_the_technician_sent_is_pasted(desktop: Desktop, text: str) -> None:
    clipboard.write(text)

    assert pasted(desktop) == text
    assert clipboard.read() == text


def test_the_last_text_counts(desktop: Desktop) -> None:
    clipboard.write("eins")
    clipboard.write("zwei")
    assert pasted(desktop) == "zwei"

    copy(desktop, b"drei")
    assert clipboard.read() == "drei"


def test_it_is_pasted_into_a_page(desk: Desk) -> None:
    clipboard.write("Grüße\naus der Konsole")

    desk.page.locator("textarea").focus()
    desk.page.keyboard.press("Control+a")
    desk.page.keyboard.press("Control+v")

    wait_for("the text", lambda: desk.fields["chromium"].text() == "Grüße\naus der Konsole")


def test_a_picture_is_no_text(desk: Desk) -> None:
    desk.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    desk.page.bring_to_front()
    desk.page.evaluate(
        """async () => {
          const canvas = new OffscreenCanvas(2, 2);
          canvas.getContext("2d").fillRect(0, 0, 2, 2);
          const png = await canvas.convertToBlob();
          await navigator.clipboard.write([new ClipboardItem({ "image/png": png })]);
        }"""
    )

    with pytest.raises(clipboard.NoClipboard):
        clipboard.read()


def test_without_a_display_there_is_no_clipboard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":999")

    with pytest.raises(clipboard.NoClipboard):
        clipboard.read()
    with pytest.raises(clipboard.NoClipboard):
        clipboard.write("x")
