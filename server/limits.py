"""How often someone may guess: counts misses only, so nobody is slowed who knows."""

from flask import Response, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

# A key has 10⁹ values and lives an hour; 100 misses an hour and address find none.
JOIN_MISSES = "20 per minute; 100 per hour"
SIGN_IN_MISSES = "8 per 5 minutes; 40 per hour"
SIGN_IN_MISSES_OF_ADDRESS = "40 per 5 minutes"

limiter = Limiter(key_func=get_remote_address, storage_uri="memory://", strategy="moving-window")


def missed(response: Response) -> bool:
    """Whether the answer says that a guess was wrong."""
    return response.status_code in (401, 403, 404)


def account_and_address() -> str:
    """Counts by account from one address: a stranger elsewhere can't lock the owner out."""
    email = request.form.get("email", "")[:254].strip().lower()
    return f"{email}|{get_remote_address()}"
