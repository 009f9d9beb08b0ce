"""Everything that people can set, call or read is documented where they look for it."""

import re
from pathlib import Path

import pytest

from server.api.openapi import OPERATIONS
from server.domain.events import KINDS
from server.domain.frames import CLIENT_FRAMES
from server.problems import PROBLEMS
from server.settings import describe

ROOT = Path(__file__).parents[2]


def read(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("variable", [variable for variable, _default, _meaning in describe()])
def test_every_setting_is_documented(variable: str) -> None:
    assert f"| `{variable}` |" in read("settings.md")


def test_no_setting_is_documented_that_does_not_exist() -> None:
    named = set(re.findall(r"BEISTAND_[A-Z_]+[A-Z]", read("settings.md") + read("operations.md")))
    assert named == {variable for variable, _default, _meaning in describe()}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_event_is_documented(kind: str) -> None:
    assert f"| `{kind}` |" in read("events.md")


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda call: f"{call.method} {call.path}")
def test_every_call_is_documented(operation: object) -> None:
    assert f"`{operation.method.upper()} {operation.path}`" in read("api.md")  # type: ignore[attr-defined]


@pytest.mark.parametrize("frame", CLIENT_FRAMES)
def test_every_frame_is_documented(frame: type) -> None:
    assert f"`{frame.__struct_config__.tag}" in read("api.md")  # type: ignore[attr-defined]


@pytest.mark.parametrize("code", PROBLEMS)
def test_every_refusal_is_documented_with_its_status(code: str) -> None:
    rows = [row for row in read("api.md").splitlines() if f"`{code}`" in row]
    assert any(str(PROBLEMS[code].status) in row for row in rows)
