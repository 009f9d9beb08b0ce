"""A page's stylesheet with all that it imports, in one file, as page_scripts does for scripts."""

import re
from pathlib import Path

IMPORT = re.compile(r'^@import "\./([\w.-]+)";\n', re.MULTILINE)
SPACE = re.compile(r"\s*([{};])\s*|(?<=:)\s+")
COMMENT = re.compile(r"^ */\*(?:(?!\*/)[\s\S])*\*/\n", re.MULTILINE)


def joined(entry: Path) -> str:
    """The stylesheet at `entry`, each import replaced by what it names."""
    style = IMPORT.sub(lambda found: _plain(entry.parent / found[1]), _plain(entry))
    return SPACE.sub(r"\1", style)


def _plain(path: Path) -> str:
    return COMMENT.sub("", path.read_text(encoding="utf-8"))
