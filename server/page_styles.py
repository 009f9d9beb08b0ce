"""A page's stylesheet with all that it imports, in one file, as page_scripts does for scripts."""

import re
from pathlib import Path

IMPORT = re.compile(r'^@import "\./([\w.-]+)";\n', re.MULTILINE)
SPACE = re.compile(r"\s*([{};])\s*|(?<=:)\s+")
COMMENT = re.compile(r"^ */\*(?:(?!\*/)[\s\S])*\*/\n", re.MULTILINE)


def joined(entry: Path) -> str:
    """The stylesheet at `entry`, each import replaced by what it names, and what that imports."""
    return SPACE.sub(r"\1", _whole(entry))


def _whole(path: Path) -> str:
    plain = COMMENT.sub("", path.read_text(encoding="utf-8"))
    return IMPORT.sub(lambda found: _whole(path.parent / found[1]), plain)
