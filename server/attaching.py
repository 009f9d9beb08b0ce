"""From a code in the customer's chat to a tray app that is attached to the session."""

import time
from urllib.parse import urlencode

import msgspec

from server.accounts.tokens import ATTACH, HELPER
from server.domain.events import Author
from server.domain.keys import draw_token
from server.domain.refusal import Refusal
from server.journal import Transaction
from server.services import services
from server.store import customer_tokens, sessions
from server.store.sessions import Session

# Long enough to download and install the app first.
CODE_MILLISECONDS = 60 * 60 * 1000


class AttachCode(msgspec.Struct, frozen=True):
    """A one-time code, the link that hands it to the app, and until when (ms since 1970)."""

    link: str
    code: str
    expires_at: int


class Attached(msgspec.Struct, frozen=True):
    """What an app gets for its code: a token for this session only."""

    session_id: str
    token: str


def offer(session: Session, customer: Author) -> AttachCode:
    """A code for the app on this customer's machine."""
    made, code = services(), draw_token()
    row = made.tokens.customer_row(code, session.number, customer.id or "", customer.name, ATTACH)
    made.journal.write(lambda tx: customer_tokens.add(tx, row))
    query = urlencode({"server": made.settings.public_url, "code": code})
    return AttachCode(f"beistand:attach?{query}", code, row.created_at + CODE_MILLISECONDS)


def attach(code: str) -> Attached:
    """Use up a code.

    Raises Refusal `unknown_code`, also where its session is over, or its customer was replaced.
    """
    made, token = services(), draw_token()

    def act(tx: Transaction) -> Attached:
        since = int(time.time() * 1000) - CODE_MILLISECONDS
        taken = customer_tokens.take_attach(tx, made.tokens.hash(ATTACH, code), since)
        found = sessions.by_number(made.journal, taken.session) if taken else None
        if taken is None or found is None or found.ended_at:
            raise Refusal("unknown_code")
        if found.customer_id != taken.customer_id:
            raise Refusal("unknown_code")
        row = made.tokens.customer_row(token, taken.session, taken.customer_id, taken.name, HELPER)
        customer_tokens.add(tx, row)
        return Attached(found.id, token)

    return made.journal.write(act)
