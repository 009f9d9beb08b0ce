"""A page's script with all that it imports, in one file: a phone asks once instead of thirty times.

The modules stay plain files that run as they are, and there is no build step: this joins them when
the page is first asked for. Each module becomes a function that is called once and gives what it
exports, so that their inner names never meet.
"""

import re
from pathlib import Path

IMPORT = re.compile(r'^import \{([^}]*)\} from "(\.{1,2}/[\w./]+)";\n', re.MULTILINE)
EXPORT = re.compile(r"^export ((?:async )?(?:class|function|const) (\w+))", re.MULTILINE)
COMMENT = re.compile(r"^ */\*\*[\s\S]*?\*/\n|^ *//.*\n", re.MULTILINE)


def joined(entry: Path) -> str:
    """The module at `entry` and everything it imports, each once, after what it needs."""
    modules: dict[Path, str] = {}
    _add(entry.resolve(), modules)
    return "\n".join(modules.values())


def _add(path: Path, modules: dict[Path, str]) -> None:
    source = path.read_text(encoding="utf-8")
    for _names, imported in IMPORT.findall(source):
        needed = (path.parent / imported).resolve()
        if needed not in modules:
            _add(needed, modules)
    modules[path] = _called_once(path, source)


def _called_once(path: Path, source: str) -> str:
    exports = ", ".join(name for _declaration, name in EXPORT.findall(source))
    body = IMPORT.sub(lambda found: _taken_from(path, found), source)
    body = COMMENT.sub("", EXPORT.sub(r"\1", body))
    return f"const {_name(path)} = (() => {{\n{body}return {{ {exports} }};\n}})();"


def _taken_from(path: Path, found: re.Match[str]) -> str:
    return f"const {{{found[1]}}} = {_name((path.parent / found[2]).resolve())};\n"


def _name(path: Path) -> str:
    return f"${path.parent.name}_{path.stem}"
