"""What was asked, granted, shown and stopped, in sentences: the record of every consent."""

from server.domain.events import (
    Answered,
    Body,
    Event,
    Extended,
    Requested,
    ShareStarted,
    ShareStopped,
    Withdrawn,
)

_ = str  # marks sentences for the catalogues

_REQUESTED = {
    "view": _("%(name)s asked to see the screen."),
    "control": _("%(name)s asked to see the screen and to control mouse and keyboard."),
}
_EXTENDED = _("%(name)s took more time for the answer.")
_GRANTED = {
    "view": _("%(name)s allowed to see the screen."),
    "control": _("%(name)s allowed to see the screen and to control mouse and keyboard."),
}
_NOT_GRANTED = {
    "view": _("%(name)s did not allow to see the screen."),
    "control": _("%(name)s did not allow to control mouse and keyboard."),
}
_CLOSED = _("%(name)s closed the question without an answer. That is a no.")
_UNANSWERED = {
    "silence": _("The question was not answered in time. That is a no."),
    "closed": _("The chat was closed while the question was open. That is a no."),
}
_WITHDRAWN = {
    "view": _("%(name)s ended the permission to see the screen."),
    "control": _("%(name)s ended the permission to control mouse and keyboard."),
}
_WITHDRAWN_BY_TIME = {
    "gone": _("One side was away for too long. The permission has ended."),
    "replaced": _("Another device is in the chat now. The permission has ended."),
}
_STARTED = {
    "screen": _("%(name)s shows a screen."),
    "camera": _("%(name)s shows the camera's picture."),
    "helper": _("The app on the customer's computer shows the screen."),
}
_STOPPED = {
    "person": _("The picture was stopped on the customer's side."),
    "withdrawn": _("The picture has stopped."),
    "lost": _("The picture was lost."),
    "control": _("The app on the customer's computer takes over the picture."),
    "ended": _("The picture has stopped with the session."),
    "replaced": _("The picture of the device before has stopped."),
}


def consent_sentence(body: Body, event: Event) -> str:
    """The msgid for an event about consent, "" for any other; `%(name)s` is its author."""
    match body:
        case Requested(permission):
            return _REQUESTED[permission]
        case Extended():
            return _EXTENDED
        case Answered():
            return _answer(body, event)
        case Withdrawn(_, permission, reason):
            return _WITHDRAWN[permission] if reason == "person" else _WITHDRAWN_BY_TIME[reason]
        case ShareStarted(_, _, source):
            return _STARTED[source]
        case ShareStopped(_, _, reason):
            return _STOPPED[reason]
    return ""


def _answer(body: Answered, event: Event) -> str:
    if body.granted:
        return _GRANTED[body.permission]
    if event.role == "system":
        return _UNANSWERED[body.reason]
    return _CLOSED if body.reason == "closed" else _NOT_GRANTED[body.permission]
