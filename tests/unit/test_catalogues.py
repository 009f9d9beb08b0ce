"""Every text of the code, pages and scripts is there in both languages."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages import Catalog, Message
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
CATALOGUES = {"server": "messages", "tray_app": "beistand_tray"}

both_packages = pytest.mark.parametrize("package", CATALOGUES)


def texts_in_use(package: str, folder: Path) -> Catalog:
    """What `make translations` would collect now."""
    template = folder / "texts.pot"
    pybabel = [sys.executable, "-m", "babel.messages.frontend", "--quiet"]
    options = ["--mapping=pyproject.toml", "--keyword=_l", f"--output={template}"]
    subprocess.run([*pybabel, "extract", *options, package], cwd=ROOT, check=True)
    with template.open("rb") as file:
        return read_po(file)


def catalogue(package: str, language: str) -> Catalog:
    domain = CATALOGUES[package]
    path = ROOT / package / "translations" / language / "LC_MESSAGES" / f"{domain}.po"
    with path.open("rb") as file:
        return read_po(file, locale=language)


def keys(texts: Catalog) -> set[object]:
    return {(message.id, message.context) for message in texts if message.id}


def forms(message: Message) -> list[str]:
    """The translation in each of its plural forms."""
    return [message.string] if isinstance(message.string, str) else list(message.string)


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"%\(\w+\)s", text))


@both_packages
@pytest.mark.parametrize("language", ["de", "en"])
def test_catalogues_hold_exactly_the_texts_in_use(
    package: str, language: str, tmp_path: Path
) -> None:
    assert keys(catalogue(package, language)) == keys(texts_in_use(package, tmp_path))


@both_packages
def test_every_text_is_translated_to_german(package: str) -> None:
    texts = [message for message in catalogue(package, "de") if message.id]
    assert texts
    assert [message.id for message in texts if message.fuzzy or not all(forms(message))] == []


@both_packages
@pytest.mark.parametrize("language", ["de", "en"])
def test_translations_keep_every_placeholder(package: str, language: str) -> None:
    for message in catalogue(package, language):
        originals = [message.id] if isinstance(message.id, str) else list(message.id)
        facts = placeholders("".join(originals))
        for text in filter(None, forms(message)):
            assert placeholders(text) == facts or message.pluralizable, message.id


def test_no_sentence_hides_in_a_template_literal() -> None:
    hidden = re.compile(r"\$\{[^}`]*\b_\(")
    scripts = (ROOT / "server/static/js").rglob("*.js")
    assert [path.name for path in scripts if hidden.search(path.read_text("utf-8"))] == []
