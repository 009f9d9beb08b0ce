"""A link of anybody's session shows nothing of this computer before a yes on it."""

import sys

import pytest

from tests.running_server import RunningServer
from tests.tray.controlled import AGREEMENT, Controlled, agree
from tests.tray.desktop import TRAY_TEAL, Desktop, wait_for

#: Shows a question and says when its yes can be pressed: seconds after it appeared.
TIMED = """
import sys, time, tkinter
from tray_app.dialogs.question_window import QuestionWindow
root = tkinter.Tk()
root.withdraw()
question = {"heading": "Wirklich?", "sentence": "Ja?", "yes": "Ja", "no": "Nein"}
window = QuestionWindow(root, question)
began = time.monotonic()

def buttons(parent):
    for child in parent.winfo_children():
        if child.winfo_class() == "TButton":
            yield child
        yield from buttons(child)

yes = next(one for one in buttons(root) if one["text"] == "Ja")

def look():
    yes.invoke()
    root.after(20, look)

look()
root.mainloop()
print(time.monotonic() - began, int(window.exit_code))
"""


@pytest.fixture
def led_here(server: RunningServer, desktop_with_xembed: Desktop) -> Controlled:
    """Somebody said yes in their own chat; its link was opened on a computer with the app."""
    controlled = Controlled(server, desktop_with_xembed)
    desktop_with_xembed.start_tray_app("--server", server.url)
    wait_for("the icon", lambda: desktop_with_xembed.spot(TRAY_TEAL))
    controlled.grant()
    opened = desktop_with_xembed.start(
        *(sys.executable, "-m", "tray_app", "--server", server.url, "--attach", controlled.link()),
        name="second",
    )
    assert opened.wait(timeout=15) == 0
    desktop_with_xembed.window_to_type_in(AGREEMENT)
    return controlled


def leaves(controlled: Controlled) -> None:
    """The app leaves the session, and nothing was ever shared."""
    controlled.technician.wait("presence", role="helper", present=False)
    assert "share_started" not in controlled.kinds()
    assert controlled.desktop.window(AGREEMENT) is None


def test_a_link_shares_once_the_person_here_agrees(led_here: Controlled) -> None:
    led_here.technician.wait("presence", role="helper", present=True)
    led_here.desktop.save_picture("asks")
    led_here.desktop.press("Tab")
    copied = led_here.desktop.copied()
    assert copied.startswith("Anna Berg (127.0.0.1"), copied
    assert "sehen und fernsteuern. Sagen Sie nur Ja, wenn Sie gerade mit" in copied
    assert "share_started" not in led_here.kinds()

    agree(led_here.desktop)

    led_here.technician.wait("sources")
    led_here.technician.watch()
    wait_for("a picture", lambda: led_here.technician.size())


@pytest.mark.parametrize("key", ["Return", "space", "Escape", "alt+F4"])
def test_what_is_no_yes_leaves_the_session(led_here: Controlled, key: str) -> None:
    led_here.desktop.press(key)
    leaves(led_here)


def test_a_press_that_comes_too_early_agrees_to_nothing(desktop_without_tray: Desktop) -> None:
    shown = desktop_without_tray.start(sys.executable, "-c", TIMED, name="timed")
    assert shown.wait(timeout=15) == 0
    seconds, exit_code = desktop_without_tray.log("timed").split()
    assert float(seconds) >= 0.65
    assert exit_code == "21"
