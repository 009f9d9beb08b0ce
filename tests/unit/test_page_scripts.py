"""A page's script comes in one piece, with all that it imports."""

import re
from pathlib import Path

import pytest

from server.page_scripts import joined, reached_from

SCRIPTS = Path(__file__).parents[2] / "server" / "static" / "js"
PAGES = sorted(SCRIPTS.rglob("*_page.js"))


def write(folder: Path, **modules: str) -> Path:
    for name, source in modules.items():
        (folder / f"{name}.js").write_text(source, encoding="utf-8")
    return folder


def test_what_is_needed_comes_first_and_once(tmp_path: Path) -> None:
    write(
        tmp_path,
        start_page='import { one } from "./one.js";\nimport { two } from "./two.js";\none(two);\n',
        one='import { two } from "./two.js";\nexport function one() {}\n',
        two="export const two = 2;\n",
    )
    script = joined(tmp_path / "start_page.js")
    assert script.count("const two = 2;") == 1
    assert (
        script.index("const two = 2;") < script.index("function one()") < script.index("one(two)")
    )


def test_inner_names_of_two_modules_never_meet(tmp_path: Path) -> None:
    write(
        tmp_path,
        start_page='import { one } from "./one.js";\nconst LIMIT = 2;\none(LIMIT);\n',
        one="const LIMIT = 1;\nexport class one {}\n",
    )
    script = joined(tmp_path / "start_page.js")
    scopes = re.findall(r"\(\(\) => \{\n(.*?)\n\}\)\(\);", script, re.DOTALL)
    assert [scope.count("const LIMIT") for scope in scopes] == [1, 1]


def test_a_module_of_another_folder_is_found(tmp_path: Path) -> None:
    (tmp_path / "console").mkdir()
    write(tmp_path, one="export const one = 1;\n")
    write(tmp_path / "console", start_page='import { one } from "../one.js";\nalert(one);\n')
    assert "const one = 1;" in joined(tmp_path / "console" / "start_page.js")


def test_what_is_asked_for_later_is_found_from_where_the_joined_script_stands(
    tmp_path: Path,
) -> None:
    (tmp_path / "console").mkdir()
    write(tmp_path, one='export const one = () => import("./two_part.js");\n')
    write(tmp_path, two_part="export class Two {}\n")
    write(tmp_path / "console", start_page='import { one } from "../one.js";\none();\n')
    assert 'import("./../two_part.js")' in joined(tmp_path / "console" / "start_page.js")


def test_a_part_that_comes_later_gives_what_it_exports(tmp_path: Path) -> None:
    write(tmp_path, two_part="export class Two {}\n")
    assert (
        joined(tmp_path / "two_part.js")
        .rstrip()
        .splitlines()[-1]
        .startswith("export const { Two }")
    )


def test_private_names_are_short_and_stay_apart(tmp_path: Path) -> None:
    write(
        tmp_path,
        start_page=(
            "class Door {\n  #isOpen = false;\n  get #key() {\n    return this.#isOpen;\n  }\n"
            '  look() {\n    return find("#isOpen") ?? this.#key;\n  }\n}\n'
        ),
    )
    script = joined(tmp_path / "start_page.js")
    assert "#a = false;" in script
    assert "get #b()" in script
    assert 'find("#isOpen") ?? this.#b' in script


def test_what_a_page_reaches_is_what_it_imports_now_and_later(tmp_path: Path) -> None:
    write(
        tmp_path,
        start_page='import { one } from "./one.js";\n',
        one='export const one = () => import("./two_part.js");\n',
        two_part="export const two = 2;\n",
        other="export const other = 3;\n",
    )
    reached = [path.stem for path in reached_from(tmp_path / "start_page.js")]
    assert reached == ["start_page", "one", "two_part"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_nothing_of_a_page_is_left_to_load(page: Path) -> None:
    assert not re.search(r"^(import|export) ", joined(page), re.MULTILINE)
