"""The customer's own mouse and keys always win."""

import time

from tests.tray.desktop import Desktop, wait_for
from tests.tray.input.desk import Keyboard, hands_on
from tests.tray.input.fields import xterm_field
from tests.tray.input.local_hands import LocalHands

Local = tuple[Desktop, LocalHands]
SHIFT, LETTER_A = 0xFFE1, 0x61


def test_the_customers_mouse_pauses_the_remote_one_for_a_second(local: Local) -> None:
    desktop, customer = local
    keyboard = Keyboard(desktop)
    with hands_on(desktop) as hands:
        hands.input.move(100, 100)
        assert keyboard.place() == (100, 100)

        began = time.monotonic()
        customer.move(300, 300)
        wait_for("the pause", lambda: hands.pauses == [True])
        hands.input.move(100, 100)
        assert keyboard.place() == (300, 300), "dropped"

        wait_for("its end", lambda: hands.pauses == [True, False])
        assert time.monotonic() - began >= 1.0
        assert keyboard.place() == (300, 300), "not done later either"
        hands.input.move(100, 100)
        assert keyboard.place() == (100, 100)
    keyboard.close()


def test_each_move_makes_the_pause_longer(local: Local) -> None:
    desktop, customer = local
    with hands_on(desktop) as hands:
        until = time.monotonic() + 1.5
        step = 0
        while time.monotonic() < until:
            step += 1
            customer.move(300 + step % 200, 300)
            wait_for("the pause", lambda: hands.pauses == [True])

        last = time.monotonic()
        wait_for("its end", lambda: hands.pauses == [True, False])
        assert time.monotonic() - last > 0.8


def test_what_the_technician_held_is_let_go_at_once(local: Local) -> None:
    desktop, customer = local
    keyboard, place = Keyboard(desktop), xterm_field(desktop)
    with hands_on(desktop) as hands:
        hands.empty(place)
        hands.input.key("Control", True)
        hands.input.button("left", True)
        assert keyboard.held()

        customer.move(300, 300)

        wait_for("nothing held", lambda: not keyboard.held())
        wait_for("the end of the pause", lambda: hands.pauses == [True, False])
        # Still down at the technician's, but the Control it belongs to is gone.
        hands.input.key("a", True)
        hands.input.key("Control", False)
        hands.input.key("b", True)
        wait_for("letters with Control up", place.text)
        assert place.text() == "b", "no letter where a shortcut was meant"
    keyboard.close()


def test_the_pause_lasts_while_the_customer_holds_a_key(local: Local) -> None:
    desktop, customer = local
    with hands_on(desktop) as hands:
        customer.key(SHIFT, True)
        wait_for("the pause", lambda: hands.pauses == [True])
        held_until = time.monotonic() + 2.5
        wait_for("a long while", lambda: time.monotonic() > held_until)
        assert hands.pauses == [True]

        customer.key(SHIFT, False)

        wait_for("the end of the pause", lambda: hands.pauses == [True, False])


def test_a_text_stops_where_the_customer_types(local: Local) -> None:
    desktop, customer = local
    keyboard = Keyboard(desktop)
    with hands_on(desktop) as hands:
        # So many characters without a key of their own take some seconds.
        text = "".join(chr(code) for code in range(0x2600, 0x2700))
        customer.key(LETTER_A, True)
        customer.key(LETTER_A, False)
        began = time.monotonic()

        while not hands.pauses:
            hands.input.text(text)

        assert time.monotonic() - began < 1.0
        wait_for("nothing held", lambda: not keyboard.held())
    keyboard.close()


def test_programs_that_move_the_mouse_are_not_the_customer(local: Local) -> None:
    desktop, customer = local
    keyboard = Keyboard(desktop)
    with hands_on(desktop) as hands:
        desktop.run("xdotool", "mousemove", "500", "500", "key", "a")
        assert keyboard.place() == (500, 500)

        customer.move(10, 10)
        wait_for("the first pause of all", lambda: hands.pauses == [True])
    keyboard.close()
