"""Tokens: drawn here, kept as keyed hashes, shown by cookie or `Authorization: Bearer`."""

import re
import secrets
import time
from pathlib import Path

from server.domain.keys import draw_token, keyed_hash
from server.home import DamagedSecret, keep_secret
from server.journal import Journal, Transaction
from server.store import customer_tokens, technicians
from server.store.customer_tokens import CustomerToken
from server.store.technicians import Technician

SECRET_BYTES = 32
API, SIGN_IN = "api", "sign-in"
ACCESS, ENTRY = "access", "entry"
# The tray app's access, and the one-time code by which it gets that.
HELPER, ATTACH = "helper", "attach"
KEY, LINK = "support-key", "session-link"
SIGN_IN_MILLISECONDS = 12 * 3600 * 1000


def load_secret(home: Path) -> bytes:
    """The server's secret, drawn on first use and readable by its owner only.

    Raises DamagedSecret for a damaged file, OSError where it can't be read or written.
    """
    path = home / "secret"
    if not path.exists():
        keep_secret(path, secrets.token_hex(SECRET_BYTES))
    text = path.read_bytes().strip()
    if not re.fullmatch(rb"([0-9a-f]{2}){32,}", text):
        raise DamagedSecret(
            f"{path} is damaged. Put it back from a backup; without it, open keys and sign-ins are"
            " lost. To go on without them, remove the file."
        )
    return bytes.fromhex(text.decode())


class Tokens:
    """Gives out tokens and recognises them."""

    def __init__(self, journal: Journal, secret: bytes) -> None:
        self._journal = journal
        self._secret = secret

    def hash(self, purpose: str, value: str) -> bytes:
        """What is stored in place of a secret of this purpose."""
        return keyed_hash(self._secret, purpose, value)

    def give_technician(self, technician_id: str, purpose: str) -> str:
        """A new token; one for signing in lasts a working day."""
        token, now = draw_token(), _now()
        expires = now + SIGN_IN_MILLISECONDS if purpose == SIGN_IN else None
        self._journal.write(
            lambda tx: technicians.add_token(
                tx, self.hash(purpose, token), technician_id, purpose, now, expires
            )
        )
        return token

    def technician(self, token: str, purpose: str) -> Technician | None:
        """Whose token this is."""
        return technicians.by_token(self._journal, self.hash(purpose, token), purpose, _now())

    def signed_in(self, token: str) -> Technician | None:
        """Whose sign-in this is, whether its console is locked or not."""
        hashed = self.hash(SIGN_IN, token)
        return technicians.by_token(self._journal, hashed, SIGN_IN, _now(), locked=True)

    def set_lock(self, token: str, *, locked: bool) -> None:
        """Lock the console of this sign-in, or open it again."""
        hashed, at = self.hash(SIGN_IN, token), _now() if locked else None
        self._journal.write(lambda tx: technicians.lock_token(tx, hashed, at))

    def revoke_sign_in(self, token: str) -> None:
        """Sign out: the token is worth nothing from now on."""
        hashed = self.hash(SIGN_IN, token)
        self._journal.write(lambda tx: technicians.drop_token(tx, hashed, _now()))

    def customer_row(
        self, token: str, session: int, customer_id: str, name: str, purpose: str
    ) -> CustomerToken:
        """A token of a customer, as it is stored."""
        hashed = self.hash(purpose, token)
        return CustomerToken(hashed, session, customer_id, name, purpose, _now())

    def customer(self, token: str) -> CustomerToken | None:
        """Whose access this is: a customer's, or that of the tray app on their machine."""
        found = (
            customer_tokens.find(self._journal, self.hash(purpose, token), purpose)
            for purpose in (ACCESS, HELPER)
        )
        return next((row for row in found if row), None)

    def enter(self, code: str, session: int) -> str | None:
        """Use up a one-time code of this session: a new access token, or None."""
        access = draw_token()

        def act(tx: Transaction) -> str | None:
            entry = customer_tokens.take_entry(tx, self.hash(ENTRY, code), session)
            if entry is None:
                return None
            row = self.customer_row(access, session, entry.customer_id, entry.name, ACCESS)
            customer_tokens.add(tx, row)
            return access

        return self._journal.write(act)


def _now() -> int:
    return int(time.time() * 1000)
