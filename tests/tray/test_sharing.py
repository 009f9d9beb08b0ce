"""The tray app shares a real desktop with a technician: what is seen, and when nothing is."""

import json
import sys
import time
from pathlib import Path

import pytest

from tests.running_server import RunningServer
from tests.tray.controlled import ICON_RED, WINDOW, Controlled, agree
from tests.tray.desktop import TRAY_TEAL, Desktop, wait_for
from tests.tray.desktops import bare_desktop
from tests.tray.watching import is_like, until

#: A window in pure magenta, which nothing else on the desktop is.
MAGENTA = (255, 0, 255)
COLOURED_WINDOW = """
import tkinter
root = tkinter.Tk()
root.title("Farbe")
root.geometry("200x150+100+100")
root.configure(background="#ff00ff")
root.mainloop()
"""


def test_nothing_is_shown_before_the_yes(controlled: Controlled) -> None:
    controlled.attach()
    seen = controlled.show_in_browser()
    request = controlled.technician.ask_for_control()
    controlled.technician.send(type="watch", request=request, codecs=["h264"], source=0)
    controlled.technician.wait("error", code="not_granted")
    controlled.end_showing(seen)

    assert controlled.technician.pictures == []
    assert controlled.window() is None
    assert controlled.desktop.spot(ICON_RED) is None

    controlled.chat.decide("answer", request=request, granted=True)
    controlled.technician.wait_for_event("share_started", request=request, source="helper")
    wait_for("the window", controlled.window)
    controlled.technician.watch()
    controlled.paint("#00ff00")
    controlled.technician.sees((0, 255, 0), 0.1, 0.5)
    wait_for("the red icon", lambda: controlled.desktop.spot(ICON_RED))
    controlled.desktop.save_picture("controlled")


def test_after_a_no_nothing_is_shown(controlled: Controlled) -> None:
    controlled.attach()
    request = controlled.technician.ask_for_control()
    controlled.chat.decide("answer", request=request, granted=False)
    controlled.technician.send(type="watch", request=request, codecs=["h264"], source=0)
    controlled.technician.wait("error", code="not_granted")
    controlled.show_in_browser()

    assert controlled.technician.pictures == []
    assert controlled.window() is None


def test_the_technician_sees_where_a_window_moves_to(controlled: Controlled) -> None:
    desktop, technician = controlled.desktop, controlled.technician
    controlled.share()
    desktop.start(sys.executable, "-c", COLOURED_WINDOW, name="colour")
    window = desktop.window_to_type_in("^Farbe$")

    for place in ((100, 100), (700, 80), (320, 420)):
        desktop.run("xdotool", "windowmove", window, *map(str, place))

        def in_both_places() -> bool:
            truth, seen = desktop.spot(MAGENTA), technician.spot(MAGENTA)
            return bool(
                truth and seen and abs(truth[0] - seen[0]) < 4 and abs(truth[1] - seen[1]) < 4
            )

        until(f"the window at {place} in the picture", in_both_places, 5)


def test_a_viewer_without_h264_gets_vp8(controlled: Controlled) -> None:
    controlled.technician.codecs = ["vp9", "vp8"]
    controlled.share()
    controlled.paint("#0000ff")
    controlled.technician.sees((0, 0, 255), 0.1, 0.5)
    assert {picture.codec for picture in controlled.technician.pictures} == {"vp8"}


def test_a_still_screen_sends_nothing_and_comes_sharp(controlled: Controlled) -> None:
    controlled.share()
    technician = controlled.technician
    controlled.paint("#204060")
    technician.sees((0x20, 0x40, 0x60), 0.1, 0.5)
    wait_for("a picture that adds nothing", lambda: len(technician.pictures[-1].chunk) < 700)
    assert is_like(technician.colour_at(0.1, 0.5), (0x20, 0x40, 0x60), 4)
    stands_since = technician.pictures[-1].number

    for place in range(10):
        # Drawn anew it is looked at, and is the same; so it is where the technician does something.
        controlled.paint("#204060")
        move_to(controlled, 100 + place)
    changes_at = time.time()
    controlled.paint("#604020")

    technician.sees((0x60, 0x40, 0x20), 0.1, 0.5)
    before_that = technician.pictures_taken(0, until=changes_at)
    assert before_that[-1].number - stands_since <= 1


def test_no_more_than_two_pictures_are_on_their_way(controlled: Controlled) -> None:
    # For who sees nothing for long, some are given up for lost.
    controlled.desktop.turn_the_app("tray_app.share.pacing.LOST_AFTER=3600")
    controlled.share()
    technician = controlled.technician
    technician.shows = False
    for number in range(6):
        controlled.paint(f"#{number * 40:02x}0000")
        move_to(controlled, 100 + number)
    wait_for("as many as may", lambda: technician.on_their_way == 2)
    controlled.keep_changing()
    move_to(controlled, 200)
    controlled.paint("#0000ff")

    assert technician.on_their_way == 2

    technician.shows = True
    technician.show()
    technician.sees((0, 0, 255), 0.1, 0.5)


def move_to(controlled: Controlled, x: int) -> None:
    """The technician moves the pointer there by the app: it heard everything before that."""
    controlled.technician.do(type="move", source=0, x=x / 1279, y=0.5)
    wait_for("the pointer there", lambda: controlled.desktop.pointer() == (x, 450))


# Monitors


def test_each_monitor_can_be_chosen_and_may_come_and_go(controlled: Controlled) -> None:
    desktop, technician = controlled.desktop, controlled.technician
    controlled.share()
    desktop.start(sys.executable, "-c", COLOURED_WINDOW, name="colour")
    window = desktop.window_to_type_in("^Farbe$")

    desktop.run("xrandr", "--setmonitor", "left", "640/200x900/200+0+0", "screen")
    desktop.run("xrandr", "--setmonitor", "right", "640/200x900/200+640+0", "none")
    told = wait_for(
        "two monitors",
        lambda: [one for one in technician.got("sources") if len(one["sources"]) == 2],
    )
    assert [(one["width"], one["height"]) for one in told[0]["sources"]] == [(640, 900)] * 2
    technician.watch(source=1)
    until("the right half", lambda: technician.size() == (640, 900), 5)
    desktop.run("xdotool", "windowmove", window, "900", "300")

    def is_where_it_is_on_that_half() -> bool:
        truth, seen = desktop.spot(MAGENTA), technician.spot(MAGENTA)
        return bool(truth and seen and abs(truth[0] - 640 - seen[0]) < 4)

    until("the window where it is on that half", is_where_it_is_on_that_half, 5)

    desktop.run("xrandr", "--delmonitor", "right")
    desktop.run("xrandr", "--delmonitor", "left")
    until("the whole desktop again", lambda: technician.size() == (1280, 900), 5)


def test_another_resolution(controlled: Controlled) -> None:
    controlled.share()
    controlled.desktop.run("xrandr", "--fb", "1024x768")
    for command in (
        ("--newmode", "1024x768", "0", "1024", "0", "0", "1024", "768", "0", "0", "768"),
        ("--addmode", "screen", "1024x768"),
        ("--output", "screen", "--mode", "1024x768"),
    ):
        controlled.desktop.run("xrandr", *command)

    until("pictures of that size", lambda: controlled.technician.size() == (1024, 768), 6)
    newest = controlled.technician.got("sources")[-1]["sources"]
    assert [(one["width"], one["height"]) for one in newest] == [(1024, 768)]
    wait_for("the window in sight", controlled.window)


# What else can happen


def test_the_technician_is_told_that_the_screen_is_locked(controlled: Controlled) -> None:
    controlled.share()
    for is_locked in (True, False):
        controlled.desktop.run(
            *("dbus-send", "--session", "--type=signal", "/org/freedesktop/ScreenSaver"),
            *("org.freedesktop.ScreenSaver.ActiveChanged", f"boolean:{str(is_locked).lower()}"),
        )
        controlled.technician.wait("condition", name="locked", on=is_locked)


def test_of_two_computers_of_a_customer_one_shares(controlled: Controlled, tmp_path: Path) -> None:
    with bare_desktop(tmp_path / "second") as other_desktop:
        controlled.attach()
        other_desktop.start_tray_app(
            "--server", controlled.server.url, "--attach", controlled.link()
        )
        wait_for(
            "both attached",
            lambda: len(controlled.technician.got("presence", role="helper", present=True)) == 1,
        )
        agree(other_desktop)
        request = controlled.share()
        both = (controlled.desktop, other_desktop)
        wait_for(
            "the word to the other one",
            lambda: any("refused: already_shared" in desktop.app_log() for desktop in both),
        )
        wait_for("one window", lambda: sum(bool(one.window(WINDOW)) for one in both) == 1)
        assert controlled.kinds().count("share_started") == 1
        numbers = [one.number for one in controlled.technician.pictures]
        assert numbers == sorted(set(numbers))
        assert controlled.technician.request == request


def test_without_a_display_it_ends_and_the_chat_goes_on(
    server: RunningServer, tmp_path: Path
) -> None:
    with bare_desktop(tmp_path / "desktop") as desktop:
        controlled = Controlled(server, desktop)
        controlled.share()
        desktop.stop_display()
        controlled.technician.wait_for_event("withdrawn")
        assert controlled.app
        controlled.app.wait(timeout=10)
        assert "Traceback" not in desktop.log("tray_app")
    controlled.chat.say("Jetzt ist alles dunkel")
    controlled.technician.wait("event", kind="message")


def test_the_clipboard_goes_both_ways_by_a_click(controlled: Controlled) -> None:
    desktop, technician = controlled.desktop, controlled.technician
    request = controlled.share()
    desktop.run("sh", "-c", "printf 'Grüße äöüß' | xclip -selection clipboard >/dev/null 2>&1")
    window = wait_for("the window", controlled.window)
    desktop.run("xdotool", "windowactivate", window)
    desktop.window_to_type_in(WINDOW)
    desktop.press("Tab", "Tab", "Return")
    sent = technician.wait("clipboard", request=request)
    assert sent["text"] == "Grüße äöüß"

    technician.send(type="clipboard", request=request, text="Vom Techniker: żółć")
    wait_for(
        "the text in the clipboard",
        lambda: desktop.run("xclip", "-o", "-selection", "clipboard") == "Vom Techniker: żółć",
    )


def test_the_technician_s_hand_moves_the_pointer_until_the_stop(controlled: Controlled) -> None:
    desktop, technician = controlled.desktop, controlled.technician
    request = controlled.share()
    technician.do(type="move", source=0, x=0.25, y=0.5)
    wait_for("the pointer there", lambda: desktop.pointer() == (320, 450))
    technician.do(type="key", key="Shift", down=True)

    controlled.desktop.press("ctrl+alt+Pause")
    controlled.is_stopped()

    technician.send(
        type="input", request=request, action={"type": "move", "source": 0, "x": 0.9, "y": 0.9}
    )
    technician.wait("error", code="not_granted")
    assert desktop.pointer() == (320, 450)


def test_a_person_who_had_to_wait_is_helped_after_being_let_in(
    server: RunningServer, desktop_with_xembed: Desktop
) -> None:
    desktop = desktop_with_xembed
    before = Controlled(server, desktop)
    desktop.environment["BROWSER"] = "true"
    desktop.turn_the_app("tray_app.session.stream.WAITING_PAUSE=0.2")
    desktop.start_tray_app("--server", server.url)
    wait_for("the icon", lambda: desktop.spot(TRAY_TEAL))
    key, refused_before = before.session["key"], refused_streams(server)
    desktop.start(sys.executable, "-m", "tray_app", "--server", server.url, "--join", key)
    waiting = wait_for("who waits", lambda: next(iter(before.technician.events("waiting")), None))
    wait_for("the app, turned away", lambda: refused_streams(server) - refused_before >= 2)
    assert before.technician.got("presence", role="helper", present=True) == []

    before.technician.decide("admit", waiting=waiting["seq"], granted=True)

    before.technician.wait("presence", role="helper", present=True)


def refused_streams(server: RunningServer) -> int:
    """How often somebody was not let into a session's stream, so far."""
    entries = (json.loads(line) for line in server.log().splitlines() if "/stream" in line)
    return sum(entry["status"] in (403, 409) for entry in entries)


def test_without_a_tray_it_is_there_as_long_as_the_session(
    server: RunningServer, desktop_without_tray: Desktop
) -> None:
    controlled = Controlled(server, desktop_without_tray)
    controlled.share()
    controlled.click_stop()
    is_stopped_without_icon = wait_for("no window", lambda: controlled.window() is None)
    assert is_stopped_without_icon
    assert controlled.app
    assert controlled.app.poll() is None
    server.call("POST", f"/sessions/{controlled.session['id']}/end", {}, token=server.token)
    assert controlled.app.wait(timeout=10) == 0


@pytest.mark.parametrize(
    "desktop", ["desktop_with_xembed", "desktop_with_panel", "desktop_without_tray"]
)
def test_ended_by_the_system_it_lets_go_of_everything(
    desktop: str, server: RunningServer, request: pytest.FixtureRequest
) -> None:
    controlled = Controlled(server, request.getfixturevalue(desktop))
    granted = controlled.share()
    assert controlled.app
    controlled.app.terminate()
    controlled.technician.wait_for_event("withdrawn", request=granted)
    assert controlled.app.wait(timeout=5) == 0
    assert controlled.window() is None
