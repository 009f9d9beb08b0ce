"""The system's notifications: one at a time, and a click on it does something."""

import html
import logging
import sys
import threading
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from tray_app.built import built
from tray_app.icon.app_icon import given_icon
from tray_app.places import APPLICATION

if TYPE_CHECKING:
    import asyncio
    from concurrent.futures import Future

    from desktop_notifier import DesktopNotifier

log = logging.getLogger(__name__)

#: Seconds that the system may take to show or to take away one.
PATIENCE = 5.0


class Notifications:
    """What the system shows for this app; nothing is loaded or started before the first one."""

    def __init__(self) -> None:
        self._notifier: DesktopNotifier | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._shown: str | None = None
        self._asking: asyncio.Future[bool] | None = None

    def show(self, title: str, body: str, button: str, clicked: Callable[[], None]) -> bool:
        """Whether the system shows it, in the place of the one before.

        :param button: what a click does, for systems that want a button for it
        """
        self.clear()
        try:
            self._shown = self._wait_for(self._send(title, body, button, clicked))
        except Exception as error:  # noqa: BLE001 - each system fails in its own way
            log.warning("no notification: %s", error)
        return self._shown is not None

    def clear(self) -> None:
        """Takes away what is shown."""
        shown, self._shown = self._shown, None
        if shown and self._notifier:
            # Whoever closed it, or the service that ended, was faster.
            with suppress(Exception):
                self._wait_for(self._notifier.clear(shown))

    # On the loop's thread

    async def _send(
        self, title: str, body: str, button: str, clicked: Callable[[], None]
    ) -> str | None:
        from desktop_notifier import Button, DesktopNotifier, Icon

        if self._notifier is None:
            given = given_icon()
            icon = Icon(path=given) if given else Icon(name=APPLICATION)
            self._notifier = DesktopNotifier(built().name, icon)
        if not await self._may_show(self._notifier):
            return None
        dispatched: list[bool] = []
        identifier = await self._notifier.send(
            title,
            # Linux desktops read it as markup (Desktop Notifications Specification, "Markup").
            html.escape(body, quote=False) if sys.platform.startswith("linux") else body,
            buttons=[Button(button, on_pressed=lambda: _apart(clicked))],
            on_clicked=lambda: _apart(clicked),
            # The only sign that it was taken: a failure is logged there, not raised.
            on_dispatched=lambda: dispatched.append(True),
        )
        return identifier if dispatched else None

    async def _may_show(self, notifier: "DesktopNotifier") -> bool:
        """Whether it would be seen. A person who was not asked yet is asked now, but nobody waits
        for their answer: this one is told in another way.
        """
        import asyncio

        if not await notifier.get_capabilities():
            return False
        if await notifier.has_authorisation():
            return True
        self._asking = asyncio.ensure_future(notifier.request_authorisation())
        return False

    def _wait_for(self, work: Coroutine[Any, Any, Any]) -> Any:
        import asyncio

        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            threading.Thread(
                target=self._loop.run_forever, name="notifications", daemon=True
            ).start()
        future: Future[Any] = asyncio.run_coroutine_threadsafe(work, self._loop)
        try:
            return future.result(PATIENCE)
        except TimeoutError:
            # The caller tells it in another way: it must not come after that.
            future.cancel()
            raise


def _apart(clicked: Callable[[], None]) -> None:
    """Starting a browser takes seconds, in which the loop has to go on."""
    threading.Thread(target=clicked, name="clicked", daemon=True).start()
