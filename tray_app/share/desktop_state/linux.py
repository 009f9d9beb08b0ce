"""Linux: every screen locker says on the session bus that it became active, or went."""

import subprocess
import threading

from tray_app.share.desktop_state import LOCKED

#: org.freedesktop.ScreenSaver and those of GNOME, Cinnamon, MATE and Xfce all have this signal.
MONITOR = ("dbus-monitor", "--session", "type='signal',member='ActiveChanged'")


class LinuxState:
    """Hears the lockers; where there is no bus to hear them on, nothing is ever locked."""

    def __init__(self) -> None:
        self._is_locked = False
        self._monitor: subprocess.Popen[str] | None = None
        try:
            self._monitor = subprocess.Popen(
                MONITOR, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL, text=True,
            )  # fmt: skip
        except OSError:
            return
        threading.Thread(target=self._listen, args=[self._monitor], daemon=True).start()

    def poll(self) -> set[str]:
        """The states that hold now."""
        return {LOCKED} if self._is_locked else set()

    def close(self) -> None:
        """Listens no more."""
        if self._monitor:
            self._monitor.terminate()
            self._monitor.wait()

    def _listen(self, monitor: "subprocess.Popen[str]") -> None:
        assert monitor.stdout  # noqa: S101 - Popen was told so
        with monitor.stdout:
            said_by_a_locker = False
            for line in monitor.stdout:
                words = line.split()
                if words[:1] == ["signal"]:
                    said_by_a_locker = "ScreenSaver" in line
                elif words[:1] == ["boolean"] and said_by_a_locker:
                    self._is_locked = words[1] == "true"
