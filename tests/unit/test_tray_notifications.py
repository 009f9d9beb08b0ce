"""What the tray app does where the system shows no notifications, or asks the person first."""

from collections.abc import Callable

import pytest
from desktop_notifier import Capability, Notification
from desktop_notifier import main as desktop_notifier
from desktop_notifier.backends.dummy import DummyNotificationCenter

from tray_app.notifications import Notifications


class System(DummyNotificationCenter):
    """One that shows them once the person has said yes."""

    allowed = False
    asked = False
    shown: list[str]

    async def get_capabilities(self) -> frozenset[Capability]:
        return frozenset({Capability.TITLE, Capability.MESSAGE})

    async def has_authorisation(self) -> bool:
        return System.allowed

    async def request_authorisation(self) -> bool:
        System.asked = True
        return System.allowed

    async def _send(self, notification: Notification) -> None:
        System.shown.append(notification.title)


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> Callable[[type], Notifications]:
    """The app's notifications on a system."""

    def give(system: type) -> Notifications:
        monkeypatch.setattr(desktop_notifier, "get_backend_class", lambda: system)
        return Notifications()

    return give


def show(notifications: Notifications) -> bool:
    return notifications.show("Anna Berg", "Sind Sie da?", "Zum Chat", lambda: None)


def test_a_system_without_them_shows_none(on: Callable[[type], Notifications]) -> None:
    assert not show(on(DummyNotificationCenter))


def test_who_was_not_asked_yet_is_asked_and_told_in_another_way_meanwhile(
    on: Callable[[type], Notifications],
) -> None:
    System.allowed, System.asked, System.shown = False, False, []
    notifications = on(System)
    assert not show(notifications)
    assert System.shown == []
    System.allowed = True
    assert show(notifications)
    assert System.asked
    assert System.shown == ["Anna Berg"]
