"""What the app offers: in the icon's menu, or beneath the field for the key."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tray_app.language import gettext as _


@dataclass(frozen=True)
class Entry:
    """One thing that the app offers."""

    label: str
    action: Callable[[], None]
    #: What a click on the icon does, where the desktop lets a click do something.
    default: bool = False
    #: Whether it is offered at this moment.
    shown: Callable[[], bool] = lambda: True
    #: Whether it is on, of what can be on or off.
    checked: Callable[[], bool] | None = None


@dataclass(frozen=True)
class Choice:
    """Several entries of which one is on."""

    label: str
    entries: tuple[Entry, ...]


def in_a_row(entries: Iterable[Entry | Choice]) -> list[Entry]:
    """The same for where there are no menus in menus, and no check marks: the words say it all.

    The default is left out: it is what one sees already.
    """
    row = []
    for entry in entries:
        if isinstance(entry, Choice):
            others = (one for one in entry.entries if not (one.checked and one.checked()))
            row += [Entry(f"{entry.label}: {one.label}", one.action) for one in others]
        elif entry.shown() and not entry.default:
            row.append(Entry(_label(entry), entry.action))
    return row


def _label(entry: Entry) -> str:
    if entry.checked is None:
        return entry.label
    state = _("on") if entry.checked() else _("off")
    return f"{entry.label}: {state}"
