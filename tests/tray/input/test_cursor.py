"""How the pointer looks, and who moved it."""

import io
from collections.abc import Iterator

import pytest
from PIL import Image

from tests.tray.desktop import Desktop, wait_for
from tests.tray.input.desk import Desk, Hands, hands_on
from tests.tray.input.local_hands import LocalHands
from tray_app.input.cursor import Cursor, CursorWatch


@pytest.fixture
def watch(desk: Desk, hands: Hands) -> Iterator[CursorWatch]:
    """A look at the pointer of the desktop where the technician's hands are."""
    with_display = CursorWatch()
    yield with_display
    with_display.close()


def test_the_first_look_tells_the_shape_and_the_next_nothing(
    hands: Hands, watch: CursorWatch
) -> None:
    hands.input.move(1270, 880)

    cursor = watch.poll()

    assert cursor
    assert (cursor.x, cursor.y, cursor.moved_locally) == (1270, 880, False)
    assert cursor.shape
    picture = Image.open(io.BytesIO(cursor.shape.png))
    assert picture.size == (cursor.shape.width, cursor.shape.height)
    assert picture.mode == "RGBA"
    assert picture.getextrema()[3] == (0, 255), "transparent around it, but not in it"
    assert watch.poll() is None


def test_over_a_text_field_the_shape_changes(desk: Desk, hands: Hands, watch: CursorWatch) -> None:
    hands.input.move(1270, 880)
    arrow = watch.poll()
    assert arrow

    hands.input.move(*desk.fields["gtk"].middle())

    beam = wait_for("another shape", watch.poll)
    assert beam.shape
    assert arrow.shape != beam.shape
    assert not beam.moved_locally


def test_who_moved_it_is_told(local: tuple[Desktop, LocalHands]) -> None:
    desktop, customer = local
    with hands_on(desktop) as hands:
        watch = CursorWatch()
        watch.poll()
        hands.input.move(50, 60)

        customer.move(333, 222)

        def moved() -> Cursor | None:
            cursor = watch.poll()
            return cursor if cursor and cursor.moved_locally else None

        cursor = wait_for("a move of the customer's", moved)
        assert (cursor.x, cursor.y) == (333, 222)
        watch.close()
