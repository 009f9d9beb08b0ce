"""`/console/lock`: the console of a technician who is away, and how they get back in."""

from typing import Annotated

import msgspec
from flask import Blueprint, Response
from msgspec import Meta

from server import access, limits
from server.accounts import passwords
from server.api.bodies import read_body
from server.domain.refusal import Refusal
from server.errors import seconds_to_wait

blueprint = Blueprint("lock", __name__)


class UnlockBody(msgspec.Struct, frozen=True):
    """The password of who is signed in, and whom the form took for that."""

    password: Annotated[str, Meta(max_length=10_000)]
    email: Annotated[str, Meta(max_length=1_000)] | None = None


@blueprint.post("/console/lock")
def lock() -> Response:
    """204: this sign-in shows and does nothing until its password was given again."""
    if access.signed_in_technician() is None:
        raise Refusal("sign_in_needed")
    access.lock()
    return Response(status=204)


@blueprint.post("/console/unlock")
@limits.limiter.limit(
    limits.SIGN_IN_MISSES, key_func=access.sign_in_and_place, deduct_when=limits.missed
)
@limits.limiter.limit(limits.SIGN_IN_MISSES_OF_PLACE, deduct_when=limits.missed)
def unlock() -> Response:
    """204: it does again what it did.

    Raises Refusal `wrong_unlock_password`, or `sign_in_needed` where nobody is signed in, or
    somebody else than `email` says: they did so in another window of this browser.
    """
    technician = access.signed_in_technician()
    if technician is None:
        raise Refusal("sign_in_needed")
    body = read_body(UnlockBody)
    if body.email not in (None, technician.email):
        raise Refusal("sign_in_needed")
    fits = passwords.verify(technician.password_hash, body.password[: passwords.MAX_LENGTH])
    if limits.used_up():
        raise Refusal("too_many_tries", seconds=seconds_to_wait())
    if not fits:
        raise Refusal("wrong_unlock_password")
    access.unlock()
    return Response(status=204)
