"""A transcript as plain text. What people wrote is indented: nobody can write a line of its own."""

from collections.abc import Iterable, Iterator

from server.transcripts.facts import Facts
from server.transcripts.lines import Line
from server.transcripts.sizes import size_in_words

_ = str  # marks sentences for the catalogues

MARGIN = " " * 10


def written(facts: Facts, lines: Iterable[Line]) -> Iterator[str]:
    """The whole file, piece by piece."""
    yield _underlined(facts.say(_("Transcript of a support session")), "=")
    rows = facts.rows()
    width = max(len(label) for label, _words in rows) + 1
    yield "".join(f"{label + ':':<{width}} {words}\n" for label, words in rows)
    for line in lines:
        if line.is_new_day:
            yield "\n" + _underlined(facts.day(line), "-")
        yield _told(facts, line)


def _told(facts: Facts, line: Line) -> str:
    head = line.sentence or f"{line.name}:"
    return f"{line.at:%H:%M:%S}  {head}\n" + "".join(
        f"{MARGIN}{row}\n" for row in (*_quoted(line), *line.text.splitlines(), *_file(facts, line))
    )


def _quoted(line: Line) -> list[str]:
    if line.quote is None:
        return []
    return [f"> {line.quote.name}: {row}" for row in line.quote.text.splitlines()]


def _file(facts: Facts, line: Line) -> list[str]:
    if line.file is None:
        return []
    name = " ".join(line.file.name.split())
    size = size_in_words(line.file.size, facts.locale)
    return [f"{name} ({size})", f"SHA-256: {line.file.sha256}"]


def _underlined(words: str, stroke: str) -> str:
    return f"{words}\n{stroke * len(words)}\n"
