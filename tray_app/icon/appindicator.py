"""The icon in a StatusNotifier tray (KDE, Xfce, Ubuntu), by pystray's AppIndicator backend."""

import os

os.environ["PYSTRAY_BACKEND"] = "appindicator"

from gi.repository import GLib
from pystray import Icon


class _NoNotifications:
    """Stands in where the desktop has no notification service."""

    def notify(self, title: str, message: str, icon: str) -> None:
        pass

    def hide(self) -> None:
        pass


class StatusNotifierIcon(Icon):  # type: ignore[misc]
    """An icon whose click opens the desktop's own menu."""

    def _initialize(self) -> None:
        try:
            super()._initialize()
        except GLib.GError:
            # pystray asks for the notification service at the start and would end here; the
            # icon works without one.
            self._notifier = _NoNotifications()
            self._mark_ready()
