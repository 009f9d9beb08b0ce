"""`stream.js`: each event once and in order, whatever the connection does."""

import pytest

from tests.scripts.laboratory import Laboratory, StreamLaboratory


def test_each_event_is_given_once_and_in_order(stream: StreamLaboratory) -> None:
    stream.opens()
    stream.hears_welcome(last_seq=2)
    stream.hears_events(1, 1, 2, 1, 2, 3)
    assert stream.events() == [1, 2, 3]
    assert stream.asked_after() == [0]


def test_it_is_online_when_it_has_caught_up(stream: StreamLaboratory) -> None:
    stream.opens(after=1)
    stream.hears_welcome(last_seq=3)
    stream.hears_events(2)
    assert stream.told("connection") == []
    stream.hears_events(3)
    assert stream.told("connection") == ["online"]


def test_a_gap_is_asked_for_again(stream: StreamLaboratory) -> None:
    stream.opens()
    stream.hears_welcome(last_seq=0)
    stream.hears_events(1, 3)
    assert stream.events() == [1]
    assert stream.asked_after() == [0, 1]
    stream.hears_welcome(last_seq=3)
    stream.hears_events(2, 3)
    assert stream.events() == [1, 2, 3]


def test_a_connection_that_is_replaced_is_told_of_so_that_what_it_lost_is_sent_again(
    stream: StreamLaboratory,
) -> None:
    stream.opens()
    stream.hears_welcome(last_seq=0)
    stream.hears_events(2)
    assert not stream.sends(type="typing")
    stream.hears_welcome(last_seq=2)
    stream.hears_events(1, 2)
    assert stream.told("connection") == ["online", "connecting", "online"]


def test_a_head_ahead_means_that_something_was_lost(stream: StreamLaboratory) -> None:
    stream.opens()
    stream.hears_welcome(last_seq=0)
    stream.hears("head", last_seq=2)
    stream.hears_events(1)
    stream.waits(1.1)
    assert stream.asked_after() == [0, 1]


def test_a_head_that_overtakes_its_event_is_no_loss(stream: StreamLaboratory) -> None:
    stream.opens()
    stream.hears_welcome(last_seq=0)
    stream.hears("head", last_seq=1)
    stream.hears_events(1)
    stream.waits(5)
    assert stream.asked_after() == [0]


def test_a_lost_connection_is_made_again_from_where_it_was(stream: StreamLaboratory) -> None:
    stream.opens()
    stream.hears_welcome(last_seq=2)
    stream.hears_events(1, 2)
    stream.loses_the_connection()
    stream.waits(0.3)
    assert stream.asked_after() == [0, 2]
    assert stream.told("connection") == ["online", "offline"]


def test_a_server_that_stays_away_is_asked_at_least_every_three_seconds(
    stream: StreamLaboratory,
) -> None:
    stream.opens()
    for tries in range(8):
        assert len(stream.asked_after()) == tries + 1
        stream.loses_the_connection()
        stream.waits(3)
    stream.hears_welcome(last_seq=0)
    assert stream.told("connection")[-1] == "online"


@pytest.mark.parametrize(
    ("tries", "longest"), [(0, 300), (1, 600), (3, 2400), (4, 3000), (99, 3000)]
)
def test_the_back_off_doubles_up_to_three_seconds_and_is_jittered(
    laboratory: Laboratory, tries: int, longest: int
) -> None:
    shortest, most = laboratory.run(
        """const { backOff } = await load("back_off.js");
        return [backOff(values.tries, 0), backOff(values.tries, 1)];""",
        tries=tries,
    )
    assert (shortest, most) == (pytest.approx(longest * 0.6), pytest.approx(longest))


def test_forty_five_seconds_of_silence_are_a_lost_connection(stream: StreamLaboratory) -> None:
    stream.opens()
    stream.hears_welcome(last_seq=0)
    stream.waits(40)
    stream.hears("head", last_seq=0)
    stream.waits(40)
    assert stream.asked_after() == [0]
    stream.waits(12)
    assert stream.asked_after() == [0, 0]


def test_while_a_picture_is_shared_a_lost_connection_is_found_within_seconds(
    stream: StreamLaboratory,
) -> None:
    stream.opens()
    stream.hears_welcome(last_seq=0)
    stream.hears("pulse")
    stream.waits(3)
    stream.hears("pulse")
    stream.waits(4)
    assert stream.asked_after() == [0]
    stream.waits(4)
    assert stream.asked_after() == [0, 0]


@pytest.mark.parametrize("end", ["the picture ends", "nobody looks any more"])
def test_without_a_picture_the_server_may_be_silent_for_longer(
    stream: StreamLaboratory, end: str
) -> None:
    stream.opens()
    stream.hears_welcome(last_seq=0)
    stream.hears("pulse")
    if end == "the picture ends":
        stream.hears_events(1)
    else:
        stream.sends(type="unwatch", request=1)
    stream.waits(40)
    assert len(stream.asked_after()) == 1


def test_a_restored_log_is_read_anew(stream: StreamLaboratory) -> None:
    stream.opens()
    stream.hears_welcome(last_seq=300)
    stream.hears_events(*range(1, 4))
    stream.loses_the_connection()
    stream.waits(0.3)
    stream.hears_welcome(last_seq=200, epoch="another")
    assert stream.told("afresh") == [{"after": 100}]
    assert stream.asked_after() == [0, 3, 100]


def test_it_comes_back_at_once_when_the_network_does(stream: StreamLaboratory) -> None:
    stream.opens()
    stream.loses_the_connection()
    stream.run("dispatchEvent(new Event('online'));")
    assert stream.asked_after() == [0, 0]


def test_what_was_closed_stays_closed(stream: StreamLaboratory) -> None:
    stream.opens()
    stream.hears_welcome(last_seq=0)
    stream.run("stream.close(); dispatchEvent(new Event('online'));")
    stream.waits(60)
    assert stream.asked_after() == [0]
    assert stream.told("connection") == ["online", "closed"]
