"""What happened, in sentences: the one place for the words of pages and files."""

from typing import Any

from server.domain.admission import way_of
from server.domain.events import Admitted, Author, Event, Invited, Joined, Rated, Refused, Waiting
from server.language import translate
from server.transcripts.consent_sentences import consent_sentence

_ = str  # marks sentences for the catalogues

_SIMPLE = {
    "file": _("%(name)s sent a file."),
    "created": _("%(name)s started the session."),
    "ended": _("%(name)s ended the session."),
    "expired": _("The support key expired before anyone used it."),
}
_JOINED = {
    "key": _("%(name)s joined by the support key."),
    "link": _("%(name)s joined by the session link."),
    "mail": _("%(name)s joined by the link in the e-mail."),
    "qr": _("%(name)s joined by the QR code."),
    "sms": _("%(name)s joined by the link in the SMS."),
}
_WAITING = {
    "key": _("%(name)s came with the support key and waits to be let in."),
    "link": _("%(name)s came by the session link and waits to be let in."),
    "mail": _("%(name)s came by the link in the e-mail and waits to be let in."),
    "qr": _("%(name)s came by the QR code and waits to be let in."),
    "sms": _("%(name)s came by the link in the SMS and waits to be let in."),
}
_OPENED = {
    "mail": _("Somebody opened the link in the e-mail."),
    "qr": _("Somebody opened the link of the QR code."),
    "sms": _("Somebody opened the link in the SMS."),
}
_SENT = _("An SMS with the invitation was sent to %(number)s.")
_FAILED = _("The SMS to %(number)s could not be sent. %(reason)s")
_RENEWED = _("%(name)s made a new support key and link. The old ones are no longer valid.")
_ADMITTED = _("%(name)s let %(other)s in, in place of the device that was in the chat before.")
_REFUSED = _("%(name)s did not let %(other)s in.")
_STOPPED = _("%(name)s no longer waits to be let in.")
_RATED = _("%(name)s rated the help with %(stars)s of 5 stars.")


def sentence(event: Event, locale: str) -> str:
    """What happened, in a sentence; a message speaks for itself: ""."""
    body, facts = event.read_body(), {"name": name_of(event.read_author(), locale)}
    if isinstance(body, Joined):
        return translate(locale, _JOINED[_means(body)], **facts)
    if isinstance(body, Waiting):
        return translate(locale, _WAITING[_means(body)], **facts)
    if isinstance(body, Invited):
        return _invited(body, facts, locale)
    if isinstance(body, Refused) and event.role == "customer":
        return translate(locale, _STOPPED, **facts)
    if isinstance(body, Admitted | Refused):
        answer = _ADMITTED if isinstance(body, Admitted) else _REFUSED
        return translate(locale, answer, other=body.name, **facts)
    if isinstance(body, Rated):
        return translate(locale, _RATED, stars=body.stars, **facts)
    simple = _SIMPLE.get(event.kind) or consent_sentence(body, event)
    return translate(locale, simple, **facts) if simple else ""


def name_of(author: Author, locale: str) -> str:
    """What to call somebody: customers need not say their name."""
    return author.name or translate(locale, _("Customer"))


def _means(body: Joined | Waiting) -> str:
    return "key" if body.way == "key" else way_of(body.invitation or "link")


def _invited(body: Invited, facts: dict[str, Any], locale: str) -> str:
    if body.step == "renewed":
        return translate(locale, _RENEWED, **facts)
    if body.step == "opened":
        return translate(locale, _OPENED[body.way], **facts)
    told = _SENT if body.step == "sent" else _FAILED
    return translate(locale, told, number=body.number or "–", reason=body.reason or "").rstrip()
