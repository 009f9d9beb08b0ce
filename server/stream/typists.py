"""Technicians who may hold keys down at the customer's, so that none of these stays down."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from server.stream.room import Peer


class Typists:
    """Who has sent input, and for how many seconds each has been silent."""

    __slots__ = ("_silent",)

    def __init__(self) -> None:
        self._silent: dict[Peer, int] = {}

    def __contains__(self, peer: "Peer") -> bool:
        return peer in self._silent

    def add(self, peer: "Peer") -> None:
        """Note that this peer may hold keys from now on."""
        self._silent.setdefault(peer, 0)

    def remove(self, peer: "Peer") -> bool:
        """Note that all keys are up; whether any may have been down."""
        return self._silent.pop(peer, None) is not None

    def second_passed(self, is_heard: Callable[["Peer"], bool], most: int) -> list["Peer"]:
        """Who has been silent for `most` seconds by now: their connection may be dead for long."""
        for peer, silent in list(self._silent.items()):
            self._silent[peer] = 0 if is_heard(peer) else silent + 1
        return [peer for peer, silent in self._silent.items() if silent >= most]

    def clear(self) -> None:
        """Forget all of them: there is nobody any more to press keys at."""
        self._silent.clear()
