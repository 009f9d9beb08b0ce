"""Adding technicians: from the shell, and the very first one by a link."""

import re
import secrets
import time

from sqlalchemy.exc import IntegrityError

from server.accounts import passwords
from server.domain.refusal import Refusal
from server.journal import Journal, Transaction
from server.store import technicians
from server.store.technicians import Technician

_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)*")
MAX_NAME = 80


def new_technician(email: str, name: str, password: str, *, is_admin: bool) -> Technician:
    """A technician ready to store.

    Raises Refusal `invalid_email`, `invalid_name` or `weak_password`.
    """
    email, name = email.strip().lower(), " ".join(name.split())
    if not _EMAIL.fullmatch(email) or len(email) > 254:
        raise Refusal("invalid_email")
    if not 1 <= len(name) <= MAX_NAME:
        raise Refusal("invalid_name", limit=MAX_NAME)
    passwords.check_strength(password)
    return Technician(
        id=secrets.token_hex(8),
        email=email,
        name=name,
        password_hash=passwords.hash_password(password),
        is_admin=is_admin,
        created_at=int(time.time() * 1000),
    )


def enrol(journal: Journal, technician: Technician) -> None:
    """Store a technician. Raises Refusal `email_taken`."""
    try:
        journal.write(lambda tx: technicians.add(tx, technician))
    except IntegrityError:
        raise Refusal("email_taken") from None


class FirstAdministrator:
    """The one-time token by which the first administrator is created, while there is none."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self.token = None if technicians.exist(journal) else secrets.token_urlsafe(24)

    def is_open_for(self, token: str) -> bool:
        """Whether this token still opens the set-up page."""
        if self.token is None:
            return False
        if technicians.exist(self._journal):
            self.token = None
            return False
        return secrets.compare_digest(self.token.encode(), token.encode())

    def create(self, administrator: Technician) -> None:
        """Store the first administrator. Raises Refusal `not_found` if someone was faster."""

        def act(tx: Transaction) -> None:
            if technicians.count(tx):
                raise Refusal("not_found")
            technicians.add(tx, administrator)

        self._journal.write(act)
        self.token = None
