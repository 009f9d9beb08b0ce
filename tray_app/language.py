"""The language of the person at this computer: what they chose in the app, else English where the
system speaks it, else German.
"""

import gettext as _gettext
import os
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from tray_app.preferences import prefer, preference

TRANSLATIONS = Path(__file__).parent / "translations"
#: In their own words: who reads only one of them must find it.
LANGUAGES = {"de": "Deutsch", "en": "English"}


def language(environ: Mapping[str, str] = os.environ, platform: str = sys.platform) -> str:
    """'en' or 'de'."""
    return chosen_language() or system_language(environ, platform)


@cache
def chosen_language() -> str | None:
    """What the person chose in the app, None where they leave it to the system."""
    wanted = preference("language")
    return wanted if wanted in LANGUAGES else None


def choose_language(wanted: str) -> None:
    """Speaks this language from now on, in this process and in those that start later.

    :raises OSError: where that can't be remembered
    """
    prefer("language", wanted)
    chosen_language.cache_clear()


def system_language(environ: Mapping[str, str] = os.environ, platform: str = sys.platform) -> str:
    """'en' or 'de', from the system's locale."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environ.get(name):
            return "en" if value.lower().startswith("en") else "de"
    if platform == "win32":
        return _windows_language()
    return "de"


def gettext(message: str) -> str:
    """The message in the person's language."""
    return _catalogue(language()).gettext(message)


def ngettext(singular: str, plural: str, number: int) -> str:
    """The message in the person's language, in the form that the number asks for."""
    return _catalogue(language()).ngettext(singular, plural, number)


@cache
def _catalogue(chosen: str) -> _gettext.NullTranslations:
    return _gettext.translation("beistand_tray", TRANSLATIONS, [chosen], fallback=True)


def _windows_language() -> str:
    import ctypes

    english = 0x09
    primary = ctypes.windll.kernel32.GetUserDefaultUILanguage() & 0x3FF  # type: ignore[attr-defined]
    return "en" if primary == english else "de"
