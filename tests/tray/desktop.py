"""What a person at a desktop has: eyes, a mouse, a keyboard, a clipboard, programs."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import reduce
from pathlib import Path
from typing import Any, TypeVar

from PIL import Image, ImageChops, ImageGrab

Thing = TypeVar("Thing")
#: What people see of the app's states: the tray's mark, an error, light and dark ground.
TRAY_TEAL = (0x1B, 0x8A, 0x77)
ERROR_RED = (0xB3, 0x26, 0x1E)
PATIENCE = 15.0


def wait_for(what: str, look: Callable[[], Thing | None], patience: float = PATIENCE) -> Thing:
    """What `look` finds, as soon as it finds something."""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        if found := look():
            return found
        time.sleep(0.05)
    raise AssertionError(f"waited {patience:.0f} s in vain for {what}")


class Desktop:
    """What a person at this screen has: eyes, a mouse, a keyboard, a clipboard."""

    def __init__(self, home: Path, **environment: str) -> None:
        self.home = home
        self.environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("BEISTAND_", "LC_", "LANGUAGE", "XDG_"))
        } | {
            "HOME": str(home),
            "XDG_CONFIG_HOME": str(home / "config"),
            # A display's number is soon another one's: its app is not to be asked for this.
            "XDG_RUNTIME_DIR": tempfile.mkdtemp(prefix="desktop-"),
            "LANG": "de_DE.UTF-8",
            "GTK_THEME": "Adwaita",
            "NO_AT_BRIDGE": "1",
            **environment,
        }
        self._processes: list[subprocess.Popen[Any]] = []
        self._program = "tray_app"
        (home / "config").mkdir(parents=True, exist_ok=True)

    def start(self, *command: str, name: str = "", **environment: str) -> subprocess.Popen[bytes]:
        """Starts a program on this desktop; it ends with it."""
        log = (self.home / f"{name or Path(command[0]).name}.log").open("ab")
        process = subprocess.Popen(
            command,
            env=self.environment | environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        log.close()
        self._processes.append(process)
        return process

    def end_with(self, process: subprocess.Popen[Any]) -> None:
        """Has a process that was started otherwise end with this desktop."""
        self._processes.append(process)

    def process(self, program: str) -> "subprocess.Popen[Any]":
        """A program that was started here."""
        return next(
            process
            for process in self._processes
            if isinstance(process.args, tuple) and process.args[0] == program
        )

    def stop(self, program: str) -> None:
        """Ends a program that was started here."""
        process = self.process(program)
        process.terminate()
        process.wait(timeout=5)

    def stop_display(self) -> None:
        """Kills the screen itself, as a crash of the X server does."""
        self._processes[0].kill()
        self._processes[0].wait()

    def start_tray_app(self, *options: str, **environment: str) -> subprocess.Popen[bytes]:
        """Starts the app under test."""
        return self.start(
            sys.executable, "-m", self._program, *options, name="tray_app", **environment
        )

    def turn_the_app(self, constants: str = "") -> None:
        """Has the app be one whose times a test turns: see turned_app.py."""
        self._program = "tests.tray.turned_app"
        self.environment["TURNED"] = constants

    def log(self, name: str) -> str:
        """What a program wrote to its terminal."""
        return (self.home / f"{name}.log").read_text()

    def app_log(self) -> str:
        """What the app wrote into its log."""
        return "".join(file.read_text() for file in self.home.rglob("beistand-tray.log"))

    def end(self) -> None:
        """Ends everything that was started here, the last one first."""
        for process in reversed(self._processes):
            if process.poll() is None:
                # The whole group: what a program started has no other owner.
                os.killpg(process.pid, signal.SIGTERM)
        for process in reversed(self._processes):
            try:
                process.wait(timeout=5)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait(timeout=5)

    def run(self, *command: str) -> str:
        """What the command printed."""
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True)
        return done.stdout.strip()

    # Eyes

    def picture(self) -> Image.Image:
        """What is on the screen."""
        return ImageGrab.grab(xdisplay=self.environment["DISPLAY"])

    def save_picture(self, name: str) -> None:
        """Keeps what is on the screen, to be looked at by a person."""
        self.picture().save(self.home / f"{name}.png")

    def spot(self, colour: tuple[int, int, int]) -> tuple[int, int] | None:
        """The middle of what has this colour on the screen."""
        bands = zip(self.picture().convert("RGB").split(), colour, strict=True)
        masks = [
            band.point([255 * (level == value) for level in range(256)]) for band, value in bands
        ]
        box = reduce(ImageChops.darker, masks).getbbox()
        return ((box[0] + box[2]) // 2, (box[1] + box[3]) // 2) if box else None

    def window(self, title: str) -> str | None:
        """The window with this title, where one is on the screen."""
        found = self.run("xdotool", "search", "--onlyvisible", "--name", title)
        return found.splitlines()[0] if found else None

    def window_to_type_in(self, title: str) -> str:
        """The window with this title, once it is there and has the keyboard."""

        def look() -> str | None:
            window = self.window(title)
            return window if window and self.run("xdotool", "getactivewindow") == window else None

        return wait_for(f"a window to type in: {title}", look)

    def windows_on_screen(self) -> set[str]:
        """Everything that is shown now, menus too."""
        return set(self.run("xdotool", "search", "--onlyvisible", "--name", "").splitlines())

    def pointer(self) -> tuple[int, int]:
        """Where the pointer is."""
        said = self.run("xdotool", "getmouselocation", "--shell")
        place = dict(line.split("=") for line in said.splitlines())
        return int(place["X"]), int(place["Y"])

    # Hands

    def click(self, place: tuple[int, int]) -> None:
        """A click with the left button."""
        x, y = (str(number) for number in place)
        self.run("xdotool", "mousemove", x, y, "click", "1")

    def click_in(self, window: str, x: float, y: float) -> None:
        """A click into a window, at a place from 0 to 1 of its width and height."""
        said = self.run("xdotool", "getwindowgeometry", "--shell", window).splitlines()
        size = dict(line.split("=") for line in said)
        if size:
            place = (int(x * int(size["WIDTH"])), int(y * int(size["HEIGHT"])))
            self.run("xdotool", "mousemove", "--window", window, *map(str, place), "click", "1")

    def press(self, *keys: str) -> None:
        """Presses keys, one after the other."""
        self.run("xdotool", "key", *keys)

    def type(self, text: str) -> None:
        """Types text into what has the focus."""
        self.run("xdotool", "type", "--delay", "10", text)

    def copied(self) -> str:
        """What Control+C takes from what has the focus."""
        # xclip stays in the background to hand the text on, so it must not hold our pipes. It
        # returns before it has the clipboard: pressed too early, the copy would be overwritten.
        self.run("sh", "-c", "printf nothing | xclip -selection clipboard >/dev/null 2>&1")
        wait_for("an empty clipboard", lambda: self._clipboard() == "nothing")
        self.press("ctrl+c")

        def text() -> str | None:
            copied = self._clipboard()
            return None if copied == "nothing" else copied

        return wait_for("something copied", text)

    def _clipboard(self) -> str:
        return self.run("xclip", "-o", "-selection", "clipboard")
