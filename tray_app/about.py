"""What somebody who helps with the app itself wants to know of it."""

from tray_app.built import built
from tray_app.language import gettext as _
from tray_app.places import log_folder


def about(server: str | None) -> str:
    """The facts, one a line.

    :param server: the host of the support server, None where none is known yet
    """
    facts = built()
    lines = [
        _("Version: %(version)s") % {"version": facts.version},
        _("Server: %(host)s") % {"host": server or _("none yet")},
        _("Licence: %(licence)s") % {"licence": "AGPL-3.0-or-later"},
        _("Log: %(folder)s") % {"folder": log_folder()},
    ]
    if facts.organisation:
        lines.insert(0, _("Made for %(organisation)s") % {"organisation": facts.organisation})
    return "\n".join(lines)
