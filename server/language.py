"""Which language a person is spoken to in, and the sentences of the catalogues."""

from collections.abc import Iterable
from functools import cache, partial
from pathlib import Path
from typing import Any

import msgspec
from babel.support import NullTranslations, Translations
from flask import Flask, request
from flask_babel import Babel, get_locale
from markupsafe import Markup

from server import page_scripts

LOCALES = ("de", "en")
DEFAULT = "de"
COOKIE = "lang"
CATALOGUES = Path(__file__).parent / "translations"
SCRIPTS = Path(__file__).parent / "static" / "js"


def init_app(app: Flask) -> None:
    """Speak the reader's language in templates, and let `?lang=` choose it for good."""
    app.config["BABEL_DEFAULT_LOCALE"] = DEFAULT
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(CATALOGUES)
    Babel(app, locale_selector=_select)
    app.context_processor(_for_templates)


def current() -> str:
    """The locale of this request."""
    return str(get_locale() or DEFAULT)


@cache
def catalogue(locale: str) -> NullTranslations:
    """The catalogue of a locale; sentences that it lacks stay English."""
    return Translations.load(str(CATALOGUES), [locale])


def translate(locale: str, sentence: str, **facts: Any) -> str:
    """The sentence in this locale with its %(facts)s filled in."""
    text = catalogue(locale).ugettext(sentence)
    return text % facts if facts else text


def _select() -> str:
    chosen = request.args.get(COOKIE) or request.cookies.get(COOKIE)
    if chosen in LOCALES:
        return str(chosen)
    return request.accept_languages.best_match(LOCALES, DEFAULT) or DEFAULT


@cache
def browser_catalogue(locale: str, room: str = "") -> dict[str, str]:
    """The sentences that scripts say, by the English one; the rest would only weigh pages down.

    With a `room`, also those of the scripts in its folder and below.
    """
    paths = [*SCRIPTS.glob("*.js"), *(SCRIPTS.glob(f"{room}/**/*.js") if room else ())]
    return _said_in(locale, paths)


@cache
def page_words(locale: str, page: str) -> dict[str, str]:
    """The sentences that this page's script says from the beginning."""
    return _said_in(locale, page_scripts.needed_by(SCRIPTS / page))


@cache
def later_words(locale: str, page: str) -> dict[str, str]:
    """The sentences of this page's parts that come later (static/js/later.js)."""
    said = page_words(locale, page)
    every = _said_in(locale, page_scripts.reached_from(SCRIPTS / page))
    return {key: text for key, text in every.items() if key not in said}


def _said_in(locale: str, paths: Iterable[Path]) -> dict[str, str]:
    scripts = "".join(path.read_text(encoding="utf-8") for path in paths)
    entries = getattr(catalogue(locale), "_catalog", {})
    return {
        key: text
        for key, text in entries.items()
        if isinstance(key, str) and key and text != key and f'"{key}"' in scripts
    }


def _for_templates() -> dict[str, Any]:
    locale = current()
    return {
        "locale": locale,
        "locales": LOCALES,
        "catalogue": browser_catalogue(locale),
        "words_of": partial(page_words, locale),
        "as_json": _as_json,
    }


def _as_json(value: Any) -> Markup:
    """JSON for a `<script type="application/json">`: no `<` that could end it."""
    text = msgspec.json.encode(value).decode()
    return Markup(text.replace("<", "\\u003c").replace("\u2028", "\\u2028"))  # noqa: S704
