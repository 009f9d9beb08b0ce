"""Who the caller is in a session, how they stand there, and what they may see of it."""

import msgspec
from flask import request

from server.access import bearer, find_technician, require_technician
from server.accounts.tokens import HELPER
from server.domain.events import Author, Role
from server.domain.readers import Reader
from server.domain.refusal import Refusal
from server.domain.session import Standing
from server.services import services
from server.store import sessions
from server.store.sessions import Session
from server.store.technicians import Technician

_NOT_IN: dict[Standing, str] = {
    "waiting": "still_waiting",
    "refused": "not_admitted",
    "replaced": "continued_elsewhere",
}


def own_session(session_id: str) -> Session:
    """The technician's session of this id.

    Raises Refusal `sign_in_needed`, or `unknown_session` also where it is someone else's, so
    that an answer does not tell which ids exist.
    """
    technician = require_technician()
    found = sessions.by_id(services().journal, session_id)
    if found is None or found.technician_id != technician.id:
        raise Refusal("unknown_session")
    return found


class Present(msgspec.Struct, frozen=True):
    """Someone who has to do with a session: how they stand, and what they may see of it."""

    session: Session
    author: Author
    standing: Standing
    reader: Reader


def participant_of(session_id: str, *, helpers: bool = False) -> tuple[Session, Author]:
    """The session and who the caller is in it: its technician, or its customer.

    Raises Refusal as `present_in` does; `still_waiting`, `not_admitted` or `continued_elsewhere`
    for one who is not, or no longer, in; and `not_for_helpers` for a tray app, unless `helpers`.
    """
    present = present_in(session_id)
    if present.standing != "in":
        raise Refusal(_NOT_IN[present.standing])
    if present.author.role == "helper" and not helpers:
        raise Refusal("not_for_helpers")
    return present.session, present.author


def reader_of(session_id: str) -> Present:
    """Who reads along: a participant, or one who waits and sees what becomes of that.

    Raises Refusal as `participant_of` does for all others. A tray app reads what its customer
    does, once they are in.
    """
    present = present_in(session_id)
    waits = present.standing == "waiting" and present.author.role == "customer"
    if present.standing != "in" and not waits:
        raise Refusal(_NOT_IN[present.standing])
    return present


def present_in(session_id: str) -> Present:
    """The session, and who the caller is in it, however they stand.

    A browser can be both sides (someone trying it out alone): `?as=` then says which one asks;
    unsaid, a customer who is in comes first. With `?as=helper` a customer's own token is good for
    the tray app that took the key.
    Raises Refusal `sign_in_needed` where the caller is nobody, `unknown_session` where they
    are somebody else.
    """
    found = sessions.by_id(services().journal, session_id)
    side = request.args.get("as")
    customer = _customer_or_helper(found, side) if side != "technician" else None
    as_customer = _present_customer(found, customer) if found and customer else None
    if as_customer and as_customer.standing == "in":
        return as_customer
    technician = find_technician() if side not in ("customer", "helper") else None
    if found and technician and technician.id == found.technician_id:
        return Present(found, author_of(technician), "in", Reader("technician"))
    if as_customer:
        return as_customer
    if technician is None and bearer() is None and not request.cookies.get(cookie_of(session_id)):
        raise Refusal("sign_in_needed")
    raise Refusal("unknown_session")


def standing_of(found: Session, customer: Author) -> Standing:
    """How someone stands who came into this session, or wanted to."""
    return _present_customer(found, customer).standing


def _present_customer(found: Session, customer: Author) -> Present:
    if found.customer_id == customer.id:
        return Present(found, customer, "in", Reader(customer.role))
    state = services().journal.state(found.number)
    reader = Reader(customer.role, state.waits_since(customer.id))
    return Present(found, customer, state.standing(customer.id), reader)


def author_of(technician: Technician) -> Author:
    """The technician as the log names them."""
    return Author("technician", technician.name, technician.id)


def cookie_of(session_id: str) -> str:
    """The name of the cookie that lets a customer's browser back into this session."""
    return f"beistand_chat_{session_id}"


def token_of(found: Session) -> str | None:
    """The token by which a customer's browser or program names itself in this session."""
    return bearer() or request.cookies.get(cookie_of(found.id))


def customer_of(found: Session | None) -> Author | None:
    """Who came into this session, or wanted to, by this browser or program."""
    author = _customer_or_helper(found, None)
    return author if author and author.role == "customer" else None


def _customer_or_helper(found: Session | None, side: str | None) -> Author | None:
    if found is None:
        return None
    token = token_of(found)
    row = services().tokens.customer(token) if token else None
    if row is None or row.session != found.number:
        return None
    role: Role = "helper" if row.purpose == HELPER or side == "helper" else "customer"
    return Author(role, row.name, row.customer_id)
