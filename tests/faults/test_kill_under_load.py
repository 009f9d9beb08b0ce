"""`kill -9` while everyone writes: what was acknowledged is there, once and in order."""

from bench.kill import Chats
from tests.running_server import RunningServer


def test_nothing_acknowledged_is_lost_and_everyone_sees_the_same(
    own_server: RunningServer,
) -> None:
    chats = Chats(own_server, sessions=8)
    for _ in range(3):
        done = chats.kill_under_load(seconds=0.5)
        assert done.acknowledged > 0
        assert done.resent > 0
        assert (done.missing, done.doubled, done.gaps, done.differing) == (0, 0, 0, 0)
