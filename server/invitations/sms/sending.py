"""Inviting by SMS: counted before it is sent, in the log once it is known what became of it."""

import time
from contextlib import suppress

import msgspec

from server import language
from server.accounts.tokens import LINK
from server.domain.events import Draft, Invited
from server.domain.keys import draw_link_token
from server.domain.refusal import Refusal
from server.domain.session import SessionState
from server.invitations.sms.number import MobileNumber
from server.invitations.sms.reasons import Failure
from server.invitations.sms.text import compose
from server.journal import LogClosed, Transaction
from server.participants import author_of
from server.services import services
from server.settings import Settings
from server.store import session_links, sms_log
from server.store.sessions import Session
from server.store.technicians import Technician

HOUR = 3_600_000


class Reserved(msgspec.Struct, frozen=True):
    """An SMS that may be sent: its number in the session, and the link that it carries."""

    number: int
    link: str

    @property
    def invitation(self) -> str:
        """The name by which the log knows it."""
        return f"s{self.number}"


def invite_by_sms(session: Session, technician: Technician, to: MobileNumber) -> str:
    """The name of the invitation, once the gateway took it.

    Raises Refusal `no_sms_gateway`, `ended_session`, `expired_key`, `too_many_sms` (for the
    session or the hour), or `sms_refused` with the gateway's reason.
    """
    made, locale = services(), language.current()
    if made.sms_gateway is None:
        raise Refusal("no_sms_gateway")
    _require_open(session, made.journal.state(session.number))
    reserved = _reserve(session, technician)
    text = compose(locale, technician.name, made.settings.organisation, reserved.link)
    failure = made.sms_gateway.send(to, text)
    reason = failure.sentence(locale) if failure else None
    _note(session, technician, reserved, to, failure, reason)
    if reason:
        raise Refusal("sms_refused", reason=reason)
    return reserved.invitation


def _require_open(session: Session, state: SessionState) -> None:
    if state.state == "ended":
        raise Refusal("ended_session")
    is_late = state.state == "waiting" and session.key_expires_at <= _now()
    if state.state == "expired" or is_late:
        raise Refusal("expired_key")


def _reserve(session: Session, technician: Technician) -> Reserved:
    """Count it first, in one transaction with the check: two at once can't both be the last."""
    made, token, now = services(), draw_link_token(), _now()

    def store(tx: Transaction) -> int:
        sent = sms_log.count(tx, session.number, technician.id, now - HOUR)
        _require_room(made.settings, sent, now)
        number = sms_log.add(tx, session.number, technician.id, now)
        hashed = made.tokens.hash(LINK, token)
        session_links.add(tx, hashed, session.number, f"s{number}", now)
        return number

    return Reserved(made.journal.write(store), f"{made.settings.public_url}/j#{token}")


def _require_room(settings: Settings, sent: sms_log.Sent, now: int) -> None:
    if sent.of_session >= settings.sms_per_session:
        raise Refusal("too_many_sms", limit=settings.sms_per_session)
    if sent.of_technician >= settings.sms_per_hour:
        seconds = ((sent.since or now) + HOUR - now) // 1000 + 1
        facts = {"limit": settings.sms_per_hour, "seconds": seconds, "minutes": -(-seconds // 60)}
        raise Refusal("too_many_sms_an_hour", **facts)


def _note(
    session: Session,
    technician: Technician,
    reserved: Reserved,
    to: MobileNumber,
    failure: Failure | None,
    reason: str | None,
) -> None:
    """Write into the log what became of it; one that may still arrive stays counted."""
    step = Invited(reserved.invitation, "sms", "failed" if failure else "sent", to.masked, reason)
    draft = Draft(author_of(technician), step)

    def store(tx: Transaction) -> None:
        if failure and failure.kind != "silent":
            sms_log.set_failed(tx, session.number, reserved.number)
        tx.append(session.number, [draft])

    # The session may have ended meanwhile: then nobody waits for the word.
    with suppress(LogClosed):
        services().journal.write(store)


def _now() -> int:
    return int(time.time() * 1000)
