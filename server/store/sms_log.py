"""Which SMS were sent, to count them: they cost money. Neither number nor text is kept."""

import msgspec
from sqlalchemy import func, insert, select, update

from server.journal import Transaction
from server.store.schema import sms_log


class Sent(msgspec.Struct, frozen=True):
    """How many SMS there are that count."""

    of_session: int
    of_technician: int
    # When the technician's oldest one that counts was sent, in ms.
    since: int | None


def count(tx: Transaction, session: int, technician_id: str, after: int) -> Sent:
    """The session's that were not refused, and all that the technician tried `after` this time."""
    of_session = select(func.count()).where(
        sms_log.c.session == session, sms_log.c.failed.is_(False)
    )
    is_tried = (sms_log.c.technician_id == technician_id, sms_log.c.created_at > after)
    tried = select(func.count()).select_from(sms_log).where(*is_tried)
    since = select(func.min(sms_log.c.created_at)).where(*is_tried)
    counts = (tx.execute(statement).scalar_one() for statement in (of_session, tried, since))
    return Sent(*counts)


def add(tx: Transaction, session: int, technician_id: str, now: int) -> int:
    """Note one that is about to be sent; gives its number in the session, from 1."""
    newest = select(func.max(sms_log.c.number)).where(sms_log.c.session == session)
    number: int = (tx.execute(newest).scalar() or 0) + 1
    row = {"session": session, "number": number, "technician_id": technician_id}
    tx.execute(insert(sms_log).values(**row, created_at=now, failed=False))
    return number


def set_failed(tx: Transaction, session: int, number: int) -> None:
    """The gateway did not take it: it no longer counts for its session."""
    of_this = (sms_log.c.session == session, sms_log.c.number == number)
    tx.execute(update(sms_log).where(*of_this).values(failed=True))
