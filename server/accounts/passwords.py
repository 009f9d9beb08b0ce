"""Argon2id, off the hub: a guess costs the guesser time and nobody else."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from gevent import get_hub

from server.domain.refusal import Refusal

MIN_LENGTH = 10
MAX_LENGTH = 256

_hasher = PasswordHasher()


def check_strength(password: str) -> None:
    """Raises Refusal `weak_password` for one that is too short, too long or one character."""
    if not MIN_LENGTH <= len(password) <= MAX_LENGTH or len(set(password)) < 4:
        raise Refusal("weak_password", least=MIN_LENGTH)


def hash_password(password: str) -> str:
    """The hash to store, in PHC format."""
    return _hasher.hash(password)


def verify(password_hash: str | None, password: str) -> bool:
    """Whether the password fits; computed on a native thread. None stands for nobody."""
    fits: bool = get_hub().threadpool.apply(_verify, (password_hash, password))
    return fits and password_hash is not None


@cache
def _nobody() -> str:
    """Checked when the address is unknown, so that the time taken does not tell which exist."""
    return _hasher.hash("nobody has this password")


def _verify(password_hash: str | None, password: str) -> bool:
    try:
        return _hasher.verify(password_hash or _nobody(), password)
    except (VerificationError, InvalidHashError):
        return False
