"""A page's script with all that it imports, in one file: a phone asks once instead of thirty times.

The modules stay plain files that run as they are, and there is no build step: this joins them when
the page is first asked for. Each module becomes a function that is called once and gives what it
exports, so that their inner names never meet.
"""

import os
import re
import string
from collections.abc import Callable
from pathlib import Path

IMPORT = re.compile(r'^import \{([^}]*)\} from "(\.{1,2}/[\w./]+)";\n', re.MULTILINE)
LATER = re.compile(r'\bimport\("(\.{1,2}/[\w./]+)"\)')
EXPORT = re.compile(r"^export ((?:async )?(?:class|function|const) (\w+))", re.MULTILINE)
PRIVATE = re.compile(r"((?:^|\.)(?:get |set |async )?)#(\w+)", re.MULTILINE)
LETTERS = string.ascii_letters
INDENT = re.compile(r"^\s+", re.MULTILINE)
COMMENT = re.compile(r"^ */\*\*[\s\S]*?\*/\n|^ *//.*\n", re.MULTILINE)


def joined(entry: Path) -> str:
    """The module at `entry` and everything it imports, each once, after what it needs.

    What a module asks for later, by `import("./….js")`, stays a file of its own: joined in turn.
    """
    entry = entry.resolve()
    modules: dict[Path, str] = {}
    _add(entry, modules, entry.parent)
    script = "\n".join(modules.values())
    exports = _exports(entry.read_text(encoding="utf-8"))
    return f"{script}\nexport const {{ {exports} }} = {_name(entry)};\n" if exports else script


def needed_by(entry: Path) -> list[Path]:
    """The files of this module and of all that it imports at once."""
    return _followed(entry, _imported)


def reached_from(entry: Path) -> list[Path]:
    """The files of this module and of all that it imports, also later."""
    return _followed(entry, lambda source: _imported(source) + LATER.findall(source))


def _imported(source: str) -> list[str]:
    return [name for _names, name in IMPORT.findall(source)]


def _followed(entry: Path, names_in: Callable[[str], list[str]]) -> list[Path]:
    found = [entry.resolve()]
    for path in found:
        names = names_in(path.read_text(encoding="utf-8"))
        targets = ((path.parent / name).resolve() for name in names)
        found += [target for target in dict.fromkeys(targets) if target not in found]
    return found


def _add(path: Path, modules: dict[Path, str], folder: Path) -> None:
    source = path.read_text(encoding="utf-8")
    for _names, imported in IMPORT.findall(source):
        needed = (path.parent / imported).resolve()
        if needed not in modules:
            _add(needed, modules, folder)
    modules[path] = _called_once(path, source, folder)


def _called_once(path: Path, source: str, folder: Path) -> str:
    body = IMPORT.sub(lambda found: _taken_from(path, found), source)
    body = LATER.sub(lambda found: _asked_for_from(folder, path, found), body)
    body = INDENT.sub("", COMMENT.sub("", EXPORT.sub(r"\1", body)))
    body = _with_short_private_names(body)
    return f"const {_name(path)} = (() => {{\n{body}return {{ {_exports(source)} }};\n}})();"


def _with_short_private_names(body: str) -> str:
    """Nobody outside of a class can name what is private in it: a twentieth of a page's script."""
    names = list(dict.fromkeys(name for _before, name in PRIVATE.findall(body)))
    short = {
        name: LETTERS[place] if place < len(LETTERS) else name for place, name in enumerate(names)
    }
    return PRIVATE.sub(lambda found: f"{found[1]}#{short[found[2]]}", body)


def _exports(source: str) -> str:
    return ", ".join(name for _declaration, name in EXPORT.findall(source))


def _asked_for_from(folder: Path, path: Path, found: re.Match[str]) -> str:
    """The same file, as the place of the joined script sees it."""
    target = os.path.relpath((path.parent / found[1]).resolve(), folder)
    return f'import("./{Path(target).as_posix()}")'


def _taken_from(path: Path, found: re.Match[str]) -> str:
    return f"const {{{found[1]}}} = {_name((path.parent / found[2]).resolve())};\n"


def _name(path: Path) -> str:
    return f"${path.parent.name}_{path.stem}"
