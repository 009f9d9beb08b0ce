"""What stands at the head of a transcript: who, when, and in which time zone all times are."""

import unicodedata
from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec
from babel.dates import format_date, format_datetime, get_timezone_gmt, get_timezone_name

from server.domain.events import State
from server.language import translate
from server.store.sessions import Session
from server.transcripts.lines import Line

_ = str  # marks sentences for the catalogues

UTC = ZoneInfo("UTC")
LONGEST_NAME = 60
_STATES = {
    "waiting": _("Waiting"),
    "active": _("Active"),
    "ended": _("Closed"),
    "expired": _("Expired"),
}


class Facts(msgspec.Struct, frozen=True):
    """One session as its reader sees it, times in their zone."""

    state: State
    organisation: str
    technician: str
    customer: str
    started: datetime
    ended: datetime | None
    locale: str
    zone: ZoneInfo

    @classmethod
    def of(cls, found: Session, organisation: str, locale: str, zone: ZoneInfo) -> "Facts":
        """The facts of a session."""
        ended = datetime.fromtimestamp(found.ended_at / 1000, zone) if found.ended_at else None
        return cls(
            state=found.state,
            organisation=organisation,
            technician=found.technician_name,
            customer=found.customer_name or "",
            started=datetime.fromtimestamp(found.created_at / 1000, zone),
            ended=ended,
            locale=locale,
            zone=zone,
        )

    def rows(self) -> list[tuple[str, str]]:
        """Label and words of each fact, in the order they are read."""
        rows = [
            (_("Organisation"), self.organisation),
            (_("Technician"), self.technician),
            (_("Customer"), self.customer or self.say(_("No customer"))),
            (_("State"), self.say(_STATES[self.state])),
            (_("Started"), self._moment(self.started)),
            (_("Ended"), self._moment(self.ended) if self.ended else ""),
            (_("Duration"), self.duration()),
            (_("Time zone"), self.zone_name()),
        ]
        return [(self.say(label), words) for label, words in rows if words]

    def duration(self) -> str:
        """How long it went, as people say it; "" while it goes on."""
        if self.ended is None:
            return ""
        minutes = int((self.ended - self.started).total_seconds()) // 60
        if minutes < 1:
            return self.say(_("less than a minute"))
        if minutes < 60:
            return self.say(_("%(minutes)s min"), minutes=minutes)
        hours, minutes = divmod(minutes, 60)
        return self.say(_("%(hours)s h %(minutes)s min"), hours=hours, minutes=minutes)

    def day(self, line: Line) -> str:
        """The day of a line, as a heading."""
        return str(format_date(line.at.date(), "full", locale=self.locale))

    def zone_name(self) -> str:
        """The zone by name and by how far it was from UTC when the session began."""
        if self.zone.key in ("UTC", "Etc/UTC"):
            return self.say(_("Coordinated Universal Time (UTC)"))
        name = get_timezone_name(self.zone, locale=self.locale)
        offset = get_timezone_gmt(self.started, locale=self.locale).replace("GMT", "UTC")
        return f"{name} ({self.zone.key}, {offset})"

    def file_name(self, ending: str) -> str:
        """What the transcript is called among other files: what, when, of whom."""
        title = self.say(_("Transcript"))
        name = f"{title} {self.started:%Y-%m-%d %H-%M} {self.organisation or 'Beistand'}"
        return f"{_harmless(name)}.{ending}"

    def say(self, text: str, **facts: object) -> str:
        """The text in the reader's language."""
        return translate(self.locale, text, **facts)

    def _moment(self, at: datetime) -> str:
        return str(format_datetime(at, "medium", locale=self.locale, tzinfo=self.zone))


def zone_of(name: str | None) -> ZoneInfo:
    """The time zone of this name; UTC where there is none: the transcript says which it is."""
    try:
        return ZoneInfo(name or "UTC")
    except (KeyError, ValueError, OSError):
        return UTC


def _harmless(name: str) -> str:
    """Letters, digits and a few signs: what every file system takes."""
    kept = [one if one in " -_.," or unicodedata.category(one)[0] in "LN" else "-" for one in name]
    return "".join(kept)[:LONGEST_NAME].strip(" .-")
