"""What an SMS says: short, and in letters that let it be one SMS instead of three."""

import unicodedata

from server import language

# GSM 03.38: with these alone an SMS holds 160 characters, with any other one 70.
_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
# In the alphabet's second table: they count twice.
_TWICE = frozenset("^{}\\[~]|€")
MOST = 160
_MOST_FOREIGN = 70
_FOLDED = str.maketrans("‘’‚“”„–—\u00a0\u202f", "'''\"\"\"--  ") | {ord("…"): "..."}


def _(sentence: str) -> str:
    """Marks sentences for the catalogues."""
    return sentence


def compose(locale: str, technician: str, organisation: str, link: str) -> str:
    """The longest of our sentences around `link` that one SMS holds."""
    facts = {"technician": technician, "organisation": organisation, "link": link}
    sentences = [_("%(technician)s helps you here: %(link)s"), _("Your support: %(link)s")]
    if organisation:
        sentences.insert(0, _("%(technician)s of %(organisation)s helps you here: %(link)s"))
        sentences.insert(1, _("Support by %(organisation)s: %(link)s"))
    texts = [fold(language.translate(locale, sentence, **facts)) for sentence in sentences]
    return next((text for text in texts if length(text) <= MOST), texts[-1])


def fold(text: str) -> str:
    """The text with letters of the GSM alphabet in the place of close relatives of theirs."""
    return "".join(map(_folded, text.translate(_FOLDED)))


def length(text: str) -> int:
    """How many of an SMS's 160 places it takes."""
    if any(character not in _GSM and character not in _TWICE for character in text):
        return -(-len(text) * MOST // _MOST_FOREIGN)
    return len(text) + sum(character in _TWICE for character in text)


def _folded(character: str) -> str:
    if character in _GSM or character in _TWICE:
        return character
    base = unicodedata.normalize("NFKD", character)[0]
    return base if base in _GSM else character
