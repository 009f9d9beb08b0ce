"""Opening a session, and letting its customer in: the log and the tokens in one transaction."""

import secrets
import time
from collections.abc import Callable
from functools import partial
from typing import TypeVar

import msgspec
from flask_babel import gettext

from server.accounts.tokens import ACCESS, ENTRY, Tokens
from server.domain.admission import decide_join, split_link_token
from server.domain.events import Author, Created, Draft, Way, timestamp
from server.domain.keys import draw_free_key, draw_session_id, draw_token, normalise_key
from server.domain.refusal import Refusal
from server.domain.session import SessionState, decide_create, decide_renew
from server.journal import Conflict, Transaction
from server.participants import author_of
from server.services import Services, services
from server.store import customer_tokens, session_links, sessions
from server.store.sessions import NewSession, Session
from server.store.technicians import Technician

KEY, LINK = "support-key", "session-link"
T = TypeVar("T")


class Choices(msgspec.Struct, frozen=True):
    """What the technician chooses for a session."""

    control_on_arrival: bool
    customer_files: bool


class Opened(msgspec.Struct, frozen=True):
    """A session with what is told once: the key's nine digits and the link."""

    session: Session
    key: str
    link: str


class Found(msgspec.Struct, frozen=True):
    """The session that a key or link belongs to, and how it was come by."""

    session: Session
    way: Way
    invitation: str | None = None


class Admitted(msgspec.Struct, frozen=True):
    """What a customer gets: an access token, and an address that opens the chat once."""

    session_id: str
    chat_url: str
    token: str


def open_session(technician: Technician, choices: Choices) -> Opened:
    """A new session waiting for its customer."""
    made = services()
    session_id, link_token = draw_session_id(), draw_token()
    now, expires = _now(), _key_expiry()
    created = Created(choices.control_on_arrival, timestamp(expires))

    def store(tx: Transaction) -> str:
        key, key_hash = _free_key(tx, made.tokens)
        row = NewSession(
            id=session_id,
            technician_id=technician.id,
            created_at=now,
            key_hash=key_hash,
            link_hash=made.tokens.hash(LINK, link_token),
            key_expires_at=expires,
            control_on_arrival=choices.control_on_arrival,
            customer_files=choices.customer_files,
        )
        tx.append(sessions.add(tx, row), decide_create(author_of(technician), created))
        return key

    return _opened(session_id, made.journal.write(store), link_token)


def renew_invitation(found: Session, technician: Author) -> Opened:
    """A new key and link for an open session; the old ones are dead from now on.

    Raises Refusal `ended_session` or `expired_key` when it is over.
    """
    made = services()
    link_token, expires = draw_token(), _key_expiry()

    def store(state: SessionState, tx: Transaction) -> str:
        key, key_hash = _free_key(tx, made.tokens)
        link_hash = made.tokens.hash(LINK, link_token)
        sessions.set_invitation(tx, found.number, key_hash, link_hash, expires)
        session_links.drop_all(tx, found.number)
        tx.append(found.number, [renewed(state)], state.last_seq)
        return key

    def renewed(state: SessionState) -> Draft:
        return decide_renew(state, technician, timestamp(expires))

    return _opened(found.id, _decided(found, store), link_token)


def find_by_key(typed: str) -> Found:
    """The session of a typed support key. Raises Refusal `invalid_key` or `unknown_key`."""
    made = services()
    found = sessions.by_key(made.journal, made.tokens.hash(KEY, normalise_key(typed)))
    if found is None:
        raise Refusal("unknown_key")
    return Found(found, "key")


def find_by_link(text: str) -> Found:
    """The session of what stands after # in a link. Raises Refusal `unknown_link`."""
    made = services()
    token, invitation = split_link_token(text)
    hashed = made.tokens.hash(LINK, token)
    found = sessions.by_link(made.journal, hashed)
    if found is None:
        return _find_by_other_link(hashed)
    return Found(found, "link", invitation)


def _find_by_other_link(hashed: bytes) -> Found:
    """The session of a link that one SMS alone carries. Raises Refusal `unknown_link`."""
    journal = services().journal
    link = session_links.find(journal, hashed)
    found = sessions.by_number(journal, link.session) if link else None
    if link is None or found is None:
        raise Refusal("unknown_link")
    return Found(found, "link", link.label)


def admit(found: Found, name: str, *, wait: bool) -> tuple[Admitted, bool]:
    """What a new customer gets, and whether they are in: else they wait to be let in.

    Raises Refusal as `decide_join` does.
    """
    made, session = services(), found.session
    customer = Author("customer", name or gettext("Customer"), secrets.token_hex(8))

    def store(state: SessionState, tx: Transaction) -> tuple[Admitted, bool]:
        in_time = _now() < session.key_expires_at
        drafts = decide_join(
            state, customer, found.way, found.invitation, in_time=in_time, wait=wait
        )
        tx.append(session.number, drafts, state.last_seq)
        return _give(tx, made, session, customer), drafts[-1].kind == "joined"

    return _decided(session, store)


def readmit(session: Session, customer: Author) -> Admitted:
    """Let the same browser in again: it comes back by itself, whatever became of its key."""
    made = services()
    return made.journal.write(lambda tx: _give(tx, made, session, customer))


def _decided(session: Session, store: Callable[[SessionState, Transaction], T]) -> T:
    """What `store` gives on the session's state; on Conflict, load and decide again."""
    journal = services().journal
    while True:
        state = journal.state(session.number)
        try:
            return journal.write(partial(store, state))
        except Conflict:
            continue


def _free_key(tx: Transaction, tokens: Tokens) -> tuple[str, bytes]:
    """A key, and its hash, that no other open session uses at the moment."""
    key = draw_free_key(lambda key: sessions.is_key_in_use(tx, tokens.hash(KEY, key)))
    return key, tokens.hash(KEY, key)


def _opened(session_id: str, key: str, link_token: str) -> Opened:
    made = services()
    opened = sessions.by_id(made.journal, session_id)
    if opened is None:
        raise Refusal("unknown_session")
    return Opened(opened, key, f"{made.settings.public_url}/j#{link_token}")


def _give(tx: Transaction, made: Services, session: Session, customer: Author) -> Admitted:
    access, code = draw_token(), draw_token()
    for token, purpose in ((access, ACCESS), (code, ENTRY)):
        row = made.tokens.customer_row(
            token, session.number, customer.id or "", customer.name, purpose
        )
        customer_tokens.add(tx, row)
    return Admitted(session.id, f"{made.settings.public_url}/chat/{session.id}#{code}", access)


def _key_expiry() -> int:
    return _now() + services().settings.key_milliseconds


def _now() -> int:
    return int(time.time() * 1000)
