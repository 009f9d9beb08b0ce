"""From a key or link into its session: the log and the tokens in one transaction."""

import secrets
import time

import msgspec
from flask_babel import gettext

from server.accounts.tokens import ACCESS, ENTRY, KEY, LINK
from server.domain.admission import decide_join, split_link_token
from server.domain.events import Author, Way
from server.domain.keys import draw_token, normalise_key
from server.domain.person_names import clean_name
from server.domain.refusal import Refusal
from server.domain.session import SessionState
from server.journal import Transaction, decide_and_write
from server.services import Services, services
from server.store import customer_tokens, session_links, sessions
from server.store.sessions import Session


class Found(msgspec.Struct, frozen=True):
    """The session that a key or link belongs to, the hash of that, and how it was come by."""

    session: Session
    opener: bytes
    way: Way
    invitation: str | None = None

    @property
    def unknown(self) -> Refusal:
        """What is said where no session has it."""
        return Refusal("unknown_key" if self.way == "key" else "unknown_link")


class Admitted(msgspec.Struct, frozen=True):
    """What a customer gets: an access token, and an address that opens the chat once."""

    session_id: str
    chat_url: str
    token: str


def find_by_key(typed: str) -> Found:
    """The session of a typed support key. Raises Refusal `invalid_key` or `unknown_key`."""
    made = services()
    hashed = made.tokens.hash(KEY, normalise_key(typed))
    found = sessions.by_key(made.journal, hashed)
    if found is None:
        raise Refusal("unknown_key")
    return Found(found, hashed, "key")


def find_by_link(text: str) -> Found:
    """The session of what stands after # in a link. Raises Refusal `unknown_link`."""
    made = services()
    token, invitation = split_link_token(text)
    hashed = made.tokens.hash(LINK, token)
    found = sessions.by_link(made.journal, hashed)
    if found is None:
        return _find_by_other_link(hashed)
    return Found(found, hashed, "link", invitation)


def _find_by_other_link(hashed: bytes) -> Found:
    """The session of a link that one SMS alone carries. Raises Refusal `unknown_link`."""
    journal = services().journal
    link = session_links.find(journal, hashed)
    found = sessions.by_number(journal, link.session) if link else None
    if link is None or found is None:
        raise Refusal("unknown_link")
    return Found(found, hashed, "link", link.label)


def admit(found: Found, name: str, *, wait: bool) -> tuple[Admitted, bool]:
    """What a new customer gets, and whether they are in: else they wait to be let in.

    Raises Refusal as `decide_join` does, and `unknown_key` or `unknown_link` where the
    invitation was withdrawn meanwhile.
    """
    made, session = services(), found.session
    customer = Author("customer", clean_name(name) or gettext("Customer"), secrets.token_hex(8))

    def store(state: SessionState, tx: Transaction) -> tuple[Admitted, bool]:
        expires = sessions.expiry_for(tx, session.number, found.opener)
        if expires is None:
            raise found.unknown
        in_time = time.time() * 1000 < expires
        drafts = decide_join(
            state,
            customer,
            found.way,
            found.invitation,
            in_time=in_time,
            wait=wait,
            ask_at=int(time.time() * 1000) if session.control_on_arrival else None,
        )
        tx.append(session.number, drafts, state.last_seq)
        is_in = any(draft.kind == "joined" for draft in drafts)
        return _give(tx, made, session, customer, None), is_in

    return decide_and_write(made.journal, session.number, store)


def readmit(session: Session, customer: Author, token: str | None) -> Admitted:
    """Let the same browser in again: it comes back by itself, whatever became of its key.

    It keeps the access token by which it was known.
    """
    made = services()
    return made.journal.write(lambda tx: _give(tx, made, session, customer, token))


def _give(
    tx: Transaction, made: Services, session: Session, customer: Author, known: str | None
) -> Admitted:
    access, code = known or draw_token(), draw_token()
    new = [(code, ENTRY)] if known else [(access, ACCESS), (code, ENTRY)]
    for token, purpose in new:
        row = made.tokens.customer_row(
            token, session.number, customer.id or "", customer.name, purpose
        )
        customer_tokens.add(tx, row)
    return Admitted(session.id, f"{made.settings.public_url}/chat/{session.id}#{code}", access)
