"""How often someone may guess: counts misses only, so nobody is slowed who knows."""

from ipaddress import IPv6Address, ip_address

from flask import Response, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

# A key has 10⁹ values and lives an hour; 100 misses an hour and place find none.
JOIN_MISSES = "20 per minute; 100 per hour"
# Each asks a technician something; several people may stand behind one address.
WAITS = "60 per minute; 300 per hour"
SIGN_IN_MISSES = "8 per 5 minutes; 40 per hour"
SIGN_IN_MISSES_OF_PLACE = "40 per 5 minutes"


def place() -> str:
    """Where a guesser is: an IPv4 address, or the IPv6 network of 64 bits that one home has."""
    address = get_remote_address()
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv6Address) and found.ipv4_mapped is None:
        return f"{int(found) >> 64:x}::/64"
    return address


limiter = Limiter(key_func=place, storage_uri="memory://", strategy="moving-window")


def waits(response: Response) -> bool:
    """Whether the answer lets one more stranger wait."""
    return response.status_code == 202


def missed(response: Response) -> bool:
    """Whether the answer says that a guess was wrong."""
    return response.status_code in (401, 403, 404)


def used_up() -> bool:
    """Whether others missed so often, while this request was being checked, that nothing is left.

    A password takes a while to check: many sent at once would all have passed the limit.
    """
    return not all(
        limiter.limiter.test(limit.limit, *limit.request_args) for limit in limiter.current_limits
    )


def account_and_place() -> str:
    """Counts by account from one place: a stranger elsewhere can't lock the owner out."""
    email = request.form.get("email", "")[:254].strip().lower()
    return f"{email}|{place()}"
