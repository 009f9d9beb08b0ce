"""Where this app's files lie: in the platform's folders, or, where it was started without being
installed, all in one folder that goes when it ends.
"""

import os
import shutil
import stat
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from platformdirs import user_config_path, user_data_path, user_log_path

from tray_app.program import folder_of_program

APPLICATION = "beistand-tray"
#: Beside the program of an app that is not to be installed (packaging/archive.py).
MARKER = "portable"
#: Where macOS shows the content of a disk image, but also other disks.
IMAGES = Path("/Volumes")
#: Part of the folder from which it runs what was downloaded and not moved since.
NOT_MOVED = "AppTranslocation"


def is_portable() -> bool:
    """Whether this app was started without being installed, and keeps nothing."""
    folder = folder_of_program()
    if folder is None:
        return False
    is_in_image = sys.platform == "darwin" and _is_in_image(folder)
    return is_in_image or (folder / MARKER).is_file()


def _is_in_image(folder: Path) -> bool:
    if NOT_MOVED in folder.parts:
        return True
    return folder.is_relative_to(IMAGES) and bool(os.statvfs(folder).f_flag & os.ST_RDONLY)


def settings_folder() -> Path:
    """Where the person's settings are."""
    if is_portable():
        return meeting_folder()
    return user_config_path(APPLICATION, appauthor=False)


def log_folder() -> Path:
    """Where the log is."""
    if is_portable():
        return meeting_folder() / "log"
    return user_log_path(APPLICATION, appauthor=False)


def meeting_folder() -> Path:
    """A folder of this person's own, in which the apps of this person find each other.

    :raises PermissionError: where somebody else made it
    """
    if sys.platform == "win32" and not is_portable():
        folder = user_data_path(APPLICATION, appauthor=False)
        folder.mkdir(parents=True, exist_ok=True)
        return folder
    name = f"{APPLICATION}-{MARKER}" if is_portable() else APPLICATION
    if sys.platform == "win32":
        folder = Path(tempfile.gettempdir()) / name
        folder.mkdir(exist_ok=True)
        return folder
    own = os.environ.get("XDG_RUNTIME_DIR")
    parent = Path(own) if own and Path(own).is_dir() else Path(tempfile.gettempdir())
    folder = parent / f"{name}-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o077:
        raise PermissionError(f"{folder} belongs to somebody else")
    return folder


def leave_nothing() -> None:
    """The last act of an app that keeps nothing."""
    if is_portable():
        with suppress(OSError):
            shutil.rmtree(meeting_folder())
