"""A page's stylesheet comes in one piece, with all that it imports."""

from pathlib import Path

import pytest

from server.page_styles import joined

STYLES = Path(__file__).parents[2] / "server" / "static" / "css"


def test_imports_stand_where_they_were_asked_for(tmp_path: Path) -> None:
    (tmp_path / "one.css").write_text("/* A word. */\n.one { color: red }\n")
    (tmp_path / "start_page.css").write_text('@import "./one.css";\n.two { color: blue }\n')
    assert joined(tmp_path / "start_page.css") == ".one{color:red}.two{color:blue}"


def test_what_is_imported_may_import(tmp_path: Path) -> None:
    (tmp_path / "one.css").write_text(".one { color: red }\n")
    (tmp_path / "both.css").write_text('@import "./one.css";\n.both { color: green }\n')
    (tmp_path / "start_page.css").write_text('@import "./both.css";\n.two { color: blue }\n')
    assert joined(tmp_path / "start_page.css") == (
        ".one{color:red}.both{color:green}.two{color:blue}"
    )


@pytest.mark.parametrize("page", sorted(STYLES.glob("*_page.css")), ids=lambda page: page.stem)
def test_nothing_of_a_page_is_left_to_load(page: Path) -> None:
    assert "@import" not in joined(page)
