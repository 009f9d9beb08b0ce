"""Opening a session, and giving it another key and link: log and table in one transaction."""

import time

import msgspec

from server.accounts.tokens import KEY, LINK, Tokens
from server.domain.events import Author, Created, timestamp
from server.domain.keys import draw_free_key, draw_session_id, draw_token
from server.domain.refusal import Refusal
from server.domain.session import SessionState, decide_create, decide_renew
from server.journal import Transaction, decide_and_write
from server.participants import author_of
from server.services import services
from server.store import session_links, sessions
from server.store.sessions import NewSession, Session
from server.store.technicians import Technician


class Choices(msgspec.Struct, frozen=True):
    """What the technician chooses for a session."""

    control_on_arrival: bool
    customer_files: bool


class Opened(msgspec.Struct, frozen=True):
    """A session with what is told once: the key's nine digits and the link."""

    session: Session
    key: str
    link: str


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
    """A new key and link for an open session; the old ones, and who waits by them, are out.

    Raises Refusal `ended_session` or `expired_key` when it is over.
    """
    made = services()
    link_token, expires = draw_token(), _key_expiry()

    def store(state: SessionState, tx: Transaction) -> str:
        drafts = decide_renew(state, technician, timestamp(expires))
        key, key_hash = _free_key(tx, made.tokens)
        link_hash = made.tokens.hash(LINK, link_token)
        sessions.set_invitation(tx, found.number, key_hash, link_hash, expires)
        session_links.drop_all(tx, found.number)
        tx.append(found.number, drafts, state.last_seq)
        return key

    return _opened(found.id, decide_and_write(made.journal, found.number, store), link_token)


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


def _key_expiry() -> int:
    return _now() + services().settings.key_milliseconds


def _now() -> int:
    return int(time.time() * 1000)
