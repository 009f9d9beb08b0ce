"""Opening a session, and letting its customer in: the log and the tokens in one transaction."""

import secrets
import time
from collections.abc import Callable
from functools import partial

import msgspec
from flask_babel import gettext
from sqlalchemy.exc import IntegrityError

from server.access import author_of
from server.accounts.tokens import ACCESS, ENTRY
from server.domain.events import Author, Created, Draft, Joined, timestamp
from server.domain.keys import draw_key, draw_session_id, draw_token, normalise_key
from server.domain.refusal import Refusal
from server.domain.session import decide_create, decide_join
from server.journal import Conflict, Transaction
from server.services import services
from server.store import customer_tokens, sessions
from server.store.sessions import NewSession, Session
from server.store.technicians import Technician

KEY, LINK = "support-key", "session-link"


class Opened(msgspec.Struct, frozen=True):
    """A new session with what is told once: the key's nine digits and the link."""

    session: Session
    key: str
    link: str


class Admitted(msgspec.Struct, frozen=True):
    """What a customer gets: an access token, and an address that opens the chat once."""

    session_id: str
    chat_url: str
    token: str


def open_session(technician: Technician, *, control_on_arrival: bool) -> Opened:
    """A new session waiting for its customer."""
    made = services()
    now = int(time.time() * 1000)
    session_id, link_token = draw_session_id(), draw_token()
    expires = now + made.settings.key_milliseconds
    created = Created(control_on_arrival, timestamp(expires))

    def store(key: str, tx: Transaction) -> None:
        row = NewSession(
            session_id,
            technician.id,
            now,
            made.tokens.hash(KEY, key),
            made.tokens.hash(LINK, link_token),
            expires,
            control_on_arrival,
        )
        number = sessions.add(tx, row)
        tx.append(number, decide_create(author_of(technician), created))

    key = _store_with_free_key(store)
    found = find_by_link(link_token)
    return Opened(found, key, f"{made.settings.public_url}/j#{link_token}")


def _store_with_free_key(store: Callable[[str, Transaction], None]) -> str:
    """Store with a key that no other session uses at the moment; gives the key."""
    while True:
        key = draw_key()
        try:
            services().journal.write(partial(store, key))
        except IntegrityError:
            continue
        return key


def find_by_key(typed: str) -> Session:
    """The session of a typed support key. Raises Refusal `invalid_key` or `unknown_key`."""
    made = services()
    found = sessions.by_key(made.journal, made.tokens.hash(KEY, normalise_key(typed)))
    if found is None:
        raise Refusal("unknown_key")
    return found


def find_by_link(token: str) -> Session:
    """The session of a link's token. Raises Refusal `unknown_link`."""
    made = services()
    found = sessions.by_link(made.journal, made.tokens.hash(LINK, token))
    if found is None:
        raise Refusal("unknown_link")
    return found


def admit(found: Session, way: Joined, name: str) -> Admitted:
    """Let a new customer in. Raises Refusal as `decide_join` does."""
    made = services()
    customer = Author("customer", name or gettext("Customer"), secrets.token_hex(8))
    while True:
        state = made.journal.state(found.number)
        in_time = time.time() * 1000 < found.key_expires_at
        draft = decide_join(state, customer, way, in_time=in_time)
        join = partial(_append, number=found.number, draft=draft, expected=state.last_seq)
        try:
            return _give(found, customer, join)
        except Conflict:
            continue


def readmit(found: Session, customer: Author) -> Admitted:
    """Let the same browser in again: it comes back by itself, whatever became of its key."""
    return _give(found, customer, lambda _tx: None)


def _append(tx: Transaction, number: int, draft: Draft, expected: int) -> None:
    tx.append(number, [draft], expected)


def _give(found: Session, customer: Author, first: Callable[[Transaction], object]) -> Admitted:
    made = services()
    access, code = draw_token(), draw_token()

    def act(tx: Transaction) -> None:
        first(tx)
        for token, purpose in ((access, ACCESS), (code, ENTRY)):
            row = made.tokens.customer_row(
                token, found.number, customer.id or "", customer.name, purpose
            )
            customer_tokens.add(tx, row)

    made.journal.write(act)
    return Admitted(found.id, f"{made.settings.public_url}/chat/{found.id}#{code}", access)
