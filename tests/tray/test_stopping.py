"""Sharing ends at once, whoever stops it, also where the server hangs or dies."""

import os
import signal
import time

from tests.running_server import RunningServer
from tests.tray.controlled import ICON_RED, Controlled
from tests.tray.desktop import Desktop, wait_for
from tests.tray.watching import WatchingTechnician, until


def test_the_button_stops_it(controlled: Controlled) -> None:
    request = controlled.share()
    controlled.click_stop()
    controlled.is_stopped()
    event = controlled.technician.wait_for_event("withdrawn", request=request, reason="person")
    assert event["author"]["role"] == "helper"


def test_the_hot_key_stops_it(controlled: Controlled) -> None:
    request = controlled.share()
    controlled.desktop.press("ctrl+alt+Pause")
    controlled.is_stopped()
    controlled.technician.wait_for_event("withdrawn", request=request)


def test_a_window_that_dies_stops_it(controlled: Controlled) -> None:
    request = controlled.share()
    os.kill(controlled.window_process(), signal.SIGKILL)
    controlled.is_stopped()
    controlled.technician.wait_for_event("withdrawn", request=request)


def test_closing_the_window_stops_it(controlled: Controlled) -> None:
    request = controlled.share()
    controlled.close_window()
    controlled.is_stopped()
    controlled.technician.wait_for_event("withdrawn", request=request)


def test_the_chat_stops_it(controlled: Controlled) -> None:
    controlled.share()
    controlled.chat.decide("withdraw", permission="control")
    controlled.is_stopped()


def test_the_technician_stops_it(controlled: Controlled) -> None:
    controlled.share()
    controlled.technician.decide("withdraw", permission="control")
    controlled.is_stopped()


def test_the_end_of_the_session_stops_it(controlled: Controlled) -> None:
    controlled.share()
    controlled.server.call(
        "POST", f"/sessions/{controlled.session['id']}/end", {}, token=controlled.server.token
    )
    controlled.is_stopped()


def test_the_menu_stops_it(server: RunningServer, desktop_with_panel: Desktop) -> None:
    controlled = Controlled(server, desktop_with_panel)
    request = controlled.share()
    icon = wait_for("the red icon", lambda: controlled.desktop.spot(ICON_RED))
    windows = controlled.desktop.windows_on_screen()
    controlled.desktop.click(icon)
    wait_for("the menu", lambda: controlled.desktop.windows_on_screen() - windows)
    controlled.desktop.save_picture("menu")

    controlled.desktop.press("Down", "Return")

    controlled.is_stopped()
    controlled.technician.wait_for_event("withdrawn", request=request, reason="person")


def test_the_technician_can_t_hide_the_window(controlled: Controlled) -> None:
    controlled.share()
    desktop, window = controlled.desktop, wait_for("the window", controlled.window)
    desktop.run("xdotool", "windowminimize", window)
    wait_for("it back from being minimised", controlled.window)
    desktop.run("xdotool", "windowmove", window, "5000", "5000")

    def is_on_screen() -> bool:
        facts = desktop.run("xdotool", "getwindowgeometry", "--shell", window)
        place = dict(line.split("=") for line in facts.splitlines() if "=" in line)
        return int(place["X"]) < 1280 - 100 and int(place["Y"]) < 900 - 50

    until("it back on the screen", is_on_screen, 3)


def test_another_question_after_a_stop_shares_again(controlled: Controlled) -> None:
    first = controlled.share()
    controlled.click_stop()
    controlled.is_stopped()
    second = controlled.share()
    assert second > first
    controlled.paint("#00ffff")
    controlled.technician.sees((0, 255, 255), 0.1, 0.5)


# A server that hangs or dies


def test_a_hanging_server_ends_it_within_six_seconds(at_own_server: Controlled) -> None:
    controlled = at_own_server
    controlled.desktop.turn_the_app()
    controlled.share()
    wait_for("the hands", controlled.has_hands)
    controlled.hang()
    controlled.six_seconds_pass()
    wait_for("the end of pictures and input", lambda: not controlled.has_hands())
    ended_at = time.time()
    controlled.keep_changing()
    assert controlled.window(), "it goes on by itself, as the window says"
    controlled.desktop.save_picture("interrupted")
    goes_on_at = time.time()
    controlled.go_on()

    controlled.paint("#ffff00")
    controlled.technician.sees((255, 255, 0), 0.1, 0.5)
    assert controlled.technician.pictures_taken(ended_at, until=goes_on_at) == []


def test_stop_works_while_the_server_hangs(at_own_server: Controlled) -> None:
    controlled = at_own_server
    request = controlled.share()
    controlled.hang()

    controlled.click_stop()

    until("the window gone", lambda: controlled.window() is None, 1.0)
    stopped_at = time.time()
    controlled.keep_changing()
    controlled.go_on()
    controlled.technician.wait_for_event("withdrawn", request=request, reason="person")
    controlled.technician.is_through()
    assert controlled.technician.pictures_taken(stopped_at) == []


def test_a_server_that_comes_back_has_the_picture_again(at_own_server: Controlled) -> None:
    controlled = at_own_server
    request = controlled.share()
    controlled.server.kill()
    wait_for("the word of it", lambda: controlled.window())
    controlled.server.start()

    technician = WatchingTechnician(controlled.server, controlled.session["id"])
    technician.request = request
    technician.sees_the_app()
    technician.wait("sources", request=request)
    technician.watch()
    controlled.paint("#ff8800")
    technician.sees((0xFF, 0x88, 0), 0.1, 0.5)
    assert "withdrawn" not in controlled.kinds()
