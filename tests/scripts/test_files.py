"""`file_*.js`, `pasted_files.js`: names, sizes, icons, and what is told before a file is sent."""

from typing import Any

import pytest

from tests.scripts.laboratory import Laboratory

LIMITS = {"limit_mb": 250, "refused": ["exe", "bat"]}


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0 Byte"),
        (1, "1 Byte"),
        (1023, "1.023 Byte"),
        (1024, "1 kB"),
        (1536, "1,5 kB"),
        (10 * 1024 + 600, "11 kB"),
        (1024**2, "1 MB"),
        (250 * 1024**2, "250 MB"),
        (3 * 1024**3, "3 GB"),
        (5000 * 1024**3, "5.000 GB"),
    ],
)
def test_a_size_is_said_as_people_say_it(laboratory: Laboratory, size: int, words: str) -> None:
    said = laboratory.run(
        'const { sizeOf } = await load("file_size.js"); return sizeOf(values.size);', size=size
    )
    assert said.replace("\u00a0", " ") == words


@pytest.mark.parametrize(
    ("name", "end"),
    [
        ("Bericht.pdf", "cht.pdf"),
        ("a.pdf", ".pdf"),
        ("ab.txt", "b.txt"),
        ("README", "DME"),
        (".profile", "file"),
        ("Archiv.tar.gz", ".tar.gz"),
        ("Bild 👩🏽‍💻👨‍👩‍👧.png", " 👩🏽‍💻👨‍👩‍👧.png"),
        ("x" * 300 + ".jpeg", "xxxx.jpeg"),
        ("kein.wirklich sehr langes Ende", "Ende"),
        ("e\u0301e\u0301e\u0301e\u0301.txt", "e\u0301e\u0301.txt"),
    ],
)
def test_a_name_keeps_its_ending_and_no_letter_is_cut(
    laboratory: Laboratory, name: str, end: str
) -> None:
    halves = laboratory.run(
        'const { halvesOf } = await load("file_name.js"); return halvesOf(values.name);', name=name
    )
    assert "".join(halves) == name
    assert halves[1] == end


def test_what_turns_text_around_can_not_hide_an_ending(laboratory: Laboratory) -> None:
    script = 'const { straight } = await load("file_name.js"); return straight(values.name);'
    assert laboratory.run(script, name="photo\u202egpj.exe\u2069") == "photogpj.exe"
    assert laboratory.run(script, name="صورة 👩🏽‍💻.png") == "صورة 👩🏽‍💻.png"


@pytest.mark.parametrize(
    ("kind", "icon"),
    [
        ("image/png", "file-image"),
        ("video/mp4", "file-play"),
        ("application/zip", "file-archive"),
        ("application/pdf", "file-text"),
        ("text/plain", "file-text"),
        ("application/octet-stream", "file"),
        ("", "file"),
    ],
)
def test_each_kind_has_its_icon(laboratory: Laboratory, kind: str, icon: str) -> None:
    script = 'const { fileIconOf } = await load("file_icons.js"); return fileIconOf(values.kind);'
    assert laboratory.run(script, kind=kind) == icon


@pytest.mark.parametrize(
    ("name", "size", "code"),
    [
        ("Bericht.pdf", 250 * 1024**2, None),
        ("Bericht.pdf", 250 * 1024**2 + 1, "file_too_large"),
        ("setup.exe", 1, "refused_file_type"),
        ("SETUP.EXE", 1, "refused_file_type"),
        ("exe", 1, None),
        ("Rechnung.pdf.bat", 1, "refused_file_type"),
        ("leer.txt", 0, None),
    ],
)
def test_what_the_server_would_refuse_is_not_sent_at_all(
    laboratory: Laboratory, name: str, size: int, code: str | None
) -> None:
    objection: dict[str, Any] | None = laboratory.run(
        """const { objectionTo } = await load("file_checks.js");
        return objectionTo(values.file, values.limits);""",
        file={"name": name, "size": size},
        limits=LIMITS,
    )
    assert (objection and objection["code"]) == code


@pytest.mark.parametrize(
    ("name", "kind", "named"),
    [
        ("image.png", "image/png", "Screenshot 2026-11-25 10.32.png"),
        ("image.jpeg", "image/jpeg", "Screenshot 2026-11-25 10.32.jpg"),
        ("", "image/webp", "Screenshot 2026-11-25 10.32.webp"),
        ("Vertrag.pdf", "application/pdf", "Vertrag.pdf"),
    ],
)
def test_a_picture_of_the_clipboard_is_named_by_its_time(
    laboratory: Laboratory, name: str, kind: str, named: str
) -> None:
    given = laboratory.run(
        """const { named } = await load("pasted_files.js");
        const pasted = new File(["x"], values.name, { type: values.kind });
        const file = named(pasted, new Date(2026, 10, 25, 10, 32));
        return [file.name, file.type, await file.text()];""",
        name=name,
        kind=kind,
    )
    assert given[0].replace("Bildschirmfoto", "Screenshot") == named
    assert given[1:] == [kind, "x"]
