"""What the person set in this app, in a TOML file of theirs: server, language."""

import json
import tomllib
from pathlib import Path
from typing import Any

from tray_app.places import settings_folder


def preferences_file() -> Path:
    """Where they are."""
    return settings_folder() / "settings.toml"


def preference(name: str, file: Path | None = None) -> str | None:
    """What is set, None where nothing is; a damaged file is like none."""
    try:
        value = (_read(file or preferences_file()) or {}).get(name)
    except OSError:
        return None
    return value if isinstance(value, str) and value else None


def prefer(name: str, value: str | None, file: Path | None = None) -> None:
    """Sets it, None takes it away; a file that could not be read is kept beside the new one.

    :raises OSError: where it can't be written
    """
    file = file or preferences_file()
    known = _read(file)
    if known is None and file.exists():
        file.replace(file.with_suffix(".damaged.toml"))
    wanted = {**(known or {}), name: value}
    file.parent.mkdir(parents=True, exist_ok=True)
    # A JSON string is a TOML basic string too. Whole or not at all: the computer may be going down.
    fresh = file.with_suffix(".new")
    fresh.write_text(
        "".join(
            f"{key} = {json.dumps(one, ensure_ascii=False)}\n"
            for key, one in wanted.items()
            if isinstance(one, str | bool | int)
        ),
        encoding="utf-8",
    )
    fresh.replace(file)


def _read(file: Path) -> dict[str, Any] | None:
    """What the file says, None where it is missing or can't be read."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return None
